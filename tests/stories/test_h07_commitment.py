"""H07.1: top talent commits instead of proving; checked later; a false commitment takes both permits and bars."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import applicant, desk, talent
from tests.stories.conftest import Open
from tests.stories.house import House
from tests.stories.test_h07_together import state_of
from tests.town import HEFEI, Town

pytestmark = pytest.mark.story


@pytest.mark.clause("H07.1")
def test_class_a_signs_a_commitment_is_checked_found_false_and_barred(
    enter: Open, house: House, town: Town, tmp_path: Path
) -> None:
    firm, number, asked = talent.apply(enter, house, tmp_path, talent.TOP)
    assert "no_crime" not in asked
    house.clock.minutes(10)
    talent.decide(enter, number, "work", "同意", "符合 A 类条件")
    talent.decide(enter, number, "residence", "同意", "材料齐全")
    talent.pay(firm, number)
    house.until(lambda: state_of(number)["later_check"] == "open", 20, "nobody checks")
    firm.goto(f"/my/cases/{number}/")
    firm.sees("准予", "外国人工作许可证", "外国人居留许可")

    house.clock.working_days(5)
    checker = enter(talent.CHECKER)
    desk.decide(checker, number, "later_check", "承诺不实", "原籍国有犯罪记录")
    firm.goto(f"/my/cases/{number}/")
    firm.sees("已撤销")
    engineer = enter("foreigner", "phone", city=HEFEI)
    engineer.comes_to_see("/my/messages/", "撤销")

    applicant.begin(firm, talent.ITEM, "first")
    applicant.fill_in(firm, talent.dated(house, talent.TOP))
    # nobody hears of the bar by typing a passport number: it shows once the person has signed
    firm.sees("要不要，还看您怎么填", "无犯罪记录证明")
    applicant.bring(firm, talent.files(tmp_path))
    talent.sign(enter, firm)
    firm.page.reload()
    firm.page.check("#agree")
    firm.press("提交申请")
    firm.sees("缺少“无犯罪记录证明”")


@pytest.mark.clause("H07.1")
def test_class_b_brings_the_proof(enter: Open, house: House) -> None:
    firm = enter("robots.clerk", "phone", city=HEFEI)
    applicant.begin(firm, talent.ITEM, "first")
    applicant.fill_in(firm, talent.dated(house, talent.ENGINEER))
    assert firm.page.locator("input[name='file.no_crime']").count() == 1
    assert firm.too_wide() == []
