"""C03 told from end to end: the power company hands in, departments decide side by side, results go back."""

from __future__ import annotations

import pytest

from tests.stories import desk, works
from tests.stories.conftest import Open
from tests.stories.grid import LINE, LONG, LOW, Grid
from tests.stories.house import House
from tests.stories.receiver import Receiver

pytestmark = pytest.mark.story


@pytest.mark.clause("C03.1", "C03.2")
def test_501_metres_over_road_green_and_river_five_departments_at_once(
    enter: Open, grid: Grid, house: House, grid_receiver: Receiver
) -> None:
    number = grid.hand_in(LONG)
    assert works.open_nodes(grid, number) == set(works.OFFICES)
    for node in works.OFFICES:
        house.clock.minutes(7)
        clerk = enter(works.reviewer(node))
        desk.task(clerk, number, node)
        clerk.page.get_by_text("为什么这样走").click()
        clerk.sees("并联审批", "穿越河道")
        desk.deed(clerk, "同意", {"opinion": f"{node} 核过，同意"})
    chief = enter(works.CHIEF)
    desk.task(chief, number, "sign_off")
    chief.sees(*(f"{node} 核过，同意" for node in works.OFFICES))
    desk.deed(chief, "同意", {"opinion": "同意许可"})
    case = grid.case(number)
    assert (case["result"], works.papers(case)) == (
        "granted",
        ["works_permit"],
    )
    house.until(lambda: "granted" in works.told(grid_receiver, number), 20, "no result came back")
    assert grid_receiver.forged == 0


@pytest.mark.clause("C03.1")
@pytest.mark.parametrize("metres", ["499 m", "500 m"])
def test_up_to_500_metres_it_is_filed_at_once(grid: Grid, metres: str) -> None:
    case = grid.case(grid.hand_in({**LINE, "works.route_length": metres}))
    assert case["result"] == "granted"
    assert works.papers(case) == ["filing_receipt"]
    skipped = {n["key"] for n in case["nodes"] if n["state"] == "skipped"}
    assert set(works.OFFICES) <= skipped


@pytest.mark.clause("C03.1")
def test_a_low_voltage_commitment_gives_the_permit_at_once(grid: Grid) -> None:
    case = grid.case(grid.hand_in(LOW, papers=()))
    assert case["result"] == "granted"
    assert works.papers(case) == ["works_permit"]
    assert {n["key"] for n in case["nodes"] if n["state"] == "open"} >= {"later_check"}
