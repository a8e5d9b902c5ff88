"""Office time between moments, by sums over the days of a year: what it costs does not grow with the span.

The days of a year are looked up in the calendar once; then two look-ups and a subtraction give any length.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import accumulate

from yichuang.engines.calendar.days import ONE_DAY, Calendar
from yichuang.engines.calendar.spans import OfficeHours, consume

DAY, OFFSET = 86_400, 8 * 3600
EPOCH = date(1970, 1, 1)


class WorkTime:
    """Seconds of office time by one calendar and one office's hours."""

    def __init__(self, calendar: Calendar, office: OfficeHours) -> None:
        self._calendar = calendar
        self._office = office
        self._open = tuple((_second(a), _second(b)) for a, b in office.open)
        # for each day from `_first` on (counted as the clock counts days) the office time before it, and one more
        self._first = 0
        self._sums: list[int] = [0]

    @property
    def day_seconds(self) -> int:
        """Office time of one working day."""
        return sum(b - a for a, b in self._open)

    def between(self, begin: datetime, end: datetime) -> int:
        """Seconds of office time from `begin` to `end`; 0 where the end is not later."""
        if end <= begin:
            return 0
        first, last = _local(begin), _local(end)
        if first < self._first * DAY or last >= (self._first + len(self._sums) - 1) * DAY:
            self._cover(first // DAY, last // DAY)
        return self._before(last) - self._before(first)

    def after(self, begin: datetime, seconds: int) -> datetime:
        """The moment at which so many seconds of office time have passed since `begin`."""
        length = timedelta(seconds=seconds)
        found = consume(self._office.intervals(self._calendar, begin), length)
        if found is None:
            raise AssertionError("office time has no end")
        return found

    def _before(self, local: int) -> int:
        """Office time from the first day that is covered to a second of a covered day."""
        day, now = divmod(local, DAY)
        before = self._sums[day - self._first]
        if self._sums[day - self._first + 1] > before:
            for begin, end in self._open:
                if now <= begin:
                    break
                before += (now if now < end else end) - begin
        return before

    def _cover(self, first: int, last: int) -> None:
        """Sums for all the years of these days, and of those covered so far."""
        known = len(self._sums) > 1
        days = (first, last, *((self._first, self._first + len(self._sums) - 2) if known else ()))
        begin = date(_day(min(days)).year, 1, 1)
        end = date(_day(max(days)).year + 1, 1, 1)
        long = self.day_seconds
        worked = (
            long if self._calendar.is_working_day(begin + n * ONE_DAY) else 0
            for n in range((end - begin).days)
        )
        self._first = (begin - EPOCH).days
        self._sums = [0, *accumulate(worked)]


def _local(moment: datetime) -> int:
    """The second by the clock in Shanghai, counted from 1970; there has been no summer time since 1991."""
    return int(moment.timestamp() // 1) + OFFSET


def _day(number: int) -> date:
    return EPOCH + number * ONE_DAY


def _second(moment: time) -> int:
    """The second of the day."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second
