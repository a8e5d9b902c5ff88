"""Trials of the form: pressed twice, left by Back, branches left again, a pack withdrawn meanwhile, odd characters."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stories import applicant, talent, works
from tests.stories.conftest import Open
from tests.stories.grid import ITEM, LINE, LONG, LOW, Grid
from tests.stories.house import House
from tests.stories.papers import PDF, write
from tests.stories.person import Person
from tests.town import CHUZHOU, HEFEI, SYSTEM, WORKS, Town, report
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.catalogue import api as catalogue

pytestmark = pytest.mark.story


def own_cases(town: Town) -> set[str]:
    """The numbers of the firm's cases."""
    rows = cases.list_cases(town.actor("food.clerk"), role="party", limit=100).rows
    return {row.number for row in rows}


def ready(enter: Open, house: House, answers: dict[str, str] | None = None) -> Person:
    """The firm on a phone at the last step of a low-voltage application."""
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    applicant.begin(firm, ITEM)
    applicant.fill_in(firm, works.typed(house, answers or LOW))
    applicant.go_on(firm)
    firm.page.check("#agree")
    return firm


@pytest.mark.clause("K1")
def test_t06_pressed_twice_and_sent_again_by_back(enter: Open, house: House, town: Town) -> None:
    before = own_cases(town)
    firm = ready(enter, house)
    review = firm.page.url
    firm.page.get_by_role("button", name="提交申请").dblclick()
    firm.page.wait_for_url(re.compile(r"/my/cases/\d+"))
    number = applicant.number_of(firm)
    firm.page.go_back()
    firm.page.wait_for_load_state("load")
    if "/review/" in firm.page.url:
        firm.page.check("#agree")
        firm.press("提交申请")
    assert number in firm.page.url or number in firm.text()
    firm.goto(review.removeprefix(house.url))
    assert number in firm.page.url or number in firm.text()
    assert own_cases(town) - before == {number}
    papers = cases.read_case(town.actor("food.clerk"), number).papers
    assert len([p for p in papers if p.key == "receipt"]) == 1


@pytest.mark.clause("C03.1", "K1")
def test_t05_what_a_branch_asked_is_not_sent_when_the_branch_is_left(
    enter: Open, house: House, town: Town, grid: Grid
) -> None:
    firm = enter("food.clerk", "phone", city=CHUZHOU)
    applicant.begin(firm, ITEM)
    applicant.fill_in(firm, works.typed(house, LONG))
    draft = firm.page.url.partition("/drafts/")[2].partition("/")[0]
    plan = "顶管下穿河床三米"
    firm.goto(f"/drafts/{draft}/step/block1/")
    applicant.say(firm, {"works.voltage": "low"})
    applicant.go_on(firm)
    applicant.fill_in(firm, works.typed(house, LOW))
    firm.sees("用不上，不会提交", "穿越河道方案")
    firm.goto(f"/drafts/{draft}/review/")
    assert plan not in firm.page.inner_text(".y-two > div")
    firm.page.check("#agree")
    firm.press("提交申请")
    number = applicant.number_of(firm)
    case = cases.read_case(town.actor("food.clerk"), number)
    assert plan not in repr(case)
    assert plan not in str(firm.api("GET", f"/api/v1/cases/{number}"))
    works_subject = next(p for p in case.parties if p.role == "works").subject
    assert plan not in repr(cases.history(town.actor("food.clerk"), number))
    assert works_subject


@pytest.mark.clause("C03.1")
def test_t05_coming_back_to_a_branch_offers_the_old_answers_and_skips_nothing(
    enter: Open, house: House
) -> None:
    firm = enter("food.clerk", city=CHUZHOU)
    applicant.begin(firm, ITEM)
    applicant.fill_in(firm, works.typed(house, LONG))
    draft = firm.page.url.partition("/drafts/")[2].partition("/")[0]
    for voltage in ("low", "10kv"):
        firm.goto(f"/drafts/{draft}/step/block1/")
        applicant.say(firm, {"works.voltage": voltage})
        applicant.go_on(firm)
    asked = applicant.fill_in(firm, works.typed(house, LOW) | {"works.crosses.river": "yes"})
    firm.goto(f"/drafts/{draft}/step/block2/")
    assert firm.page.input_value("[name='works.river_plan']") == "顶管下穿河床三米"
    assert "works.crosses.river" in asked or "/drafts/" in firm.page.url


@pytest.mark.clause("N2", "K1")
def test_t04_a_pack_withdrawn_while_the_form_is_open(
    enter: Open, house: House, town: Town, grid: Grid
) -> None:
    running = grid.hand_in(LONG)
    papers = [p.number for p in cases.read_case(town.actor("food.clerk"), running).papers]
    firm = ready(enter, house)
    office = enter("office.chuzhou")
    office.goto(f"/desk/packs/{WORKS}/withdraw/?region={CHUZHOU}")
    office.sees("停止采用")
    office.page.locator("form[action*='withdraw'] button[type=submit]").click()
    office.page.wait_for_load_state("load")
    try:
        firm.press("提交申请")
        firm.sees("停", "您填的都还在")
        firm.goto(firm.page.url.removeprefix(house.url))
        firm.sees("来安食品门店低压接入(测试)")
        works.agree_unseen(house, town, running, [*works.OFFICES, "sign_off"])
        after = cases.read_case(town.actor("food.clerk"), running)
        assert after.result == "granted"
        assert [p.number for p in after.papers][: len(papers)] == papers
        stranger = enter("", city=CHUZHOU)
        stranger.goto(f"/items/{ITEM}/", status=404)
        stranger.sees("这个事项已经停办", "起停止受理")
    finally:
        adopt(town, "1")
    firm.page.check("#agree")
    firm.press("提交申请")
    firm.page.wait_for_url(re.compile(r"/my/cases/\d+"))


def adopt(town: Town, version: str) -> None:
    """The office takes this version."""
    office = town.actor("office.chuzhou")
    catalogue.adopt(office, region=CHUZHOU, pack=WORKS, version=version, parameters={})
    catalogue.index_items(CHUZHOU)


@pytest.mark.clause("N2")
def test_t04_upgraded_and_gone_back_nothing_handed_in_changes(
    enter: Open, house: House, town: Town, grid: Grid
) -> None:
    number = grid.hand_in(LINE)
    firm = enter("food.clerk", city=CHUZHOU)
    # what its ends do by themselves is done before the first look
    house.until(lambda: grid.case(number)["state"] == "closed", 20, "the case is not closed")

    def seen() -> list[str]:
        firm.goto(f"/my/cases/{number}/")
        texts = [firm.page.inner_text("main")]
        for path in (f"/my/cases/{number}/materials/route_map/",):
            texts.append(firm.context.request.get(f"{firm.house.url}{path}").body().hex())
        return texts

    before = seen()
    content = report().packs[WORKS]
    renamed = replace(content.measure, name=Text("新版电力接入", "Power works, new"))
    catalogue.publish_pack(SYSTEM, replace(content, measure=renamed), version="2")
    for version in ("2", "1"):
        adopt(town, version)
        assert seen() == before


@pytest.mark.clause("K3")
def test_t13_odd_characters_are_mended_and_shown(enter: Open, house: House) -> None:
    firm = enter("robots.clerk", city=HEFEI)
    applicant.begin(firm, talent.ITEM, "first")
    odd = {
        **talent.dated(house, talent.ENGINEER),
        "foreigner.name": "迪丽测试•买买测试",
        "foreigner.passport": "Ｅ１２３４５６７８",
        "foreigner.passport_until": "２０３０-０１-０１",
    }
    applicant.say(firm, odd)
    applicant.go_on(firm)
    firm.sees("姓名", "·")
    draft = firm.page.url.partition("/drafts/")[2].partition("/")[0]
    firm.goto(f"/drafts/{draft}/step/block0/")
    assert firm.page.input_value("[name='foreigner.name']") == "迪丽测试·买买测试"
    assert firm.page.input_value("[name='foreigner.passport']") == "E12345678"
    assert firm.page.input_value("[name='foreigner.passport_until']") == "2030-01-01"


@pytest.mark.clause("K3")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [("１２，３４５．６０", "12345.6"), ("360,000", "360000"), ("12.345,60", ""), ("三十六万", "")],
)
def test_t13_amounts_as_people_paste_them(enter: Open, house: House, typed: str, kept: str) -> None:
    firm = enter("robots.clerk", city=HEFEI)
    applicant.begin(firm, talent.ITEM, "first")
    applicant.walk_to(firm, "job.annual_salary")
    address = firm.page.url.removeprefix(house.url)
    said = talent.dated(house, talent.ENGINEER) | {"job.annual_salary": typed}
    applicant.say(firm, said)
    applicant.go_on(firm)
    if not kept:
        errors = firm.page.inner_text(".y-errors")
        assert "年薪" in errors
        assert firm.page.input_value("[name='job.annual_salary']") == typed
    firm.goto(address)
    if kept:
        assert firm.page.input_value("[name='job.annual_salary']") == kept


@pytest.mark.clause("K3")
@pytest.mark.parametrize(
    "code",
    ["９１３４１１２２ＭＡ２ＬＡＮ０９０Ｅ", " 9134 1122 ma2l an09 0e "],
)
def test_t13_codes_as_people_paste_them(enter: Open, code: str) -> None:
    clerk = enter(works.WINDOW)
    clerk.goto("/desk/window/")
    clerk.page.select_option("#item", ITEM)
    clerk.page.check("input[name=kind][value=enterprise]")
    clerk.page.fill("#code", code)
    clerk.press("开始填表")
    clerk.sees("来安食品(测试)")


def test_t13_a_wrong_check_character_is_named_with_its_place(enter: Open) -> None:
    clerk = enter(works.WINDOW)
    clerk.goto("/desk/window/")
    clerk.page.select_option("#item", ITEM)
    clerk.page.check("input[name=kind][value=enterprise]")
    clerk.page.fill("#code", "91341122MA2LAN0909")
    clerk.press("开始填表")
    clerk.sees("校验")
    assert clerk.page.input_value("#code") == "91341122MA2LAN0909"


@pytest.mark.clause("C03.1")
def test_t25_without_scripts_the_whole_application_works(
    enter: Open, house: House, tmp_path: Path
) -> None:
    firm = enter("food.clerk", "phone", city=CHUZHOU, java_script_enabled=False)
    route = write(tmp_path, "路由图.pdf", PDF)
    applicant.apply(firm, ITEM, works.typed(house, LINE), {"route_map": route})
    firm.sees("准予", "电力接入工程备案回执")
