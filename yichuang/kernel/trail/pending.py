"""Work that follows from lines: claimed under a lease, finished behind a fence, retried without end.

At least once: what a handler does to the database belongs into the transaction of `finish`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from yichuang.base import clock
from yichuang.base.canonical import canonical_json
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.trail.contracts import Stuck, Work
from yichuang.kernel.trail.models import Pending

LEASE = 5.0
LONGEST_PAUSE = 3600


class LeaseLostError(Exception):
    """Another worker has taken the work over; whatever was done in this transaction must be rolled back."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much work waits: rows in all, due now, failed at least once, and the age of the oldest in seconds."""

    rows: int
    due: int
    failing: int
    oldest: float


def skip_locked() -> str:
    """The clause by which two claimers pass one another; SQLite has one writer at a time and needs none."""
    return " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""


def pause_after(fails: int) -> int:
    """Seconds until the next try after so many failures: doubling, at most an hour."""
    return min(LONGEST_PAUSE, int(2 ** min(fails, 12)))


# Only the oldest row of a stream may be claimed, whatever its state: a retry never reorders.
_CLAIMABLE = (
    "p.due <= %s AND p.leased <= %s AND (p.stream IS NULL OR NOT EXISTS "
    "(SELECT 1 FROM trail_pending q WHERE q.stream = p.stream AND q.id < p.id))"
)


def claim(n: int = 20, lease: float = LEASE, *, without: Sequence[str] = ()) -> tuple[Work, ...]:
    """Take up to `n` due rows for `lease` seconds of the machine's clock, oldest due first.

    Rows of the handlers in `without` are left (their lanes are full just now).
    """
    now, wall = clock.now().timestamp(), time.time()
    ready = _CLAIMABLE
    if without:
        ready += f" AND p.handler NOT IN ({', '.join(['%s'] * len(without))})"
    with connection.cursor() as cursor:
        # a look first: on SQLite even an UPDATE of nothing waits for the writer's lock
        cursor.execute(
            f"SELECT 1 FROM trail_pending p WHERE {ready} LIMIT 1",  # noqa: S608
            [now, wall, *without],
        )
        if cursor.fetchone() is None:
            return ()
        cursor.execute(
            # materialized: PostgreSQL may ask a subquery again for every row, each time locking n more
            f"WITH chosen AS MATERIALIZED (SELECT p.id FROM trail_pending p WHERE {ready} "  # noqa: S608
            f"ORDER BY p.due, p.id LIMIT %s{skip_locked()}) "
            "UPDATE trail_pending SET leased = %s, tries = tries + 1 "
            "WHERE id IN (SELECT id FROM chosen) "
            "RETURNING id, line, handler, stream, args, tries",
            [now, wall, *without, n, wall + lease],
        )
        rows = sorted(cursor.fetchall())
    return tuple(
        Work(id=i, line=line, handler=h, stream=s or "", args=json.loads(args), tries=t)
        for i, line, h, s, args, t in rows
    )


def is_idle() -> bool:
    """True when nothing could be claimed now and nothing due is under a lease."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM trail_pending p WHERE {_CLAIMABLE} LIMIT 1",  # noqa: S608
            [clock.now().timestamp(), float("inf")],
        )
        return cursor.fetchone() is None


def renew(work: Work, lease: float) -> bool:
    """Hold the work for `lease` seconds more; False when another worker has it by now."""
    return _touch(work, "leased = %s", [time.time() + lease]) == 1


def finish(work: Work) -> None:
    """The work is done: remove its row. Raises LeaseLostError when another worker has taken it over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM trail_pending WHERE id = %s AND tries = %s", [work.id, work.tries]
        )
        if cursor.rowcount != 1:
            raise LeaseLostError(f"{work.handler} of line {work.line}")
        if work.stream:
            _advance(cursor, work.stream)


def _advance(cursor: Any, stream: str) -> None:
    """The next of the stream is due now, however far a failure before it had pushed it off."""
    now = clock.now().timestamp()
    cursor.execute(
        "UPDATE trail_pending SET due = %s WHERE due > %s AND fails = 0 "
        "AND id = (SELECT min(id) FROM trail_pending WHERE stream = %s)",
        [now, now, stream],
    )


def fail(work: Work, error: str) -> bool:
    """The work failed: due again after a pause that doubles, without end. False when the lease was lost."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE trail_pending SET fails = fails + 1, err = %s, leased = 0 "
            "WHERE id = %s AND tries = %s RETURNING fails",
            [error[-2000:], work.id, work.tries],
        )
        row = cursor.fetchone()
        if row is None:
            return False
        _push_off(cursor, work, clock.now().timestamp() + pause_after(row[0]))
    return True


def postpone(work: Work, until: datetime) -> bool:
    """Not now, and not for a fault of this work: due again at `until`. False when the lease was lost."""
    if _touch(work, "leased = 0", []) != 1:
        return False
    with connection.cursor() as cursor:
        _push_off(cursor, work, until.timestamp())
    return True


def _push_off(cursor: Any, work: Work, due: float) -> None:
    """Move the row's due time, and of its stream all others to the same: they need not be looked at before."""
    where, value = ("stream = %s", work.stream) if work.stream else ("id = %s", str(work.id))
    cursor.execute(
        f"UPDATE trail_pending SET due = %s WHERE due < %s AND {where}",  # noqa: S608
        [due, due, value if work.stream else work.id],
    )


def _touch(work: Work, change: str, values: Sequence[float]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE trail_pending SET {change} WHERE id = %s AND tries = %s",  # noqa: S608
            [*values, work.id, work.tries],
        )
        return int(cursor.rowcount)


def enqueue(line: int, handler: str, *, stream: str | None = None, args: Mapping[str, Any]) -> bool:
    """One more handler for a line already written; False when it is there already. For fan-out."""
    now = clock.now().timestamp()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_pending "
            "(line, handler, stream, args, due, since, leased, tries, fails, err) "
            "VALUES (%s, %s, %s, %s, %s, %s, 0, 0, 0, '') ON CONFLICT DO NOTHING",
            [line, handler, stream, canonical_json(dict(args)), now, now],
        )
        return bool(cursor.rowcount == 1)


def wake(handler: str) -> int:
    """Make all waiting work of a handler due now (its receiver is well again); gives how many rows."""
    now = clock.now().timestamp()
    return _move_all(handler, now, later=False)


def hold_back(handler: str, until: datetime) -> int:
    """Let no work of a handler be due before `until` (its receiver is not well); gives how many rows."""
    return _move_all(handler, until.timestamp(), later=True)


def _move_all(handler: str, due: float, *, later: bool) -> int:
    which = "due < %s" if later else "due > %s"
    with connection.cursor() as cursor:
        # passing locked rows: two workers moving one another's rows would wait for each other
        cursor.execute(
            "UPDATE trail_pending SET due = %s WHERE id IN (SELECT id FROM trail_pending "  # noqa: S608
            f"WHERE handler = %s AND {which}{skip_locked()})",
            [due, handler, due],
        )
        return int(cursor.rowcount)


def retry_now(work_id: int) -> None:
    """The operator's 'try now'. Raises NotFound when the work is done meanwhile."""
    changed = Pending.objects.filter(id=work_id).update(due=clock.now().timestamp())
    if not changed:
        raise NotFound(
            "pending_not_found",
            Text("这项待办已经完成或不存在", "This work is done or does not exist"),
            remedy=Text("刷新列表", "Reload the list"),
        )


def list_stuck(limit: int = 100) -> tuple[Stuck, ...]:
    """Work that has failed at least once, longest waiting first."""
    rows = Pending.objects.filter(fails__gt=0).order_by("since", "id")[:limit]
    return tuple(
        Stuck(
            id=row.id,
            handler=row.handler,
            line=row.line,
            due=datetime.fromtimestamp(row.due, clock.SHANGHAI),
            tries=row.fails,
            error=row.err,
            since=datetime.fromtimestamp(row.since, clock.SHANGHAI),
        )
        for row in rows
    )


def backlog() -> Backlog:
    """How much work waits, in one query."""
    now = clock.now().timestamp()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(sum(CASE WHEN due <= %s THEN 1 ELSE 0 END), 0), "
            "coalesce(sum(CASE WHEN fails > 0 THEN 1 ELSE 0 END), 0), min(since) "
            "FROM trail_pending",
            [now],
        )
        rows, due, failing, oldest = cursor.fetchone()
    return Backlog(rows, int(due), int(failing), max(0.0, now - oldest) if oldest else 0.0)
