"""C03 and time: amber, red, silence recorded as no opinion and never as consent, the promised day overrun."""

from __future__ import annotations

import pytest

from tests.stories import desk, works
from tests.stories.conftest import Open
from tests.stories.grid import LONG, Grid
from tests.stories.house import House
from tests.stories.person import Person
from tests.town import CHUZHOU, Town

pytestmark = pytest.mark.story


def light(clerk: Person, number: str) -> str:
    """The light of a case's row in the inbox, as a word of its style."""
    clerk.goto(f"/desk/?q={number}")
    row = clerk.page.locator("tr", has=clerk.page.locator(f"a[href*='{number}']"))
    return str(row.first.locator(".y-light").first.get_attribute("class"))


@pytest.mark.clause("C03.1", "C03.2")
def test_a_silent_office_turns_red_and_its_silence_is_no_consent(
    enter: Open, grid: Grid, house: House, town: Town
) -> None:
    number = grid.hand_in(LONG)
    works.agree_unseen(house, town, number, ("planning", "digging", "trees", "traffic"))
    river = enter(works.reviewer("river"))
    assert "is-amber" not in light(river, number)
    house.clock.working_days(3)
    assert "is-amber" in light(river, number)
    house.clock.working_days(1)
    house.until(
        lambda: works.open_nodes(grid, number) == {"sign_off"}, 20, "silence is not recorded"
    )
    assert not desk.has_task(river, number, "river")
    chief = enter(works.CHIEF)
    desk.task(chief, number, "sign_off")
    chief.sees("河道意见", "未发表意见")
    house.clock.working_days(2)
    assert "is-red" in light(chief, number)
    chief.sees("超 1 天")
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    firm.goto(f"/my/cases/{number}/")
    firm.sees("已超期")
    desk.decide(chief, number, "sign_off", "同意", "按期已征求意见，同意")
    case = grid.case(number)
    assert case["result"] == "granted"
    river_node = next(n for n in case["nodes"] if n["key"] == "river")
    assert (river_node["outcome"], river_node["effect"]) == ("no_opinion", "silent")
