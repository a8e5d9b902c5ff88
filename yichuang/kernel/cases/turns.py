"""A node's turn has come: skip it, call it off, go on where it was, carry its outcome over, or open it."""

from __future__ import annotations

from datetime import date
from typing import Any

from yichuang.base import clock
from yichuang.engines.plan import (
    CARRIED_OVER,
    HELD,
    IDLE,
    SKIPPED,
    WAITING,
    Candidate,
    hash_of,
    reading_digest,
    turn_of,
    why_not_carried,
)
from yichuang.engines.values import Span, Unknown
from yichuang.kernel.cases import deciding, waiting
from yichuang.kernel.cases.days import day_after
from yichuang.kernel.cases.element_parts import plain_element
from yichuang.kernel.cases.elements import base_of, element_of
from yichuang.kernel.cases.kinds import kind_of
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.plans import is_for_element, slot_names
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import Node

# What is said to whoever works on a round, not what came of it.
OF_THE_ROUND = frozenset({"reminders", "supervised", "overdue", "paused"})


def run_turns(move: Move) -> None:
    """Begin every node whose turn has come, and those whose turn comes thereby; then see whether the case is closed."""
    with move.within(""):
        deciding.follow(move)
        while move.queue:
            row = move.node(move.queue.pop(0))
            # What was called off since its turn came has no turn any more.
            if row.state in (IDLE, HELD):
                begin(move, row)
            deciding.follow(move)
        deciding.close(move)


def begin(move: Move, row: NodeNow) -> None:
    """The turn of one node, all its predecessors being settled, or of one of its elements."""
    with move.within(row.key):
        _begin(move, row)


def _begin(move: Move, row: NodeNow) -> None:
    # the turn of an element is that of its node, and the node's has come
    turn = "start" if element_of(row.key) else _turn(move, row)
    above = move.now(move.plan.graph.predecessors[base_of(row.key)])
    if turn == "call_off":
        stop = next(p.key for p in above.values() if p.stops)
        _anew(move, row)
        move.call_off(row.key, stop)
        move.after_settling(row)
        return
    if turn == "skip":
        _anew(move, row)
        move.settle(row, SKIPPED, why={"reason": "all_before_skipped"})
        return
    digest, base = digests(move, row.key)
    if row.state == HELD and row.digest == digest:
        go_on(move, row)
        return
    if row.state == HELD and row.was == WAITING and not row.opened_at:
        move.set(row, was="")
        move.pass_to(row, IDLE)
    _anew(move, row)
    move.set(row, digest=digest, base=base)
    if row.candidate and not move.plan.repeats(row.key) and _carry(move, row, digest):
        return
    start(move, row)


def _turn(move: Move, row: NodeNow) -> str:
    above = move.now(move.plan.graph.predecessors[row.key])
    return turn_of(move.plan.graph, row.key, above)


def _anew(move: Move, row: NodeNow) -> None:
    """A held round that cannot go on becomes history; its successor is the one that begins."""
    if row.state == HELD:
        move.renew(row.key, forced=row.forced, candidate=False)


def start(move: Move, row: NodeNow) -> None:
    """Ask `when`: no, skipped; unknown, waits and says for what; yes, opened by its kind."""
    node = move.plan.nodes.get(row.key)
    slot = node.when if node else move.plan.ends[row.key].when
    if slot is not None and _is_asked_here(move, row, node):
        answer = move.reading().answer(slot)
        if isinstance(answer, Unknown):
            waiting.wait_for(move, row, answer.missing, "when")
            return
        if not answer:
            move.settle(row, SKIPPED, why={"reason": "when", "rule": slot.text})
            return
    kind_of(move, row).begin(move, row)


def _is_asked_here(move: Move, row: NodeNow, node: Node | None) -> bool:
    """Whether `when` is asked of this row: of the node alone, or of each element where it names the element."""
    if node is None or not node.for_each:
        return True
    return is_for_element(node) == bool(element_of(row.key))


def digests(move: Move, key: str) -> tuple[str, str]:
    """The digest of what a node reads now, and the hash of all results before it."""
    above = move.plan.graph.predecessors[base_of(key)]
    base = hash_of({p: r.trace for p, r in move.now(above).items()})
    if base_of(key) not in move.plan.reads:
        return "", base
    with move.within(key):
        return (
            _list_digest(move, key) if move.plan.repeats(key) else _digest(move, key, base)
        ), base


def _list_digest(move: Move, key: str) -> str:
    """What the node of several elements itself reads: which they are, and its `when` where that is asked once."""
    values = move.element_values(key)
    node = move.plan.nodes[key]
    names = () if is_for_element(node) else sorted(slot_names(node.when))
    reading = move.reading()
    read: dict[str, Any] = {n: move.value_for_digest(n, reading) for n in names}
    read["*elements"] = values if isinstance(values, Unknown) else list(values)
    return reading_digest(read, definition=move.plan.definitions[key])


def _digest(move: Move, key: str, base: str) -> str:
    reads = move.plan.reads[key]
    reading = move.reading()
    values: dict[str, Any] = {n: move.value_for_digest(n, reading) for n in reads.names}
    if reads.everything:
        values["*answers"] = move.case.answers_digest
        values["*materials"] = move.case.materials_digest
        values["*results"] = base
        if element_of(key):
            values["*element"] = plain_element(move, key)
    return reading_digest(values, definition=move.plan.definitions[key])


def go_on(move: Move, row: NodeNow) -> None:
    """A held round read the same as before: it goes on where it was, with holder, draft and questions."""
    move.end_pauses(row.key, "held")
    was = row.was
    why = {k: v for k, v in row.why.items() if k != "held_by"}
    move.pass_to(row, was, was="", why=why)
    kind_of(move, row).resume(move, row)


def _carry(move: Move, row: NodeNow, digest: str) -> bool:
    """Carry the round before over where nothing that matters has changed."""
    past = PastRound.objects.filter(case_id=move.case.id, key=row.key, round=row.round - 1).first()
    if past is None:
        return False
    step = move.plan.graph.steps[base_of(row.key)]
    candidate = Candidate(
        round=past.round,
        settled=past.state in ("done", "carried_over"),
        outcome=past.outcome,
        digest=past.digest,
        settled_on=clock.day_of(past.settled_at) if past.settled_at else None,
        returned=past.returned,
        barred=bool(past.extra.get("barred")),
    )
    reason = why_not_carried(
        candidate,
        round=row.round,
        digest=digest,
        forced=row.forced,
        redo_always=step.redo_always,
        again=row.again,
        oldest=_oldest(move),
    )
    if reason or not kind_of(move, row).carries(move, row, past):
        move.set(row, why={**row.why, "not_carried": reason or "kind"})
        return False
    move.set(row, department=past.department, post=past.post, conditions=past.conditions)
    move.set(
        row, opinion=past.opinion, reason=past.reason, findings=past.findings, extra=_lasting(past)
    )
    move.set(row, actor=past.actor, account=past.account, proposed=past.proposed)
    move.settle(
        row,
        CARRIED_OVER,
        outcome=past.outcome,
        effect=past.effect,
        yields=past.yields,
        settled_at=past.settled_at,
        carried_from=past.carried_from or past.round,
    )
    return True


def _lasting(past: PastRound) -> dict[str, Any]:
    """What a round knows beside its columns; reminders and the like belonged to that round and end with it."""
    return {k: v for k, v in past.extra.items() if k not in OF_THE_ROUND}


def _oldest(move: Move) -> date | None:
    slot = move.plan.item.carry_for
    if slot is None:
        return None
    span = move.reading().evaluate(slot)
    if not isinstance(span, Span):
        return None
    return day_after(Span(-span.n, span.unit), clock.day_of(move.at))
