"""How near an end is, for lists: green, amber, red."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from yichuang.base import clock
from yichuang.kernel.cases.days import official_calendar


def light(due_at: datetime | None, now: datetime | None = None) -> str:
    """Red once the end has passed, amber with one working day or less left; empty without an end."""
    if due_at is None:
        return ""
    moment = now or clock.now()
    if moment >= due_at:
        return "red"
    last = last_day(due_at)
    left = official_calendar().working_days_between(clock.day_of(moment), last)
    return "amber" if left <= 1 else "green"


def amber_until() -> datetime:
    """What is due by then, and not yet over, is amber now: at most one working day is left."""
    second = official_calendar().add_working_days(clock.today(), 2).day
    return clock.end_of(second - timedelta(days=1))


def last_day(due_at: datetime) -> date:
    """The day whose end a due moment is."""
    return clock.day_of(due_at - timedelta(microseconds=1))
