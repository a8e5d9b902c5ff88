"""Days and limits of cases: the official calendar, ends of limits, states of clocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yichuang.base import clock
from yichuang.engines.calendar import (
    Amber,
    Calendar,
    ClockState,
    Limit,
    OfficeHours,
    Pause,
    WorkTime,
    read_calendar,
    read_clock,
)
from yichuang.engines.values import Span

# A limit turns amber when four fifths are used or one unit is left.
AMBER = Amber(Fraction(4, 5), 1)
# Where an installation says nothing else: the usual hours of service halls.
OFFICE = OfficeHours(((time(9), time(12)), (time(13, 30), time(17, 30))))


@lru_cache(maxsize=1)
def official_calendar() -> Calendar:
    """The published calendar of this installation."""
    folder = Path(settings.MEASURES_DIR) / "calendar"
    return read_calendar(p.read_text("utf-8-sig") for p in sorted(folder.glob("2*.csv")))


@lru_cache(maxsize=1)
def office_time() -> WorkTime:
    """Office time by the official calendar and the usual hours."""
    return WorkTime(official_calendar(), OFFICE)


def clock_state(
    span: Span,
    start: datetime,
    *,
    pauses: Iterable[Pause] = (),
    extension: int = 0,
    scope: str = "node",
    now: datetime | None = None,
) -> ClockState:
    """The clock of a limit that began at `start`."""
    return read_clock(
        Limit(start, span.n, span.unit, extension),
        official_calendar(),
        now or clock.now(),
        amber=AMBER,
        pauses=pauses,
        scope="case" if scope == "case" else "node",
        office=OFFICE,
    )


def end_of_span(span: Span, start: datetime) -> datetime:
    """The moment at which a span that begins at `start` is over."""
    state = clock_state(span, start, now=start)
    if state.due_at is None:
        raise RuntimeError("a clock without pauses has an end")
    return state.due_at


def day_after(span: Span, day: date) -> date:
    """The last day of a span that begins on `day`, as validity counts: not moved to a working day."""
    calendar = official_calendar()
    if span.unit == "working_days":
        return calendar.add_working_days(day, span.n).day
    if span.unit in ("months", "years"):
        months = span.n * (12 if span.unit == "years" else 1)
        return calendar.add_months(day, months).day
    if span.unit == "days":
        return calendar.add_natural_days(day, span.n, roll=False).day
    return end_of_span(span, clock.at(day, 0)).date()
