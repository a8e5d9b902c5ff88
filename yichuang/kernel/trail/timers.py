"""What happens by itself at a moment: set, moved and cancelled by whoever owns it, claimed like pending work.

A timer's function decides from the state it finds under its own lock, so firing twice changes nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from yichuang.base import clock
from yichuang.base.canonical import canonical_json
from yichuang.base.refs import Ref
from yichuang.kernel.trail.contracts import Timer
from yichuang.kernel.trail.models import TimerRow
from yichuang.kernel.trail.pending import LEASE, LeaseLostError, pause_after, skip_locked


@dataclass(frozen=True, slots=True)
class Firing:
    """A claimed timer: the timer, and what fences it against a second sweeper and against being set again."""

    timer: Timer
    version: int
    tries: int


# Names of timers that the function now running has itself set or cancelled.
_touched: ContextVar[set[tuple[str, str, str]] | None] = ContextVar("touched", default=None)


def _stored(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _note(kind: str, ref: str, key: str) -> None:
    touched = _touched.get()
    if touched is not None:
        touched.add((kind, ref, key))


def set_timer(
    kind: str,
    ref: Ref | str,
    key: str,
    due: datetime,
    args: Mapping[str, Any] | None = None,
) -> None:
    """Let `kind` happen at `due`; a timer of the same (kind, ref, key) is moved. In the caller's transaction."""
    _note(kind, str(ref), key)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_timerrow "
            "(kind, ref, key, due, args, version, leased, tries, fails, err) "
            "VALUES (%s, %s, %s, %s, %s, 0, 0, 0, 0, '') ON CONFLICT (ref, kind, key) DO UPDATE "
            "SET due = excluded.due, args = excluded.args, leased = 0, fails = 0, err = '', "
            "version = trail_timerrow.version + 1",
            [kind, str(ref), key, _stored(due), canonical_json(dict(args or {}))],
        )


def cancel_timer(kind: str, ref: Ref | str, key: str) -> bool:
    """Let it not happen; False when there was no such timer."""
    _note(kind, str(ref), key)
    deleted, _ = TimerRow.objects.filter(ref=str(ref), kind=kind, key=key).delete()
    return deleted > 0


def cancel_timers(ref: Ref | str, prefix: str = "") -> int:
    """Cancel every timer of a thing whose key begins with `prefix`; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM trail_timerrow WHERE ref = %s AND substr(key, 1, %s) = %s "
            "RETURNING kind, key",
            [str(ref), len(prefix), prefix],
        )
        rows = cursor.fetchall()
    for kind, key in rows:
        _note(kind, str(ref), key)
    return len(rows)


def list_timers(ref: Ref | str) -> tuple[Timer, ...]:
    """What will happen by itself to a thing, soonest first."""
    return tuple(_timer(row) for row in TimerRow.objects.filter(ref=str(ref)).order_by("due", "id"))


def count_due_timers() -> int:
    """How many timers are due now, claimed or not."""
    return TimerRow.objects.filter(due__lte=clock.now()).count()


def _timer(row: TimerRow) -> Timer:
    return Timer(
        id=row.id,
        kind=row.kind,
        ref=row.ref,
        key=row.key,
        due=row.due.astimezone(clock.SHANGHAI),
        args=json.loads(row.args),
    )


def due_timers(n: int = 20, lease: float = LEASE) -> tuple[Firing, ...]:
    """Take up to `n` due timers for `lease` seconds of the machine's clock, oldest due first."""
    now, wall = _stored(clock.now()), time.time()
    if not TimerRow.objects.filter(due__lte=clock.now(), leased__lte=wall).exists():
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            # materialized: PostgreSQL may ask a subquery again for every row, each time locking n more
            "WITH chosen AS MATERIALIZED ("  # noqa: S608
            "SELECT id FROM trail_timerrow WHERE due <= %s AND leased <= %s "
            f"ORDER BY due, id LIMIT %s{skip_locked()}) "
            "UPDATE trail_timerrow SET leased = %s, tries = tries + 1 "
            "WHERE id IN (SELECT id FROM chosen) RETURNING id",
            [now, wall, n, wall + lease],
        )
        ids = [row[0] for row in cursor.fetchall()]
    rows = TimerRow.objects.filter(id__in=ids).order_by("due", "id")
    return tuple(Firing(_timer(row), row.version, row.tries) for row in rows)


class firing:  # noqa: N801 - read as a word in `with firing(f):`
    """Around a timer's function, inside its transaction: at the end the timer is removed, behind a fence.

    The function may set or cancel its own timer anew. Raises LeaseLostError when another sweeper has the
    timer, or somebody else has moved it meanwhile: then the transaction must be rolled back.
    """

    def __init__(self, fired: Firing) -> None:
        """Keep which timer this is."""
        self.fired = fired

    def __enter__(self) -> None:
        """Begin to note which timers the function touches."""
        self.token = _touched.set(set())

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Remove the timer unless the function set it anew; nothing when the function failed."""
        touched = _touched.get() or set()
        _touched.reset(self.token)
        if error is not None:
            return
        timer = self.fired.timer
        deleted, _ = TimerRow.objects.filter(
            id=timer.id, version=self.fired.version, tries=self.fired.tries
        ).delete()
        if not deleted and (timer.kind, timer.ref, timer.key) not in touched:
            raise LeaseLostError(f"timer {timer.kind} of {timer.ref}")


def fail_timer(fired: Firing, error: str) -> None:
    """The function failed: due again after a pause that doubles, without end; nothing when it was moved."""
    mine = TimerRow.objects.filter(
        id=fired.timer.id, version=fired.version, tries=fired.tries
    ).first()
    if mine is None:
        return
    fails = mine.fails + 1
    TimerRow.objects.filter(id=mine.id, version=fired.version, tries=fired.tries).update(
        fails=fails,
        err=error[-2000:],
        leased=0,
        due=clock.now() + timedelta(seconds=pause_after(fails)),
    )


def list_stuck_timers(limit: int = 100) -> tuple[tuple[Timer, int, str], ...]:
    """Timers whose function has failed: the timer, how often, the last error."""
    rows = TimerRow.objects.filter(fails__gt=0).order_by("due", "id")[:limit]
    return tuple((_timer(row), row.fails, row.err) for row in rows)
