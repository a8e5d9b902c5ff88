"""What follows when a node settles: successors whose turn has come, and what a stop calls off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yichuang.engines.plan.board import Board
from yichuang.engines.plan.graph import Plan
from yichuang.engines.plan.states import CALLED_OFF, DORMANT, HELD, IDLE, OPEN, SKIPPED, Now


@dataclass(frozen=True, slots=True)
class Spread:
    """`ready`: nodes whose turn has come, in the plan's order. `called_off`: what can no longer start.
    `received`: whether a node that takes all stands behind a stop."""

    ready: tuple[str, ...]
    called_off: tuple[str, ...]
    received: bool


def start_plan(plan: Plan) -> dict[str, Now]:
    """The rounds of a new case: all idle (or dormant), predecessors counted."""
    rounds = {key: Now(key, DORMANT if step.dormant else IDLE) for key, step in plan.steps.items()}
    for key, row in rounds.items():
        row.unsettled = sum(1 for p in plan.predecessors[key] if rounds[p].state != DORMANT)
    return rounds


def spread(
    plan: Plan,
    board: Board,
    key: str,
    *,
    stopped: bool,
    barrier: bool = True,
    because: str = "",
) -> Spread:
    """The node `key` has just settled: count its successors down and call off what a stop makes impossible.

    With `barrier` off no node that takes all receives the stop (the stop of the accepting node). `because` is the
    node that stopped, where it is another than `key`.
    """
    ready: dict[str, None] = {}
    off: list[str] = []
    received = False
    todo: list[tuple[str, bool]] = [(key, stopped)]
    while todo:
        settled, stops = todo.pop(0)
        below = plan.successors[settled]
        if not below:
            continue
        rows = board.count_down(below)
        for name in below:
            row = rows[name]
            if row.settled:
                # A stop that another has passed on before this one has its receiver already.
                received = received or (stops and barrier and _takes_all_below(plan, name))
                continue
            if stops and not (barrier and plan.steps[name].takes_all):
                if row.state != DORMANT:
                    board.call_off(name, because or key)
                    off.append(name)
                    todo.append((name, True))
                continue
            received = received or stops
            if row.unsettled == 0 and row.state in (IDLE, HELD):
                ready[name] = None
    called = set(off)
    return Spread(tuple(plan.sorted(k for k in ready if k not in called)), tuple(off), received)


def forestall(plan: Plan, board: Board, key: str, *, barrier: bool = True) -> Spread:
    """One of the elements of the node `key` has stopped while the others run on: what needs the node is called off."""
    ready: dict[str, None] = {}
    off: list[str] = []
    received = False
    rows = board.now(plan.successors[key])
    for name in plan.successors[key]:
        if rows[name].settled or rows[name].state == DORMANT:
            continue
        if barrier and plan.steps[name].takes_all:
            received = True
            continue
        board.call_off(name, key)
        further = spread(plan, board, name, stopped=True, barrier=barrier, because=key)
        off += [name, *further.called_off]
        received = received or further.received
        ready.update(dict.fromkeys(further.ready))
    called = set(off)
    return Spread(tuple(plan.sorted(k for k in ready if k not in called)), tuple(off), received)


def _takes_all_below(plan: Plan, key: str) -> bool:
    return any(plan.steps[k].takes_all for k in plan.downstream((key,)))


def turn_of(plan: Plan, key: str, above: Mapping[str, Now]) -> str:
    """What happens with `key` when all its predecessors (`above`) are settled: start, skip or call_off."""
    step = plan.steps[key]
    counted = [row for row in above.values() if row.state != DORMANT]
    stopping = any(row.stops for row in counted)
    if stopping and not step.takes_all:
        return "call_off"
    nothing_before = all(row.state in (SKIPPED, CALLED_OFF) for row in counted)
    if counted and not step.has_when and not stopping and nothing_before:
        return "skip"
    return "start"


def prune(plan: Plan, rounds: Mapping[str, Now], *, keep: Iterable[str] = ()) -> tuple[str, ...]:
    """What is called off when the case ends before its decision: all that is not settled, but what goes on beside.

    `keep` names open nodes that run on to the end all the same (so that all grounds come into one notice).
    """
    kept = frozenset(keep)
    return tuple(
        key
        for key in plan.order
        if key not in kept
        and not plan.steps[key].beside
        and not rounds[key].settled
        and rounds[key].state != DORMANT
    )


def running_on(plan: Plan, rounds: Mapping[str, Now], work: Iterable[str]) -> tuple[str, ...]:
    """Of the nodes `work` (those where people examine) the ones that are open and lead to the decision."""
    leading = plan.upstream(plan.decides)
    return tuple(k for k in work if k in leading and rounds[k].state == OPEN)
