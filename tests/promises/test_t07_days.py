"""T07: made-up days are worked on, holidays are the State Council's, an unpublished year is marked and no error."""

from __future__ import annotations

from datetime import date

import pytest

from tests.doors.api_calls import application, by_key
from tests.doors.pages import reader, words
from tests.town import Town
from yichuang.base import clock
from yichuang.console import main

pytestmark = pytest.mark.clause("X3", "K1")

ADDED = [
    ("2024-04-26", "3", "2024-04-30"),
    ("2025-01-24", "2", "2025-01-27"),
    ("2024-02-08", "2", "2024-02-18"),
    ("2026-02-13", "1", "2026-02-14"),
    ("2026-09-18", "1", "2026-09-20"),
    ("2026-09-30", "1", "2026-10-08"),
]
NEVER_PUBLISHED = "节假日安排还没公布，暂按周末算"


@pytest.mark.parametrize(("start", "days", "due"), ADDED)
def test_t07_working_days(
    capsys: pytest.CaptureFixture[str], start: str, days: str, due: str
) -> None:
    assert main(["calendar", "add", start, days]) == 0
    # nothing but the day: these years are published
    assert capsys.readouterr().out.splitlines()[0] == due


def test_t07_a_year_that_is_not_published_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "add", "2026-12-28", "20"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "2027-01-26  未发布日历 calendar not published"


def test_t07_natural_days_that_end_in_a_holiday_move_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "add", "2026-09-15", "10", "--natural"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "2026-09-28"
    assert "2026-09-25" in said


def test_t07_the_mark_is_shown_on_the_case_too(town: Town) -> None:
    grid = by_key()
    works = application(
        works__route_length="501 m",
        works__start_date="2027-03-01",
        works__end_date="2027-03-30",
        # what the register knows of the year before is too old by then
        applicant__revenue="800 万元",
    )
    with clock.travel(clock.at(date(2026, 12, 28))):
        number = grid.call("POST", "/cases", works, want=201)["number"]
        state = grid.call("GET", f"/cases/{number}")["statutory"]["state"]
        assert (state["due"], state["published"]) == ("2027-01-26", False)
        page = reader("food.clerk").get(f"/my/cases/{number}/")
        assert NEVER_PUBLISHED in words(page)
    known = grid.call("POST", "/cases", application(works__route_length="501 m"), want=201)
    page = reader("food.clerk").get(f"/my/cases/{known['number']}/")
    assert NEVER_PUBLISHED not in words(page)
