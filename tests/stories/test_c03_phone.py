"""C03 on a phone in WeChat: a small firm connects its shop by commitment; what is known is not asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import applicant, works
from tests.stories.conftest import Open
from tests.stories.grid import ITEM, LINE, LOW
from tests.stories.house import House
from tests.stories.papers import PDF, write
from tests.town import CHUZHOU

pytestmark = pytest.mark.story


@pytest.mark.clause("C03.1")
def test_a_small_firm_commits_on_a_phone_and_has_its_permit(enter: Open, house: House) -> None:
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    applicant.begin(firm, ITEM)
    asked = applicant.fill_in(firm, works.typed(house, LOW))
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
def test_500_metres_filed_at_once_from_a_phone(enter: Open, house: House, tmp_path: Path) -> None:
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    route = write(tmp_path, "路由图.pdf", PDF)
    applicant.apply(firm, ITEM, works.typed(house, LINE), {"route_map": route})
    firm.sees("准予", "电力接入工程备案回执", "施工距离不超过 500 米")
