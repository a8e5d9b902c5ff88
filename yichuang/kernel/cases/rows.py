"""Rows of the two tables that a move changes, read and written by plain SQL on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from yichuang.base.clock import SHANGHAI
from yichuang.engines.plan import Now


@dataclass(slots=True)
class CaseNow:
    """A case as a move holds it."""

    id: int
    number: str
    item: str
    adopted_set: str
    region: str
    mode: str
    scene: str
    channel: str
    partner: str
    state: str
    result: str
    at_window: bool
    suspended: bool
    seq: int
    as_of: date
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    department: int | None
    applicant: int | None
    applicant_name: str
    title: str
    query_code: str
    opened_by: str
    limits: Any
    extended: Any
    statutory_due: date | None
    promised_due: date | None
    due_at: datetime | None
    answers_version: int
    answers_digest: str
    materials_digest: str


@dataclass(slots=True)
class NodeNow(Now):
    """The current round of a node as a move holds it."""

    id: int = 0
    kind: str = ""
    department: int | None = None
    post: int | None = None
    holder: int | None = None
    outcome: str = ""
    opinion: str = ""
    reason: str = ""
    conditions: Any = field(default_factory=list)
    yields: Any = field(default_factory=dict)
    findings: Any = field(default_factory=list)
    extra: Any = field(default_factory=dict)
    proposed: str = ""
    why: Any = field(default_factory=dict)
    digest: str = ""
    base: str = ""
    trace: str = ""
    due_at: datetime | None = None
    opened_at: datetime | None = None
    settled_at: datetime | None = None
    actor: str = ""
    account: int | None = None
    again: bool = False
    returned: bool = False
    carried_from: int | None = None
    opened_by: str = ""
    label: str = ""
    elements_open: int = 0
    asks_of: int | None = None


_KINDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("conditions", "yields", "findings", "extra", "why", "limits", "extended"), "json"
    ),
    **dict.fromkeys(("due_at", "opened_at", "settled_at", "received_at", "accepted_at"), "moment"),
    **dict.fromkeys(("decided_at", "closed_at"), "moment"),
    **dict.fromkeys(("as_of", "statutory_due", "promised_due"), "day"),
    **dict.fromkeys(("at_window", "suspended", "forced", "candidate", "again", "returned"), "bool"),
}
CASE_COLUMNS = tuple(f.name for f in fields(CaseNow))
NODE_COLUMNS = tuple(f.name for f in fields(NodeNow))
CASE_LIST = ", ".join(CASE_COLUMNS)
NODE_LIST = ", ".join(NODE_COLUMNS)


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return value.astimezone(SHANGHAI)  # type: ignore[no-any-return]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


_READ: Mapping[str, Callable[[Any], Any]] = {
    "json": _json,
    "moment": _moment,
    "day": _day,
    "bool": bool,
}
_CASE_READ = tuple(_READ.get(_KINDS.get(c, "")) for c in CASE_COLUMNS)
_NODE_READ = tuple(_READ.get(_KINDS.get(c, "")) for c in NODE_COLUMNS)


def read_case_row(values: Sequence[Any]) -> CaseNow:
    """A row of CASE_COLUMNS as a value."""
    return CaseNow(*(r(v) if r else v for r, v in zip(_CASE_READ, values, strict=True)))


def read_node_row(values: Sequence[Any]) -> NodeNow:
    """A row of NODE_COLUMNS as a value."""
    return NodeNow(*(r(v) if r else v for r, v in zip(_NODE_READ, values, strict=True)))


def stored(column: str, value: Any) -> Any:
    """A value as the database's driver takes it."""
    kind = _KINDS.get(column)
    if kind == "json":
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
    if kind == "moment" and value is not None:
        return connection.ops.adapt_datetimefield_value(value)
    if kind == "day" and value is not None:
        return connection.ops.adapt_datefield_value(value)
    return value


def lock_case(number: str) -> CaseNow | None:
    """Take the case's lock and its next seq in one statement; None where there is no such case."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE cases_case SET seq = seq + 1 WHERE number = %s RETURNING {CASE_LIST}",  # noqa: S608
            [number],
        )
        row = cursor.fetchone()
    return read_case_row(row) if row else None


def load_nodes(case: int, keys: Iterable[str] | None = None) -> list[NodeNow]:
    """The current rounds of a case: all of them, or those of `keys`."""
    sql = f"SELECT {NODE_LIST} FROM cases_casenode WHERE case_id = %s"  # noqa: S608
    values: list[Any] = [case]
    if keys is not None:
        names = list(keys)
        sql += f" AND key IN ({', '.join(['%s'] * len(names))})"
        values += names
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [read_node_row(r) for r in cursor.fetchall()]


def load_elements(case: int, base: str) -> list[NodeNow]:
    """The current rounds of the elements of a node, in the order in which they came."""
    start = f"{base}."
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {NODE_LIST} FROM cases_casenode "  # noqa: S608
            "WHERE case_id = %s AND substr(key, 1, %s) = %s ORDER BY id",
            [case, len(start), start],
        )
        return [read_node_row(r) for r in cursor.fetchall()]


def count_down(case: int, keys: Sequence[str]) -> list[NodeNow]:
    """One unsettled predecessor less for each of `keys`; gives them as they are then."""
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_casenode SET unsettled = unsettled - 1 "  # noqa: S608
            f"WHERE case_id = %s AND key IN ({marks}) RETURNING {NODE_LIST}",
            [case, *keys],
        )
        return [read_node_row(r) for r in cursor.fetchall()]


def write_row(table: str, ident: int, row: object, columns: Iterable[str]) -> None:
    """Write the named columns of a row."""
    names = sorted(columns)
    if not names:
        return
    sets = ", ".join(f"{name} = %s" for name in names)
    values = [stored(name, getattr(row, name)) for name in names]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {sets} WHERE id = %s", [*values, ident])  # noqa: S608


_PAST = (
    "key, round, state, department, post, holder, outcome, effect, opinion, reason, conditions, yields, findings, "
    "extra, proposed, why, digest, base, trace, due_at, opened_at, settled_at, actor, account, case_id, kind, "
    "returned, carried_from"
)


def make_history(row: NodeNow, cause: str, at: datetime) -> None:
    """Copy the current round of a node, as it stands in the table, to the past rounds."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO cases_pastround ({_PAST}, cause, superseded_at) "  # noqa: S608
            f"SELECT {_PAST}, %s, %s FROM cases_casenode WHERE id = %s",
            [cause, connection.ops.adapt_datetimefield_value(at), row.id],
        )
