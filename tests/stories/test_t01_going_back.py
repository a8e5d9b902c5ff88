"""T01: going back out of parallel work. What was done is kept or done again, and nobody signs what stands still."""

from __future__ import annotations

import pytest

from tests.stories import applicant, desk, works
from tests.stories.conftest import Open
from tests.stories.grid import LONG, Grid
from tests.stories.house import House
from tests.town import CHUZHOU

pytestmark = pytest.mark.story


@pytest.mark.clause("C03.1", "K1")
def test_t01_returned_to_acceptance_unchanged_and_then_with_a_new_route(
    enter: Open, grid: Grid, house: House
) -> None:
    number = grid.hand_in(LONG)
    desk.decide(enter(works.reviewer("digging")), number, "digging", "同意", "可以开挖")
    trees = enter(works.reviewer("trees"))
    desk.task(trees, number, "trees")
    desk.deed(trees, "签收")
    planning = enter(works.reviewer("planning"))
    desk.task(planning, number, "planning")
    desk.deed(planning, "驳回至", {"to_node": "accept", "ground": "请核对用地范围"})
    assert works.open_nodes(grid, number) == {"accept"}
    assert {"trees", "river", "traffic"} <= works.states(grid, number, "held")
    trees.goto(f"/desk/cases/{number}/?node=trees")
    trees.sees("暂时冻结，不能签办")
    assert not desk.offers(trees, "同意")

    window = enter(works.WINDOW)
    house.clock.minutes(20)
    desk.task(window, number, "accept")
    window.sees("请核对用地范围")
    desk.deed(window, "同意")
    assert works.open_nodes(grid, number) == {"planning", "trees", "river", "traffic"}
    assert works.states(grid, number, "carried_over") >= {"digging"}
    nodes = {n["key"]: n for n in grid.case(number)["nodes"]}
    assert nodes["trees"]["holder"], "the claimed task is claimed no more"

    desk.task(planning, number, "planning")
    desk.deed(planning, "驳回至", {"to_node": "accept", "ground": "路由与现场不符"})
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    firm.goto(f"/my/cases/{number}/correct/")
    firm.unfold()
    house.clock.minutes(20)
    route = '{"type":"LineString","coordinates":[[118.43,32.45],[118.436,32.455]]}'
    assert applicant.say(firm, {"works.route": route})
    firm.page.locator("main form button.btn-primary").first.click()
    firm.page.wait_for_load_state("load")
    if "accept" in works.open_nodes(grid, number):
        desk.task(window, number, "accept")
        desk.deed(window, "同意")
    assert works.open_nodes(grid, number) == set(works.OFFICES)
    digging = enter(works.reviewer("digging"))
    digging.goto(f"/desk/cases/{number}/?node=digging")
    digging.unfold()
    digging.sees("可以开挖", "第 1 轮")
