"""Office time between moments, by sums over the days of a year: what it costs does not grow with the span.

A year's days are looked up in the calendar once; then two look-ups and a subtraction give any length.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import accumulate

from yichuang.base.clock import SHANGHAI
from yichuang.engines.calendar.days import ONE_DAY, Calendar
from yichuang.engines.calendar.spans import OfficeHours, consume


class WorkTime:
    """Seconds of office time by one calendar and one office's hours."""

    def __init__(self, calendar: Calendar, office: OfficeHours) -> None:
        self._calendar = calendar
        self._office = office
        self._open = tuple((_second(a), _second(b)) for a, b in office.open)
        # a year: seconds of office time before each of its days, and as the last before the next year
        self._years: dict[int, tuple[int, ...]] = {}

    @property
    def day_seconds(self) -> int:
        """Office time of one working day."""
        return sum(b - a for a, b in self._open)

    def between(self, begin: datetime, end: datetime) -> int:
        """Seconds of office time from `begin` to `end`; 0 where the end is not later."""
        if end <= begin:
            return 0
        first, last = begin.astimezone(SHANGHAI), end.astimezone(SHANGHAI)
        whole = sum(self._year(year)[-1] for year in range(first.year, last.year))
        return whole + self._before(last) - self._before(first)

    def after(self, begin: datetime, seconds: int) -> datetime:
        """The moment at which so many seconds of office time have passed since `begin`."""
        length = timedelta(seconds=seconds)
        found = consume(self._office.intervals(self._calendar, begin), length)
        if found is None:
            raise AssertionError("office time has no end")
        return found

    def _before(self, moment: datetime) -> int:
        """Seconds of office time from the beginning of the moment's year to the moment."""
        day = moment.date()
        sums, place = self._year(day.year), day.timetuple().tm_yday - 1
        if sums[place + 1] == sums[place]:
            return sums[place]
        now = _second(moment)
        return sums[place] + sum(min(now, b) - a for a, b in self._open if now > a)

    def _year(self, year: int) -> tuple[int, ...]:
        if year not in self._years:
            first, long = date(year, 1, 1), self.day_seconds
            count = (date(year + 1, 1, 1) - first).days
            worked = (self._calendar.is_working_day(first + n * ONE_DAY) for n in range(count))
            self._years[year] = (0, *accumulate(long if yes else 0 for yes in worked))
        return self._years[year]


def _second(moment: datetime | time) -> int:
    """The second of the day."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second
