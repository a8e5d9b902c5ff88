"""C03 on a phone in WeChat: a small firm connects its shop by commitment; what is known is not asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.stories import applicant
from tests.stories.conftest import Open
from tests.stories.grid import ITEM, LINE, LOW, Grid
from tests.stories.house import House
from tests.stories.papers import PDF, write
from tests.town import CHUZHOU, Town

pytestmark = pytest.mark.story


def typed(house: House, answers: Mapping[str, str]) -> dict[str, str]:
    """As a person types it: numbers without their units, dates of the works after today."""
    start = house.clock.days.add_working_days(house.clock.today(), 9).day
    end = house.clock.days.add_working_days(start, 20).day
    plain = {k: v.removesuffix(" m").removesuffix(" kVA") for k, v in answers.items()}
    return {**plain, "works.start_date": start.isoformat(), "works.end_date": end.isoformat()}


@pytest.fixture
def grid(house: House, town: Town) -> Grid:
    """The power company's program."""
    return Grid(house, town)


@pytest.mark.clause("C03.1")
def test_a_small_firm_commits_on_a_phone_and_has_its_permit(enter: Open, house: House) -> None:
    firm = enter("food.clerk", "phone")
    firm.page.context.add_cookies(
        [{"name": "yichuang_region", "value": CHUZHOU, "url": house.url}]
    )
    applicant.begin(firm, ITEM)
    asked = applicant.fill_in(firm, typed(house, LOW))
    # the register knows the firm: name, code, staff and revenue are shown, not asked
    assert not [name for name in asked if name.startswith("applicant.")]
    assert "works.river_plan" not in asked
    assert applicant.bring(firm, {}) == []
    firm.sees("告知承诺书", "恢复承诺", "先替您核了一遍")
    number = applicant.hand_in(firm)
    firm.sees("准予", "低压小微企业实行告知承诺", "电力接入工程施工许可")
    assert firm.too_wide() == []
    firm.goto(f"/my/cases/{number}/")
    firm.press("电力接入工程施工许可")
    firm.sees("施工许可")


@pytest.mark.clause("C03.1")
def test_500_metres_filed_at_once_from_a_phone(
    enter: Open, house: House, tmp_path: Path
) -> None:
    firm = enter("food.clerk", "phone")
    firm.page.context.add_cookies(
        [{"name": "yichuang_region", "value": CHUZHOU, "url": house.url}]
    )
    route = write(tmp_path, "路由图.pdf", PDF)
    applicant.apply(firm, ITEM, typed(house, LINE), {"route_map": route})
    firm.sees("准予", "电力接入工程备案回执", "施工距离不超过 500 米")
