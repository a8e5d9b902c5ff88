"""The official calendar: which days are worked, and what day a number of days leads to.

Years whose calendar is not published yet count weekends and the fixed holidays, and every answer says so.
"""

from __future__ import annotations

import csv
import hashlib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from yichuang.base.text import Text

# Solar dates that the national rule on holidays fixes for good (month, day); the second of May since 2025.
FIXED_HOLIDAYS = MappingProxyType(
    {
        (1, 1): Text("元旦", "New Year"),
        (5, 1): Text("劳动节", "Labour Day"),
        (5, 2): Text("劳动节", "Labour Day"),
        (10, 1): Text("国庆节", "National Day"),
        (10, 2): Text("国庆节", "National Day"),
        (10, 3): Text("国庆节", "National Day"),
    }
)
_SECOND_OF_MAY_SINCE = 2025
ONE_DAY = timedelta(days=1)
# A limit longer than this is a slip of the pen, not a limit.
MOST_DAYS = 40_000
# What stands on a screen beside a date that was reckoned without a published calendar.
NOT_PUBLISHED = Text("未发布日历", "calendar not published")


@dataclass(frozen=True, slots=True)
class Due:
    """A day that a count leads to, and whether every year it passed has a published calendar."""

    day: date
    published: bool


@dataclass(frozen=True)
class Calendar:
    """Holidays and made-up working days of the published years. `version` names exactly these days."""

    holidays: Mapping[date, Text]
    makeup_days: Mapping[date, Text]
    published_years: frozenset[int]
    version: str
    fixed_holidays: Mapping[tuple[int, int], Text] = field(default_factory=lambda: FIXED_HOLIDAYS)

    def is_published(self, first: date, last: date | None = None) -> bool:
        """Whether the calendar of every year from `first` to `last` is published."""
        end = last or first
        years = range(min(first.year, end.year), max(first.year, end.year) + 1)
        return all(year in self.published_years for year in years)

    def holiday_name(self, day: date) -> Text | None:
        """The name of the holiday that a day belongs to, None for any other day (weekends too)."""
        if day in self.holidays:
            return self.holidays[day]
        if day.year in self.published_years:
            return None
        if (day.month, day.day) == (5, 2) and day.year < _SECOND_OF_MAY_SINCE:
            return None
        return self.fixed_holidays.get((day.month, day.day))

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day: made-up Saturdays and Sundays yes, holidays no."""
        if day in self.makeup_days:
            return True
        return day.weekday() < 5 and self.holiday_name(day) is None

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, n: int) -> Due:
        """The n-th working day after a day (before it for a negative n). 0 is the day itself."""
        _refuse_absurd(n)
        step = ONE_DAY if n >= 0 else -ONE_DAY
        at, left = day, abs(n)
        while left:
            at += step
            left -= self.is_working_day(at)
        return Due(at, self.is_published(day, at))

    def add_natural_days(self, day: date, n: int, *, roll: bool = True) -> Due:
        """The n-th day after a day; one that is not worked moves on to the next worked day (Civil Code, article 203).

        `roll=False` gives the bare day, as for validity, which no rule prolongs.
        """
        _refuse_absurd(n)
        return self._ended(day, day + timedelta(days=n), roll=roll)

    def add_months(self, day: date, n: int, *, roll: bool = False) -> Due:
        """The same day number n months on, or that month's last day."""
        _refuse_absurd(n)
        return self._ended(day, shift_months(day, n), roll=roll)

    def working_days_between(self, first: date, last: date) -> int:
        """How many worked days lie after `first` up to and including `last`; negative when `last` is earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        days = (first + timedelta(days=k) for k in range(1, (last - first).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def _ended(self, start: date, end: date, *, roll: bool) -> Due:
        moved = self.next_working_day(end) if roll else end
        return Due(moved, self.is_published(start, moved))


def shift_months(day: date, n: int) -> date:
    """The same day number n months on (back for a negative n), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _refuse_absurd(n: int) -> None:
    if abs(n) > MOST_DAYS:
        raise ValueError(f"{n} is no number of days for a limit (at most {MOST_DAYS})")


def read_calendar(texts: Iterable[str]) -> Calendar:
    """The calendar from CSV texts, one a year (year, day, kind, zh, en, basis).

    Raises ValueError naming a line that is wrong.
    """
    days: dict[str, dict[date, Text]] = {"holiday": {}, "makeup": {}}
    years: set[int] = set()
    rows: list[tuple[str, str, str]] = []
    for text in texts:
        lines = text.lstrip("\ufeff").splitlines()
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                day, kind = date.fromisoformat(row["day"]), row["kind"]
                years.add(int(row["year"]))
                name = Text(row["zh"], row["en"])
                into = days[kind]
            except (KeyError, ValueError) as error:
                raise ValueError(f"calendar, line {number}: {error}") from error
            if any(day in known for known in days.values()):
                raise ValueError(f"calendar, line {number}: {day} stands twice")
            into[day] = name
            rows.append((row["day"], kind, row["year"]))
    version = hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()[:12]
    return Calendar(days["holiday"], days["makeup"], frozenset(years), version)
