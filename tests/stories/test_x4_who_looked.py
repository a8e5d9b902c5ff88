"""X4, K3: an officer opens a case and a paper of it; the person reads who looked, at what, what for."""

from __future__ import annotations

import pytest

from tests.stories import talent
from tests.stories.conftest import Open
from tests.stories.house import House
from tests.town import HEFEI, Town

pytestmark = pytest.mark.story


@pytest.mark.clause("X4")
@pytest.mark.clause("K3")
def test_the_person_reads_who_looked_at_what_and_what_for(
    enter: Open, house: House, town: Town
) -> None:
    number = talent.received(house, town, talent.ENGINEER)
    person = enter("foreigner", "phone", city=HEFEI)
    person.goto(f"/my/cases/{number}/")
    person.sees("为办这件事，还没有人看过您的个人数据")

    house.clock.minutes(30)
    officer = enter(talent.WORK)
    officer.goto("/desk/")
    person.goto(f"/my/cases/{number}/")
    person.sees("为办这件事，还没有人看过您的个人数据")
    officer.goto(f"/desk/cases/{number}/")
    officer.page.wait_for_load_state("load")
    officer.goto(f"/desk/cases/{number}/")

    person.goto("/my/facts/#looked")
    looked = person.page.inner_text("#looked")
    mine = [line for line in looked.splitlines() if number in line]
    seen = [line for line in mine if "查看了您的" in line]
    assert len(seen) == 1, "once a day, however often the page is opened"
    assert "科学技术局" in seen[0]
    assert "护照号码" in seen[0]
    assert f"办理“外国人来华工作许可和工作类居留许可（两证联办）”（办件编号 {number}）" in seen[0]
    assert person.too_wide() == []
    assert person.axe() == []

    person.goto(f"/my/cases/{number}/")
    person.sees("谁看过这些资料", "查看了您的")
    stranger = enter("citizen", "phone", city=HEFEI)
    stranger.goto(f"/my/cases/{number}/", 404)
    stranger.goto("/my/facts/")
    stranger.sees("还没有人看过您的个人数据")
    person.goto("/my/facts/#looked")
    looked = person.page.inner_text("#looked")
    assert [line for line in looked.splitlines() if number in line] == mine, (
        "a stranger saw nothing"
    )
