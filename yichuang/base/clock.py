"""The platform's only source of time. All moments are aware; days are those of Asia/Shanghai.

Stories, examples and the demonstration province live at other times than the wall clock: `travel` moves
the clock for the current thread or task, `YICHUANG_CLOCK_FILE` (demonstration and tests only) for whole processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_travelled: ContextVar[datetime | None] = ContextVar("travelled", default=None)


def now() -> datetime:
    """The present moment, aware, in Asia/Shanghai."""
    moment = _travelled.get()
    if moment is not None:
        return moment
    path = os.environ.get("YICHUANG_CLOCK_FILE")
    if path and Path(path).exists():
        text = Path(path).read_text("utf-8").strip()
        if text:
            return datetime.fromisoformat(text).astimezone(SHANGHAI)
    return datetime.now(SHANGHAI)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().date()


@contextmanager
def travel(moment: datetime) -> Iterator[None]:
    """Within the block `now()` answers `moment` (aware). Blocks nest."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    token = _travelled.set(moment.astimezone(SHANGHAI))
    try:
        yield
    finally:
        _travelled.reset(token)


def advance(span: timedelta) -> None:
    """Move a travelled clock on by `span`. Raises RuntimeError when the clock is the real one."""
    moment = _travelled.get()
    if moment is None:
        raise RuntimeError("only a travelled clock can be moved")
    _travelled.set(moment + span)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """The moment on `day` at `hour`:`minute` in Asia/Shanghai."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def day_of(moment: datetime) -> date:
    """The day in Asia/Shanghai on which `moment` falls."""
    return moment.astimezone(SHANGHAI).date()


def end_of(day: date) -> datetime:
    """24:00 of `day` in Asia/Shanghai."""
    return datetime.combine(day + timedelta(days=1), time(0), SHANGHAI)
