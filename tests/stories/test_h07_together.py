"""H07.2: one window, two offices side by side, both permits on one day; one refused freezes the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import desk, talent
from tests.stories.conftest import Open
from tests.stories.house import House
from tests.stories.papers import PDF, write
from tests.town import HEFEI, Town
from yichuang.kernel.cases import api as cases

pytestmark = pytest.mark.story


def state_of(number: str) -> dict[str, str]:
    """The states of the steps."""
    return {k: v[1] for k, v in cases.state_of(number)["nodes"].items()}


@pytest.mark.clause("H07.2")
def test_both_permits_on_one_day_after_the_fee(enter: Open, house: House, tmp_path: Path) -> None:
    firm, number, asked = talent.apply(enter, house, tmp_path)
    assert set(asked) == set(talent.PAPERS)
    house.clock.minutes(20)
    office = enter(talent.WORK)
    desk.task(office, number, "work")
    office.unfold()
    office.sees("积分 82 分", "B 类", "系统建议：同意")
    desk.deed(office, "同意", {"opinion": "符合 B 类条件"})
    talent.decide(enter, number, "residence", "同意", "材料齐全")
    assert state_of(number)["pay"] == "open"
    talent.pay(firm, number)
    house.until(lambda: state_of(number)["decide"] == "done", 20, "the payment is not found")
    firm.goto(f"/my/cases/{number}/")
    firm.sees("准予", "外国人工作许可证", "外国人居留许可")
    engineer = enter("foreigner", "phone", city=HEFEI)
    engineer.goto(f"/my/cases/{number}/")
    engineer.sees("外国人居留许可")
    engineer.press("外国人居留许可")
    engineer.sees("工作许可证", "2026")
    assert engineer.too_wide() == []


@pytest.mark.clause("H07.2")
def test_one_refused_freezes_the_other_and_a_correction_wakes_only_one_side(
    enter: Open, house: House, town: Town, tmp_path: Path
) -> None:
    number = talent.received(house, town, talent.ENGINEER)
    talent.decide(enter, number, "work", "同意", "符合条件")
    talent.decide(enter, number, "residence", "不同意", "护照签证页看不清")
    firm = enter("robots.clerk", city=HEFEI)
    firm.goto(f"/my/cases/{number}/")
    firm.sees("护照签证页看不清", "其他结果先冻结")
    assert "外国人工作许可证" not in firm.page.inner_text(".y-papers")
    house.clock.working_days(1)
    firm.press("去改")
    clear = write(tmp_path, "passport.pdf", PDF + b"% a clearer copy\n")
    firm.page.locator("input[name='file.passport_copy']").set_input_files(clear)
    firm.page.locator("main form button.btn-primary").first.click()
    firm.page.wait_for_load_state("load")
    assert (state_of(number)["work"], state_of(number)["residence"]) == ("carried_over", "open")
    talent.decide(enter, number, "residence", "同意", "已换清晰的签证页")
    talent.pay(firm, number)
    house.until(lambda: state_of(number)["decide"] == "done", 20)
    firm.goto(f"/my/cases/{number}/")
    firm.sees("准予", "外国人工作许可证", "外国人居留许可")


@pytest.mark.clause("H07.2")
def test_the_freeze_ends_and_both_are_refused_in_one_notice(
    enter: Open, house: House, town: Town
) -> None:
    number = talent.received(house, town, talent.ENGINEER)
    talent.decide(enter, number, "work", "同意", "符合条件")
    talent.decide(enter, number, "residence", "不同意", "住宿登记地址不符")
    house.clock.working_days(6)
    house.until(lambda: state_of(number)["decide"] == "done", 20, "the freeze does not end")
    firm = enter("robots.clerk", "phone", city=HEFEI)
    firm.goto(f"/my/cases/{number}/")
    firm.sees("不予许可")
    firm.page.get_by_role("link", name="不予许可决定书").first.click()
    firm.sees("住宿登记地址不符")


@pytest.mark.clause("H07.2")
@pytest.mark.parametrize(
    ("more", "points", "named"),
    [
        ({"foreigner.degree": "no_degree", "foreigner.hsk": "4", "foreigner.global_500": "no",
          "job.annual_salary": "340000"}, "59", "C 类"),
        ({"foreigner.degree": "no_degree", "foreigner.hsk": "0", "job.annual_salary": "340000"},
         "60", "B 类"),
        ({"foreigner.work_years": "10"}, "84", "B 类"),
        ({"foreigner.work_years": "11"}, "85", "A 类"),
    ],
)  # fmt: skip
def test_the_borders_of_the_points(
    enter: Open, house: House, town: Town, more: dict[str, str], points: str, named: str
) -> None:
    number = talent.received(house, town, {**talent.ENGINEER, **more})
    office = enter(talent.WORK)
    office.goto(f"/desk/cases/{number}/?node=work")
    office.unfold()
    office.sees(f"积分 {points} 分", named)
