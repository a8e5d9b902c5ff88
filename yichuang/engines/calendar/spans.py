"""Adding a length of time in any of its units: days, working days, months and years; hours, working hours, minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yichuang.base.clock import SHANGHAI
from yichuang.engines.calendar.days import ONE_DAY, Calendar, Due

DAY_UNITS = frozenset(("days", "working_days", "months", "years"))
_PLAIN = {
    "hours": timedelta(hours=1),
    "minutes": timedelta(minutes=1),
    "seconds": timedelta(seconds=1),
}
HOUR_UNITS = frozenset((*_PLAIN, "working_hours"))
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When an office is open on a working day: pairs of times, in order."""

    open: tuple[tuple[time, time], ...]

    def intervals(self, calendar: Calendar, start: datetime) -> Iterator[Interval]:
        """Every stretch of office time from `start` on, without end."""
        day = start.astimezone(SHANGHAI).date()
        while True:
            if calendar.is_working_day(day):
                for first, last in self.open:
                    begin = datetime.combine(day, first, SHANGHAI)
                    close = datetime.combine(day, last, SHANGHAI)
                    if close > start:
                        yield max(begin, start), close
            day += ONE_DAY


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that a count of hours leads to, and whether every year it passed has a published calendar."""

    at: datetime
    published: bool


def add_span(calendar: Calendar, day: date, n: int, unit: str, *, roll: bool = False) -> Due:
    """The day that `n` of a unit of days leads to. Raises ValueError for units of hours (see `add_hours`).

    `roll` moves a natural end that is not worked on to the next worked day.
    """
    if unit == "working_days":
        return calendar.add_working_days(day, n)
    if unit == "days":
        return calendar.add_natural_days(day, n, roll=roll)
    if unit in ("months", "years"):
        return calendar.add_months(day, n * 12 if unit == "years" else n, roll=roll)
    raise ValueError(f"{unit} is no unit of days")


def add_hours(
    calendar: Calendar, start: datetime, n: int, unit: str, *, office: OfficeHours | None = None
) -> Moment:
    """The moment that `n` hours, minutes or working hours lead to. Working hours need the office's hours."""
    end = consume(time_intervals(calendar, start, unit, office), length_of(n, unit))
    if end is None:
        raise AssertionError("time without pauses has no end")
    return Moment(end, calendar.is_published(start.date(), end.date()))


def length_of(n: int, unit: str) -> timedelta:
    """`n` hours, working hours, minutes or seconds as a length. Raises ValueError for any other unit."""
    if unit not in HOUR_UNITS:
        raise ValueError(f"{unit} is no unit of hours")
    return n * _PLAIN.get(unit, _PLAIN["hours"])


def time_intervals(
    calendar: Calendar, start: datetime, unit: str, office: OfficeHours | None
) -> Iterator[Interval]:
    """The stretches of time in which a clock of a unit of hours runs from `start` on."""
    if unit != "working_hours":
        return iter(((start, datetime.max.replace(tzinfo=SHANGHAI)),))
    if office is None or not office.open:
        raise ValueError("working hours need the hours of an office")
    return office.intervals(calendar, start)


def consume(intervals: Iterator[Interval], length: timedelta) -> datetime | None:
    """The moment at which the intervals have given `length` of time, None where they end before."""
    for begin, end in intervals:
        # A difference, not a sum: the last interval has no end within reach of a sum.
        if end - begin >= length:
            return begin + length
        length -= end - begin
    return None
