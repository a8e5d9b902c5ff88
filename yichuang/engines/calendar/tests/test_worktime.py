"""Office time by sums equals office time walked through stretch by stretch."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yichuang.base.clock import SHANGHAI
from yichuang.engines.calendar import Calendar, OfficeHours, WorkTime

OFFICE = OfficeHours(((time(9), time(12)), (time(13, 30), time(17, 30))))
FIRST = datetime(2022, 11, 1, tzinfo=SHANGHAI)
MOMENTS = st.integers(0, 850 * 86_400).map(lambda n: FIRST + timedelta(seconds=n))


def walked(calendar: Calendar, begin: datetime, end: datetime) -> int:
    """The same by going through every stretch of office time."""
    total = timedelta()
    for first, last in OFFICE.intervals(calendar, begin):
        if first >= end:
            break
        total += min(last, end) - first
    return int(total.total_seconds())


@given(begin=MOMENTS, end=MOMENTS)
@example(
    begin=datetime(2023, 12, 29, 17, tzinfo=SHANGHAI),
    end=datetime(2024, 1, 2, 9, 30, tzinfo=SHANGHAI),
)
def test_sums_equal_the_walk(calendar: Calendar, begin: datetime, end: datetime) -> None:
    work = WorkTime(calendar, OFFICE)
    assert work.between(begin, end) == walked(calendar, begin, end)


@given(begin=MOMENTS, seconds=st.integers(1, 2_000_000))
def test_after_so_much_office_time_so_much_has_passed(
    calendar: Calendar, begin: datetime, seconds: int
) -> None:
    work = WorkTime(calendar, OFFICE)
    assert work.between(begin, work.after(begin, seconds)) == seconds


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        # the holiday of October 2023; Saturday the 7th was worked
        ("2023-09-28T16:30", "2023-10-07T10:00", 2),
        ("2023-10-19T11:00", "2023-10-19T14:30", 2),
        ("2023-10-19T12:10", "2023-10-19T13:20", 0),
        ("2023-10-19T09:00", "2023-10-20T09:00", 7),
    ],
)
def test_by_the_published_calendar(calendar: Calendar, begin: str, end: str, hours: int) -> None:
    a, b = (datetime.fromisoformat(m).replace(tzinfo=SHANGHAI) for m in (begin, end))
    work = WorkTime(calendar, OFFICE)
    assert work.between(a, b) == hours * 3600
    assert work.between(b, a) == 0
    assert work.day_seconds == 7 * 3600


def test_years_are_covered_as_they_are_asked_for(calendar: Calendar) -> None:
    work = WorkTime(calendar, OFFICE)
    for year in (2023, 2010, 2030, 2024):
        begin, end = (datetime(year + n, 1, 4, 10, tzinfo=SHANGHAI) for n in (0, 1))
        assert work.between(begin, end) == walked(calendar, begin, end)
