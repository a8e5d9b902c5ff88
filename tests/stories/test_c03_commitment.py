"""C03 by commitment, later found false: revoked at once for all who look, everyone told, no more commitments."""

from __future__ import annotations

import pytest

from tests.stories import desk, works
from tests.stories.conftest import Open
from tests.stories.grid import LOW, Grid
from tests.stories.house import House
from tests.stories.receiver import Receiver
from tests.town import CHUZHOU

pytestmark = pytest.mark.story


@pytest.mark.clause("C03.1", "C03.2")
def test_t15_a_broken_commitment_is_revoked_before_the_eyes_of_who_holds_the_page(
    enter: Open, grid: Grid, house: House, grid_receiver: Receiver
) -> None:
    # a firm of its own: from now on it is barred, and other stories need firms that are believed
    number = grid.hand_in(LOW, firm="bakery", papers=())
    permit = next(p for p in grid.case(number)["papers"] if p["kind"] == "paper")
    passer_by = enter("", "phone")
    passer_by.goto(f"/verify/{permit['token']}")
    passer_by.sees("有效", permit["number"])
    passer_by.sees_nothing_of("来安糕点(测试)")

    checker = enter(works.CHECKER)
    house.clock.working_days(2)
    desk.task(checker, number, "later_check")
    desk.deed(checker, "承诺不实", {"opinion": "现场核查：线路穿越河道，与承诺不符"})
    assert works.states(grid, number, "done") >= {"later_check"}, checker.text()
    passer_by.press("再验一次")
    passer_by.sees("已被撤销", "线路穿越河道，与承诺不符")
    assert "有效" not in passer_by.page.inner_text("[role=status]")
    status, verdict = grid.call("GET", f"/verify?q={permit['number']}")
    assert (status, verdict["status"]) == (200, "revoked"), verdict
    house.until(lambda: "revoked" in works.told(grid_receiver, number), 20, "nobody told the grid")

    firm = enter("bakery.clerk", "phone", city=CHUZHOU)
    firm.comes_to_see("/my/messages/", "撤销")
    firm.goto(f"/my/cases/{number}/")
    firm.sees("已撤销")
    again = grid.hand_in(LOW, firm="bakery")
    assert "planning" in works.open_nodes(grid, again)
    reason = str(grid.case(again)["way"])
    assert "曾作不实承诺" in reason
