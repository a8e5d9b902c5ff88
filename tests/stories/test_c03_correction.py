"""C03 corrected on the way: only what read the changed datum is done again; a refused step may be mended."""

from __future__ import annotations

import pytest

from tests.stories import applicant, desk, works
from tests.stories.conftest import Open
from tests.stories.grid import LONG, Grid
from tests.stories.house import House
from tests.town import CHUZHOU

pytestmark = pytest.mark.story


@pytest.mark.clause("C03.1", "C03.2")
def test_a_new_river_plan_is_examined_by_the_river_alone(
    enter: Open, grid: Grid, house: House
) -> None:
    number = grid.hand_in(LONG)
    works.agree(enter, house, number, ("planning", "digging", "trees"))
    river = enter(works.reviewer("river"))
    desk.task(river, number, "river")
    ask: dict[str, str | list[str]] = {
        "fields": ["works.river_plan"],
        "text": "请写明下穿深度和施工季节",
        "days": "5",
    }
    desk.deed(river, "告知补正", ask)
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    firm.goto(f"/my/cases/{number}/")
    firm.sees("请写明下穿深度和施工季节")
    firm.page.locator(".y-ask a.btn-primary").first.click()
    house.clock.minutes(30)
    applicant.say(firm, {"works.river_plan": "改为定向钻，下穿河床五米，枯水期施工"})
    firm.page.locator("main form button.btn-primary").first.click()
    firm.page.wait_for_load_state("load")
    nodes = {n["key"]: n for n in grid.case(number)["nodes"]}
    assert {k for k in ("planning", "digging", "trees") if nodes[k]["state"] != "carried_over"} == (
        {k for k in ("planning", "digging", "trees") if nodes[k]["state"] == "done"}
    )
    assert nodes["river"]["state"] == nodes["traffic"]["state"] == "open"
    assert all(nodes[k]["round"] == 1 or nodes[k]["carried_from"] for k in ("planning", "trees"))
    desk.task(river, number, "river")
    river.sees("定向钻")
