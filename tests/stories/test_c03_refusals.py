"""C03 when offices say no: all answers are awaited, one notice tells every ground, the power company hears of it."""

from __future__ import annotations

import pytest

from tests.stories import desk, works
from tests.stories.conftest import Open
from tests.stories.grid import LONG, Grid
from tests.stories.house import House
from tests.stories.receiver import Receiver
from tests.town import CHUZHOU

pytestmark = pytest.mark.story
GROUNDS = {
    "planning": "与管线规划冲突",
    "digging": "道路竣工未满五年",
    "trees": "占用公园绿地",
    "traffic": "高峰时段不得占道",
    "river": "影响行洪",
}


@pytest.mark.clause("C03.1", "C03.2")
def test_one_department_refuses_and_the_chief_follows(
    enter: Open, grid: Grid, house: House, grid_receiver: Receiver
) -> None:
    number = grid.hand_in(LONG)
    desk.decide(enter(works.reviewer("river")), number, "river", "不同意", GROUNDS["river"])
    assert works.open_nodes(grid, number) == {"planning", "digging", "trees", "traffic"}
    works.agree(enter, house, number, ("planning", "digging", "trees", "traffic"))
    chief = enter(works.CHIEF)
    desk.task(chief, number, "sign_off")
    chief.sees(GROUNDS["river"], "系统建议：不同意")
    desk.deed(chief, "同意", {"opinion": "仍然同意"})
    chief.sees("不按系统建议")
    assert grid.case(number)["state"] == "accepted"
    desk.decide(chief, number, "sign_off", "不同意", "按水利部门意见不予许可")
    case = grid.case(number)
    assert (case["result"], works.papers(case)) == ("refused", [])
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    firm.goto(f"/my/cases/{number}/")
    firm.sees("不予许可", "您可以", "行政复议")
    firm.page.get_by_role("link", name="不予许可决定书").first.click()
    firm.sees(GROUNDS["river"])
    house.until(lambda: "refused" in works.told(grid_receiver, number), 20)


@pytest.mark.clause("C03.1")
def test_all_refuse_in_one_notice(enter: Open, grid: Grid, house: House) -> None:
    number = grid.hand_in(LONG)
    for node, ground in GROUNDS.items():
        house.clock.minutes(2)
        desk.decide(enter(works.reviewer(node)), number, node, "不同意", ground)
    desk.decide(enter(works.CHIEF), number, "sign_off", "不同意", "不予许可")
    case = grid.case(number)
    assert case["result"] == "refused"
    refusals = [p for p in case["papers"] if p["key"] == "refusal"]
    assert len(refusals) == 1
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    firm.goto(f"/my/cases/{number}/notices/{refusals[0]['id']}/")
    firm.sees(*GROUNDS.values())
