"""Working days against the notices of 2023 to 2026 and a second opinion."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.engines.calendar import Calendar, add_span, read_calendar, shift_months

DAY = date.fromisoformat


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2023-09-28", 1, "2023-10-07"),
        ("2023-09-28", 5, "2023-10-11"),
        ("2023-10-19", 20, "2023-11-16"),
        ("2024-02-08", 3, "2024-02-19"),
        ("2024-09-30", 1, "2024-10-08"),
        ("2025-01-27", 5, "2025-02-10"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2023-12-29", 2, "2024-01-03"),
        ("2025-09-30", 3, "2025-10-11"),
        ("2024-04-26", 3, "2024-04-30"),
        ("2025-01-24", 2, "2025-01-27"),
        ("2024-02-08", 2, "2024-02-18"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2024-05-06", 0, "2024-05-06"),
    ],
)
def test_working_days(calendar: Calendar, start: str, n: int, due: str) -> None:
    found = calendar.add_working_days(DAY(start), n)
    assert (found.day, found.published) == (DAY(due), True)


def test_a_year_without_calendar_is_marked(calendar: Calendar) -> None:
    found = calendar.add_working_days(DAY("2026-12-28"), 20)
    assert (found.day, found.published) == (DAY("2027-01-26"), False)
    assert not calendar.is_working_day(DAY("2027-10-01"))
    assert not calendar.is_working_day(DAY("2028-05-02"))
    assert calendar.is_working_day(DAY("2022-05-05"))


def test_natural_end_on_a_holiday_moves(calendar: Calendar) -> None:
    assert calendar.add_natural_days(DAY("2026-09-15"), 10).day == DAY("2026-09-28")
    assert calendar.add_natural_days(DAY("2026-09-15"), 10, roll=False).day == DAY("2026-09-25")
    # A made-up Sunday is worked on, so an end on it stays.
    assert calendar.add_natural_days(DAY("2026-09-10"), 10).day == DAY("2026-09-20")


@pytest.mark.parametrize(("year", "days"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(calendar: Calendar, year: int, days: int) -> None:
    assert calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_second_opinion_agrees_on_every_day(calendar: Calendar, year: int) -> None:
    days = [date(year, 1, 1) + timedelta(k) for k in range(365 + (year == 2024))]
    ours = [calendar.is_working_day(day) for day in days]
    assert ours == [chinese_calendar.is_workday(day) for day in days]


@given(st.dates(date(2023, 1, 1), date(2026, 10, 1)), st.integers(-40, 40))
@settings(max_examples=60, deadline=None)
def test_adding_and_counting_agree(calendar: Calendar, day: date, n: int) -> None:
    due = calendar.add_working_days(day, n).day
    assert n == 0 or calendar.is_working_day(due)
    if n >= 0:
        assert calendar.working_days_between(day, due) == n
    else:
        assert calendar.working_days_between(due - timedelta(1), day - timedelta(1)) == -n


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2023-12-15", 1, "2024-01-15"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: str, months: int, end: str) -> None:
    assert shift_months(DAY(start), months) == DAY(end)


def test_spans_in_every_unit_of_days(calendar: Calendar) -> None:
    day = DAY("2024-02-29")
    assert add_span(calendar, day, 1, "years").day == DAY("2025-02-28")
    assert add_span(calendar, day, 6, "months").day == DAY("2024-08-29")
    assert add_span(calendar, day, 2, "days").day == DAY("2024-03-02")
    assert add_span(calendar, day, 2, "days", roll=True).day == DAY("2024-03-04")
    assert add_span(calendar, day, 2, "working_days").day == DAY("2024-03-04")
    with pytest.raises(ValueError, match="no unit of days"):
        add_span(calendar, day, 2, "hours")


def test_version_names_the_days() -> None:
    head = "year,day,kind,zh,en,basis\n"
    one = read_calendar([head + "2030,2030-02-04,holiday,春节,Spring Festival,通知\n"])
    two = read_calendar([head + "2030,2030-02-05,holiday,春节,Spring Festival,通知\n"])
    again = read_calendar([head + "2030,2030-02-04,holiday,春节,Spring Festival,通知\n"])
    assert one.version == again.version != two.version


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ("2030,2030-02-30,holiday,春节,x,y\n", "line 2"),
        ("2030,2030-02-04,off,春节,x,y\n", "line 2"),
        ("2030,2030-02-04,holiday,a,b,c\n2030,2030-02-04,makeup,a,b,c\n", "line 3"),
    ],
)
def test_a_wrong_line_is_named(rows: str, where: str) -> None:
    with pytest.raises(ValueError, match=where):
        read_calendar(["year,day,kind,zh,en,basis\n" + rows])
