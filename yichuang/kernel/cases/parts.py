"""Parts of the reserved roles that rules may read: the case itself, its nodes, the papers it issues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yichuang.base import clock
from yichuang.engines.plan import CALLED_OFF, CARRIED_OVER, DONE, SETTLED, SKIPPED
from yichuang.engines.rules import Path
from yichuang.engines.values import NONE, Record, Unknown, Value
from yichuang.kernel.cases.days import official_calendar
from yichuang.kernel.cases.elements import element_of
from yichuang.kernel.cases.rows import CaseNow, NodeNow


def case_part(case: CaseNow, path: Path) -> Value | None:
    """A part of the case: `case.scene`, `case.state`, `case.working_days`; None where there is no such part."""
    key = path[0]
    plain: dict[str, Value] = {
        "number": case.number,
        "item": case.item,
        "scene": case.scene or NONE,
        "mode": "simulated" if case.mode == "simulated" else "formal",
        "channel": case.channel,
        "state": "at_window" if case.at_window else case.state,
        "result": case.result or Unknown(),
        "suspended": case.suspended,
        "opened": case.received_at,
        "received_on": clock.day_of(case.received_at),
        "accepted_on": clock.day_of(case.accepted_at) if case.accepted_at else Unknown(),
        "decided_on": clock.day_of(case.decided_at) if case.decided_at else Unknown(),
    }
    if key in plain:
        return plain[key]
    return _elapsed(case, key)


def _elapsed(case: CaseNow, key: str) -> Value | None:
    begin = clock.day_of(case.received_at)
    end = clock.day_of(case.decided_at) if case.decided_at else clock.today()
    if key == "days":
        return (end - begin).days
    if key == "working_days":
        return official_calendar().working_days_between(begin, end)
    if key == "overdue":
        return bool(case.due_at and (case.decided_at or clock.now()) >= case.due_at)
    if key == "on_time":
        return not case.due_at or (case.decided_at or clock.now()) < case.due_at
    if key == "archived_on":
        archived = case.limits.get("archived_on") if case.limits else None
        return date.fromisoformat(archived) if archived else NONE
    if key == "corrections":
        return int(case.limits.get("corrections", 0)) if case.limits else 0
    return None


# What a rule may read of a node, and so no element can be called by.
NODE_PARTS = frozenset({
    "key", "outcome", "stopped", "skipped", "rounds", "opened", "settled", "carried", "departed", "on_time",
    "exceptions", "unknowns",
})  # fmt: skip


def node_part(row: NodeNow, path: Path) -> Value | None:
    """A part of a node: outcome, stopped, skipped, rounds, opened, settled ...; the whole node as a record."""
    parts = _node_parts(row)
    if not path:
        return Record.of({k: v for k, v in parts.items() if not isinstance(v, Unknown)})
    return parts.get(path[0]) if len(path) == 1 else None


def _node_parts(row: NodeNow) -> dict[str, Value]:
    settled = row.state in SETTLED
    findings = row.findings or []
    return {
        "key": element_of(row.key) or row.key,
        "outcome": _outcome(row),
        "stopped": row.stops if settled else Unknown(),
        "skipped": row.state == SKIPPED if settled else Unknown(),
        "rounds": row.round,
        "opened": row.opened_at or Unknown(),
        "settled": row.settled_at if settled and row.settled_at else Unknown(),
        "carried": row.state == CARRIED_OVER,
        "departed": bool(row.proposed and row.outcome and row.outcome != row.proposed),
        "on_time": not row.due_at or (row.settled_at or clock.now()) < row.due_at,
        "exceptions": sum(
            1 for f in findings if f.get("answer") == "no" and f.get("level") != "note"
        ),
        "unknowns": sum(1 for f in findings if f.get("answer") == "unknown"),
    }


def _outcome(row: NodeNow) -> Value:
    if row.state in (DONE, CARRIED_OVER):
        return row.outcome
    if row.state in (SKIPPED, CALLED_OFF):
        return row.state
    return Unknown()


def paper_part(papers: Mapping[str, Any], path: Path) -> Value | None:
    """A part of an issued paper: number, issued, issued_on, present."""
    paper = papers.get(path[0])
    answers: dict[str, Value] = {
        "present": paper is not None,
        "issued": paper is not None,
        "number": paper.number if paper else Unknown(),
        "issued_on": clock.day_of(paper.issued_at) if paper else Unknown(),
    }
    return answers.get(path[1])
