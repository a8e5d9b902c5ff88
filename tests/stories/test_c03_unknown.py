"""C03 where a fact is not known: the case waits and says so, no office is given work, then it goes on by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import applicant, desk, works
from tests.stories.conftest import Open
from tests.stories.grid import ITEM, LINE, Grid
from tests.stories.house import House
from tests.stories.papers import PDF, write
from tests.town import CHUZHOU, FIRMS

pytestmark = pytest.mark.story


@pytest.mark.clause("C03.1")
def test_t08_received_at_the_window_without_the_length(
    enter: Open, house: House, grid: Grid, tmp_path: Path
) -> None:
    clerk = enter(works.WINDOW)
    clerk.goto("/desk/window/")
    clerk.page.select_option("#item", ITEM)
    clerk.page.check("input[name=kind][value=enterprise]")
    clerk.page.fill("#code", FIRMS["food"][0])
    clerk.press("开始填表")
    said = {k: v for k, v in works.typed(house, LINE).items() if k != "works.route_length"}
    applicant.fill_in(clerk, said, leaving_out=True)
    clerk.sees("要不要，还看您怎么填", "路由图")
    applicant.go_on(clerk)
    clerk.page.check("#agree")
    clerk.press("提交申请")
    clerk.sees("还有 1 项需要补充", "施工距离")
    clerk.page.check("#agree")
    clerk.press("缺的先空着，收件")
    assert "/desk/cases/" in clerk.page.url, clerk.page.inner_text("main")
    number = clerk.page.url.partition("?")[0].rstrip("/").split("/")[-1]
    clerk.goto(f"/desk/cases/{number}/")
    clerk.sees("已收件", "施工距离（路由实际长度） 还不知道")
    for node in works.OFFICES:
        assert not desk.has_task(enter(works.reviewer(node)), number, node)

    firm = enter("food.clerk", "phone", city=CHUZHOU)
    firm.goto(f"/my/cases/{number}/")
    firm.sees("还缺 1 项信息", "施工距离")
    firm.page.locator(".y-ask a.btn-primary").first.click()
    firm.page.fill("[name='works.route_length']", "480")
    firm.press("补上")
    desk.task(clerk, number, "accept")
    clerk.page.get_by_text("为什么这样走").click()
    clerk.sees("备案", "施工距离不超过 500 米")
    ask: dict[str, str | list[str]] = {
        "materials": ["route_map"],
        "text": "备案只缺路由图",
        "days": "5",
    }
    desk.deed(clerk, "告知补正", ask)

    firm.goto(f"/my/cases/{number}/")
    firm.sees("路由图", "备案只缺路由图")
    firm.page.locator(".y-ask a.btn-primary").first.click()
    route = write(tmp_path, "路由图.pdf", PDF)
    firm.page.locator("input[name='file.route_map']").set_input_files(route)
    firm.page.locator("main form button.btn-primary").first.click()
    firm.goto(f"/my/cases/{number}/")
    firm.sees("准予", "电力接入工程备案回执")


@pytest.mark.clause("C03.1")
def test_a_partner_must_say_everything_at_once(grid: Grid) -> None:
    body = grid.application({k: v for k, v in LINE.items() if k != "works.route_length"})
    status, said = grid.call("POST", "/cases", body)
    assert (status, [p["where"] for p in said["problems"]]) == (422, ["works.route_length"])
    status, english = grid.call("POST", "/cases", body, language="en")
    assert "Length along the route" in english["problems"][0]["message"]


@pytest.mark.clause("C03.1")
@pytest.mark.parametrize("crossing", ["river", "railway", "trunk_road", "old_tree", "heritage"])
def test_a_protected_crossing_is_never_only_filed(grid: Grid, crossing: str) -> None:
    more = {"works.river_plan": "顶管下穿河床三米"} if crossing == "river" else {}
    number = grid.hand_in({**LINE, **more, f"works.crosses.{crossing}": "yes"})
    case = grid.case(number)
    assert case["state"] == "accepted"
    assert "planning" in works.open_nodes(grid, number)
    assert works.papers(case) == []
