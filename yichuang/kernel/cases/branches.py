"""One node for each element of a list: the rows of the elements, and the row of the node that waits for them all.

The node of the plan stands in the graph; its elements do not. While they run it waits; when the last one settles it
settles with their joint result. A stop of one of them reaches what depends on the node at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from yichuang.engines.plan import (
    CARRIED_OVER,
    DONE,
    DORMANT,
    IDLE,
    OPEN,
    SETTLED,
    SKIPPED,
    WAITING,
    Board,
    Effect,
    forestall,
)
from yichuang.engines.values import Subject, Value
from yichuang.kernel.cases.element_parts import Rows
from yichuang.kernel.cases.elements import base_of, element_of, label_of, row_key
from yichuang.kernel.cases.models import CaseNode
from yichuang.kernel.cases.rows import CaseNow, NodeNow
from yichuang.kernel.catalogue.api import World
from yichuang.kernel.facts import api as facts


class Moving(Rows, Board, Protocol):
    """Of a move what is needed here: a case locked for a change, that can change rows and note effects."""

    case: CaseNow
    at: datetime
    effects: list[Effect]
    queue: list[str]
    results: dict[str, dict[str, Any]]
    detail: dict[str, Any]

    @property
    def world(self) -> World:
        """The adopted set of the case."""
        ...

    def set(self, row: NodeNow, **values: Any) -> None:
        """Change columns of a row."""
        ...

    def pass_to(self, row: NodeNow, state: str, **values: Any) -> None:
        """Bring a round into another state."""
        ...

    def settle(self, row: NodeNow, state: str, **values: Any) -> None:
        """End a round with a result."""
        ...

    def renew(self, key: str, *, forced: bool, candidate: bool, elements: bool = True) -> None:
        """Begin a new round."""
        ...

    def load_again(self, base: str) -> None:
        """Rows of elements were made."""
        ...


# ---- which elements there are ----------------------------------------------------------------------------------------


def settle_elements(move: Moving, row: NodeNow, values: dict[str, Value]) -> list[NodeNow]:
    """Bring the rows of a node in line with its list, and give them in its order.

    New elements get a row; of those that the list has lost the round becomes history and nothing takes its place.
    """
    wanted = [row_key(row.key, k) for k in values]
    for lost in move.elements_of(row.key):
        if lost.key not in wanted and lost.state != DORMANT:
            _drop(move, lost)
    known = {r.key for r in move.elements_of(row.key)}
    fresh = {k: v for k, v in values.items() if row_key(row.key, k) not in known}
    if fresh:
        _add(move, row.key, fresh)
    rows = [move.node(key) for key in wanted]
    for one in rows:
        if one.state == DORMANT:
            move.pass_to(one, IDLE)
    return rows


def _drop(move: Moving, row: NodeNow) -> None:
    if row.state != IDLE:
        move.renew(row.key, forced=False, candidate=False)
    move.pass_to(row, DORMANT, candidate=False)


def _add(move: Moving, base: str, values: dict[str, Value]) -> None:
    subjects = {int(v.id) for v in values.values() if isinstance(v, Subject) and v.id.isdigit()}
    names = facts.name_of(subjects) if subjects else {}
    kind = move.plan.nodes[base].do
    made = [
        CaseNode(
            case_id=move.case.id,
            key=row_key(base, key),
            kind=kind,
            state=IDLE,
            label=label_of(value, key, _name(move, names, value)),
        )
        for key, value in values.items()
    ]
    CaseNode.objects.bulk_create(made)
    move.effects.extend(Effect(row.key, 1, "", IDLE) for row in made)
    move.load_again(base)


def _name(move: Moving, names: Mapping[int, str], value: Value) -> str:
    if isinstance(value, Subject):
        return names.get(int(value.id), "") if value.id.isdigit() else ""
    return move.world.department_name(value).zh if isinstance(value, str) else ""


# ---- when one of them settles ----------------------------------------------------------------------------------------


def element_settled(move: Moving, row: NodeNow) -> None:
    """An element is over: one less is waited for, a stop goes on at once, the last one settles the node."""
    base = move.node(base_of(row.key))
    if base.state != WAITING:
        return
    move.set(base, elements_open=base.elements_open - 1)
    if row.stops and not move.plan.graph.steps[base.key].beside:
        _stopped(move, base, row)
    if base.elements_open == 0:
        join(move, base)


def _stopped(move: Moving, base: NodeNow, row: NodeNow) -> None:
    others = [r for r in move.elements_of(base.key) if r.key != row.key]
    if not any(r.state == DONE and r.stops for r in others):
        barrier = base.key != move.plan.accepts
        found = forestall(move.plan.graph, move, base.key, barrier=barrier)
        move.queue.extend(k for k in found.ready if k not in move.queue)
        if not found.received:
            move.detail.setdefault("unreceived", []).append(base.key)
    if getattr(move.plan.nodes[base.key].spec, "on_refuse", "") == "stop":
        open_ = [r for r in others if r.state not in (*SETTLED, DORMANT)]
        for one in open_:
            move.call_off(one.key, row.key)
        move.set(base, elements_open=base.elements_open - len(open_))


def join(move: Moving, base: NodeNow) -> None:
    """All elements are settled: the node has their joint result, a stop before silence before letting go."""
    rows = [r for r in move.elements_of(base.key) if r.state != DORMANT]
    spoken = [r for r in rows if r.state in (DONE, CARRIED_OVER)]
    move.results[base.key] = {
        element_of(r.key): [r.outcome or r.state, r.yields, sorted(r.conditions)] for r in rows
    }
    if not spoken:
        move.settle(base, SKIPPED, why={"reason": "nobody" if not rows else "all_skipped"})
        return
    stops = [r for r in spoken if r.effect == "stop"]
    words = dict.fromkeys(r.outcome for r in stops or spoken)
    effect = "stop" if stops else "silent" if all(r.effect == "silent" for r in spoken) else "go"
    state = CARRIED_OVER if all(r.state == CARRIED_OVER for r in spoken) else DONE
    move.settle(
        base, state, outcome=next(iter(words)) if len(words) == 1 else "done", effect=effect, why={}
    )


# ---- what happens to the node happens to its elements ----------------------------------------------------------------


def set_back(move: Moving, base: str, *, forced: bool) -> None:
    """The node is done again: each element is held or has its last round as candidate, as the node itself would."""
    for row in move.elements_of(base):
        if row.state == DORMANT:
            continue
        if forced:
            move.renew(row.key, forced=True, candidate=False)
        elif row.state in SETTLED:
            move.renew(row.key, forced=False, candidate=True)
        elif row.state in (OPEN, WAITING):
            move.hold(row.key)


def call_off(move: Moving, base: str, because: str) -> None:
    """The node can no longer start, so none of its elements can."""
    for row in move.elements_of(base):
        if row.state not in SETTLED and row.state != DORMANT:
            move.call_off(row.key, because)


def reopen(move: Moving, targets: dict[str, bool]) -> list[str]:
    """Single elements are done again while the others stand: gives the nodes whose successors are set back."""
    bases = list(dict.fromkeys(base_of(key) for key in targets))
    for base in map(move.node, bases):
        if base.state in SETTLED:
            move.renew(base.key, forced=False, candidate=False, elements=False)
            move.pass_to(base, WAITING, opened_at=move.at, why={"each": True})
    for key, forced in targets.items():
        row = move.node(key)
        if forced or row.state in SETTLED:
            move.renew(key, forced=forced, candidate=not forced)
        elif row.state in (OPEN, WAITING):
            move.hold(key)
        move.queue.append(key)
    for base in map(move.node, bases):
        move.set(base, elements_open=len(list(unsettled(move.elements_of(base.key)))))
    return bases


def unsettled(rows: Iterable[NodeNow]) -> Iterable[NodeNow]:
    """The elements that are still waited for."""
    return (r for r in rows if r.state not in SETTLED and r.state != DORMANT)


def examining(move: Moving, bases: Iterable[str]) -> list[str]:
    """Of these nodes the ones that wait for elements which lie open with somebody."""
    waiting = [k for k in bases if move.plan.repeats(k) and move.node(k).state == WAITING]
    return [k for k in waiting if any(r.state == OPEN for r in move.elements_of(k))]
