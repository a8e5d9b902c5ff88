"""Clocks: what counts, what pauses do, when the light changes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.base.clock import SHANGHAI, at
from yichuang.engines.calendar import (
    Amber,
    Calendar,
    ClockState,
    DayKind,
    Light,
    Limit,
    OfficeHours,
    Pause,
    add_hours,
    earlier_due,
    read_clock,
)

AMBER = Amber(Fraction(4, 5), 1)
OFFICE = OfficeHours(((time(9), time(12)), (time(13), time(17))))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


PAUSES = (
    Pause(moment("2023-10-07T10:00"), moment("2023-10-09T09:00"), "case"),
    Pause(moment("2023-10-08T15:00"), moment("2023-10-10T11:00"), "case"),
    Pause(moment("2023-10-12T09:00"), moment("2023-10-12T17:00"), "case"),
)
ACCEPTED = moment("2023-09-28T10:30")


def look(calendar: Calendar, now: str, limit: Limit | None = None, **kw: object) -> ClockState:
    pauses = kw.get("pauses", PAUSES)
    assert isinstance(pauses, tuple)
    found = limit or Limit(ACCEPTED, 5, "working_days")
    return read_clock(found, calendar, moment(now), amber=AMBER, pauses=pauses, scope="case")


def test_the_vector_with_overlapping_pauses(calendar: Calendar) -> None:
    assert look(calendar, "2023-10-13T09:00").due == date(2023, 10, 16)
    longer = Limit(ACCEPTED, 5, "working_days", extension=10)
    assert look(calendar, "2023-10-13T09:00", longer).due == date(2023, 10, 30)


def test_used_days_and_lights(calendar: Calendar) -> None:
    seen = {
        day: (state.used, state.light)
        for day in ("10-10", "10-11", "10-12", "10-13", "10-16", "10-17")
        for state in [look(calendar, f"2023-{day}T09:00")]
    }
    assert seen == {
        "10-10": (0, Light.GREEN),
        "10-11": (1, Light.GREEN),
        "10-12": (2, Light.GREEN),
        "10-13": (3, Light.GREEN),
        "10-16": (4, Light.AMBER),
        "10-17": (5, Light.RED),
    }
    assert look(calendar, "2023-10-16T23:59").light is Light.AMBER


def test_without_pauses_the_day_is_that_of_the_calendar(calendar: Calendar) -> None:
    state = look(calendar, "2023-10-09T09:00", pauses=())
    assert (state.due, state.due_at) == (date(2023, 10, 11), at(date(2023, 10, 12), 0))


def test_an_open_pause_leaves_no_day(calendar: Calendar) -> None:
    stop = (Pause(moment("2023-10-09T09:00"), None, "case"),)
    state = look(calendar, "2023-10-20T09:00", pauses=stop)
    assert (state.due, state.used, state.of, state.paused) == (None, 2, 5, True)
    assert state.light is Light.GREEN
    assert [cell.day for cell in state.days][-1] == date(2023, 10, 20)


def test_a_pause_after_the_end_does_not_take_the_end_back(calendar: Calendar) -> None:
    stop = (Pause(moment("2023-10-12T09:00"), None, "case"),)
    state = look(calendar, "2023-10-20T09:00", pauses=stop)
    assert (state.due, state.light, state.used) == (date(2023, 10, 11), Light.RED, 5)
    assert not state.paused


def test_the_case_does_not_stand_still_for_a_step(calendar: Calendar) -> None:
    own = (Pause(moment("2023-10-07T10:00"), moment("2023-10-10T09:00"), "node"),)
    limit = Limit(ACCEPTED, 5, "working_days")
    step = read_clock(limit, calendar, ACCEPTED, amber=AMBER, pauses=own)
    case = read_clock(limit, calendar, ACCEPTED, amber=AMBER, pauses=own, scope="case")
    assert (step.due, case.due) == (date(2023, 10, 16), date(2023, 10, 11))


def test_no_days_means_the_end_of_the_day_of_acceptance(calendar: Calendar) -> None:
    limit = Limit(ACCEPTED, 0, "working_days")
    state = look(calendar, "2023-09-28T11:00", limit, pauses=())
    assert (state.due, state.due_at) == (date(2023, 9, 28), at(date(2023, 9, 29), 0))
    assert state.light is Light.AMBER
    assert look(calendar, "2023-09-29T00:00", limit, pauses=()).overdue


def test_the_strip_tells_every_day(calendar: Calendar) -> None:
    strip = {cell.day.isoformat()[5:]: cell for cell in look(calendar, "2023-10-12T09:00").days}
    assert strip["09-28"].kind is DayKind.START
    assert strip["10-01"].kind is DayKind.OFF
    assert strip["10-07"].kind is DayKind.PAUSED
    assert strip["10-11"].kind is DayKind.COUNTED
    assert (strip["10-12"].kind, strip["10-12"].today) == (DayKind.AHEAD, True)
    assert strip["10-14"].kind is DayKind.OFF
    assert strip["10-16"].due
    assert len(strip) == 19


def test_natural_days_and_months_move_off_holidays(calendar: Calendar) -> None:
    now = "2026-09-16T09:00"
    ten = Limit(moment("2026-09-15T09:00"), 10, "days")
    assert look(calendar, now, ten, pauses=()).due == date(2026, 9, 28)
    month = Limit(moment("2024-01-31T09:00"), 1, "months")
    assert look(calendar, "2024-02-01T09:00", month, pauses=()).due == date(2024, 2, 29)
    year = Limit(moment("2024-02-29T09:00"), 1, "years")
    assert look(calendar, "2024-03-01T09:00", year, pauses=()).due == date(2025, 2, 28)
    paused = (Pause(moment("2024-02-05T09:00"), moment("2024-02-07T09:00"), "case"),)
    assert look(calendar, "2024-02-08T09:00", month, pauses=paused).due == date(2024, 3, 4)


def test_a_year_without_calendar_is_marked(calendar: Calendar) -> None:
    limit = Limit(moment("2026-12-28T09:00"), 20, "working_days")
    state = look(calendar, "2026-12-29T09:00", limit, pauses=())
    assert (state.due, state.published) == (date(2027, 1, 26), False)


def test_hours_run_day_and_night_and_stand_still_in_pauses(calendar: Calendar) -> None:
    limit = Limit(moment("2023-10-13T15:00"), 24, "hours")
    pauses = (Pause(moment("2023-10-13T16:00"), moment("2023-10-13T18:00"), "case"),)
    state = look(calendar, "2023-10-14T10:00", limit, pauses=pauses)
    assert state.due_at == moment("2023-10-14T17:00")
    assert (state.used, state.of, state.light) == (17, 24, Light.GREEN)
    assert look(calendar, "2023-10-14T17:00", limit, pauses=pauses).light is Light.RED


def test_working_hours_follow_the_office(calendar: Calendar) -> None:
    start = moment("2023-09-28T16:00")
    assert add_hours(calendar, start, 2, "working_hours", office=OFFICE).at == moment(
        "2023-10-07T10:00"
    )
    limit = Limit(start, 2, "working_hours")
    stop = (Pause(moment("2023-10-07T09:30"), moment("2023-10-07T11:00")),)
    now = moment("2023-10-07T11:10")
    state = read_clock(limit, calendar, now, amber=AMBER, pauses=stop, office=OFFICE)
    assert (state.due_at, state.used) == (moment("2023-10-07T11:30"), 1)
    assert add_hours(calendar, start, 90, "minutes").at == moment("2023-09-28T17:30")
    with pytest.raises(ValueError, match="hours of an office"):
        add_hours(calendar, start, 2, "working_hours")


def test_the_earlier_of_two_binds(calendar: Calendar) -> None:
    # Seven working days over Spring Festival end after fifteen days of the law.
    start = moment("2025-01-25T09:00")
    promised = look(calendar, "2025-01-26T09:00", Limit(start, 7, "working_days"), pauses=())
    lawful = look(calendar, "2025-01-26T09:00", Limit(start, 12, "days"), pauses=())
    assert promised.due == date(2025, 2, 10)
    assert lawful.due == date(2025, 2, 6)
    assert earlier_due(promised, lawful) is lawful
    held = look(
        calendar,
        "2025-01-26T09:00",
        Limit(start, 7, "working_days"),
        pauses=(Pause(start, None, "case"),),
    )
    assert earlier_due(held, lawful) is lawful
    assert earlier_due(held, held) is held


@given(
    st.integers(1, 30),
    st.lists(st.tuples(st.integers(0, 24 * 40), st.integers(0, 24 * 9)), max_size=5),
    st.integers(0, 15),
)
@settings(max_examples=60, deadline=None)
def test_pauses_only_delay_and_the_order_they_come_in_is_nothing(
    calendar: Calendar, n: int, spans: list[tuple[int, int]], extension: int
) -> None:
    pauses = tuple(
        Pause(ACCEPTED + timedelta(hours=a), ACCEPTED + timedelta(hours=a + b), "case")
        for a, b in spans
    )
    limit = Limit(ACCEPTED, n, "working_days", extension)
    due = look(calendar, "2023-09-29T09:00", limit, pauses=pauses).due
    bare = look(calendar, "2023-09-29T09:00", limit, pauses=()).due
    assert due is not None
    assert bare == calendar.add_working_days(date(2023, 9, 28), n + extension).day
    assert due >= bare
    assert due == look(calendar, "2023-09-29T09:00", limit, pauses=pauses[::-1]).due
    days = (date(2023, 9, 28) + timedelta(k) for k in range(1, (due - date(2023, 9, 28)).days + 1))
    counted = [
        day
        for day in days
        if calendar.is_working_day(day)
        and not any(p.start <= at(day + timedelta(1), 0) < (p.end or p.start) for p in pauses)
    ]
    assert len(counted) == n + extension
    assert counted[-1] == due
