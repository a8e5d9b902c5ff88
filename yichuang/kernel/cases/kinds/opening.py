"""Opening a round for somebody: its post or party, its limit, its timers."""

from __future__ import annotations

from datetime import datetime

from yichuang.engines.calendar import Pause as ClockPause
from yichuang.engines.plan import OPEN
from yichuang.engines.values import Span, Unknown
from yichuang.kernel.cases.days import clock_state, end_of_span
from yichuang.kernel.cases.models import Pause
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import Expression, Node

# Where nobody says how long a person may take, somebody is told after so many days that the work still lies there.
NO_LIMIT = Span(30, "days")


def open_at(
    move: Move, row: NodeNow, node: Node, *, department: int, post: int, **values: object
) -> None:
    """Open the round at a post. Why somebody sent it back stays to be read there, nothing else does."""
    due = limit_end(move, node, move.at)
    told = {k: v for k, v in (row.why or {}).items() if k in ("returned_by", "ground")}
    move.pass_to(
        row,
        OPEN,
        department=department,
        post=post,
        holder=move.keep_holder.pop(row.key, row.holder),
        opened_at=row.opened_at or move.at,
        due_at=due,
        why=told,
        **values,
    )
    move.opened.append(row.key)
    set_timers(move, row, node)


def open_for_party(
    move: Move, row: NodeNow, node: Node, subject: int | None, **values: object
) -> None:
    """Open the round for a party."""
    due = limit_end(move, node, move.at) or span_end(move, node.at_most, move.at)
    move.pass_to(
        row, OPEN, asks_of=subject, opened_at=row.opened_at or move.at, due_at=due, **values
    )
    move.opened.append(row.key)
    set_timers(move, row, node)


def limit_end(move: Move, node: Node, start: datetime) -> datetime | None:
    """When the node's own limit ends; None while it has none or it is unknown."""
    return span_end(move, node.limit, start)


def span_end(move: Move, slot: Expression | None, start: datetime) -> datetime | None:
    """When a span that a slot says is over (a moment said outright is itself); None while unknown."""
    if slot is None:
        return None
    value = move.reading().evaluate(slot)
    if isinstance(value, Span):
        return end_of_span(value, start)
    return value if isinstance(value, datetime) else None


def set_timers(move: Move, row: NodeNow, node: Node) -> None:
    """The timers of an open round: silence, the most it may last, and its due date."""
    start = row.opened_at or move.at
    silent = getattr(node.spec, "silent", None)
    if silent is not None:
        _timer(move, row, "silence", span_end(move, silent.after, start))
    _timer(move, row, "at_most", span_end(move, node.at_most, start))
    _timer(move, row, "due", row.due_at or end_of_span(NO_LIMIT, start))


def _timer(move: Move, row: NodeNow, kind: str, due: datetime | None) -> None:
    if due is not None:
        move.timer(kind, f"{row.key}:{kind}", due, round=row.round)


def due_again(move: Move, row: NodeNow, node: Node) -> None:
    """Compute the due date anew from limit, start and pauses (a pause has ended, a fact was corrected)."""
    if node.limit is None or row.opened_at is None:
        return
    with move.within(row.key):
        span = move.reading().evaluate(node.limit)
    if isinstance(span, Unknown) or not isinstance(span, Span):
        return
    state = clock_state(span, row.opened_at, pauses=node_pauses(move, row))
    move.set(row, due_at=state.due_at)
    if state.due_at is not None:
        _timer(move, row, "due", state.due_at)


def node_pauses(move: Move, row: NodeNow) -> list[ClockPause]:
    """The pauses that stop the clock of a round: its own and those of the case."""
    rows = Pause.objects.filter(case_id=move.case.id, node__in=("", row.key))
    return [ClockPause(p.since, p.until) for p in rows if not p.node or p.round in (0, row.round)]
