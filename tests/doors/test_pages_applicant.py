"""The applicant's pages without scripts: from the first question to the result, with everything that can go wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.doors.api_calls import ITEM
from tests.doors.pages import Reader, page_of, reader, upload, words
from tests.stories.grid import LINE, LONG
from tests.stories.papers import PDF, PNG
from tests.town import CHUZHOU, SYSTEM, WORKS, Town
from yichuang.kernel.cases import api as cases
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.trail import api as trail

FIRM = "appliances.clerk"
OTHER = "food.clerk"
NASTY = "<img src=x onerror=document.title='ran'>（测试）"


def typed(**changes: str) -> dict[str, str]:
    """Answers as a person types them: no units; the route in words."""
    plain = {k: v.removesuffix(" m").removesuffix(" kVA") for k, v in LINE.items()}
    dates = {"works.start_date": "2023-11-01", "works.end_date": "2023-11-20"}
    return {**plain, **dates, **{k.replace("__", "."): v for k, v in changes.items()}}


def long() -> dict[str, str]:
    """The same for a route that several departments examine."""
    return {**typed(), **{k: v.removesuffix(" m").removesuffix(" kVA") for k, v in LONG.items()}}


def begin(browser: Reader, town: Town) -> str:
    """A draft for the firm; gives its address."""
    page = browser.get(f"/items/{ITEM}/start/")
    assert "琅琊家电" in page
    where = browser.follow(f"/items/{ITEM}/start/", {"applicant": town.subjects["appliances"]})
    assert re.fullmatch(r"/drafts/\d+/", where)
    return where


def fill(browser: Reader, draft: str, answers: Mapping[str, str]) -> list[str]:
    """Goes through the steps as they come; gives the names that were asked, in order."""
    asked: list[str] = []
    where = browser.client.get(draft)["Location"]
    for _ in range(20):
        if "/step/" not in where:
            return asked
        html = browser.get(where)
        names = set(re.findall(r'name="(\w+\.[\w.]+)"', html))
        asked += [n for n in sorted(names) if n not in asked]
        answer = browser.client.post(where, {n: answers[n] for n in names if n in answers})
        assert answer.status_code == 302, words(answer.content.decode())[:900]
        where = answer["Location"]
    raise AssertionError("the form has no end")


def bring(browser: Reader, draft: str, *keys: str) -> None:
    """Puts the same good PDF wherever one of these is asked."""
    data = {f"file.{k}": upload("图.pdf", PDF) for k in keys}
    assert browser.follow(f"{draft}materials/", {**data, "then": "next"}) == f"{draft}review/"


def submit(browser: Reader, draft: str) -> str:
    """Agrees and hands in; gives the case's number."""
    where = browser.follow(f"{draft}review/", {"agree": "yes", "deed": "submit"})
    found = re.fullmatch(r"/my/cases/(\w+)/", where)
    assert found, where
    return found[1]


def whole(browser: Reader, town: Town, answers: Mapping[str, str], *papers: str) -> tuple[str, str]:
    """A whole application; gives the draft's address and the number."""
    draft = begin(browser, town)
    fill(browser, draft, answers)
    bring(browser, draft, *papers)
    return draft, submit(browser, draft)


LONG_PAPERS = ("route_map", "construction_plan", "traffic_plan")


def test_a_filing_from_the_first_page_to_the_receipt(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    asked = fill(browser, draft, typed())
    assert "applicant.name" not in asked
    assert "applicant.usci" not in asked
    materials = words(browser.get(f"{draft}materials/"))
    assert "路由图" in materials
    assert "施工方案" not in materials
    bring(browser, draft, "route_map")
    review = words(browser.get(f"{draft}review/"))
    assert "先替您核了一遍" in review
    assert "来安食品厂区 10 千伏接入工程" in review
    number = submit(browser, draft)
    page = browser.get(f"/my/cases/{number}/")
    assert "准予" in words(page)
    receipt = re.search(r'href="(/my/papers/\d+/)"', page)
    assert receipt
    paper = browser.get(receipt[1])
    token = re.search(r'href="/verify/([^"]+)"', paper)
    assert token
    seen = words(reader().get(f"/verify/{token[1]}"))
    assert "是真的，现在有效" in seen
    assert "琅琊家电" not in seen


def test_pressing_submit_again_or_going_back_makes_no_second_case(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    fill(browser, draft, typed())
    bring(browser, draft, "route_map")
    number = submit(browser, draft)
    lines = len(trail.list_lines(f"case:{number}", limit=0).rows)
    for _ in range(3):
        assert submit(browser, draft) == number
    for page in ("", "review/", "materials/", "step/block0/"):
        assert browser.client.get(draft + page)["Location"] == f"/my/cases/{number}/"
    assert len(trail.list_lines(f"case:{number}", limit=0).rows) == lines
    mine = cases.list_cases(town.actor(FIRM), role="party").rows
    assert [c.number for c in mine] == [number]


def test_an_empty_step_is_sent_back_with_links_and_nothing_is_lost(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    where = f"{draft}step/block1/"
    answer = browser.post(where, {"works.name": "甲工程", "works.capacity": "很多"}, 422)
    html = page_of(answer, 422)
    assert 'href="#f-works-voltage"' in html
    assert 'value="甲工程"' in html
    assert 'value="很多"' in html
    assert 'aria-invalid="true"' in html
    assert "先空着，往下填" in html


def test_what_was_mended_is_told(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    data = {n: v for n, v in typed(works__capacity="３１５").items() if n in (
        "works.name", "works.site", "works.voltage", "works.user_kind", "works.capacity")}  # fmt: skip
    browser.post(f"{draft}step/block1/", data)
    assert "全角" in words(browser.get(f"{draft}step/block2/"))
    assert 'value="315"' in browser.get(f"{draft}step/block1/")


def test_the_step_saves_itself(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    saved = browser.client.post(f"{draft}save/block1/", {"works.name": "乙工程", "autosave": "1"})
    assert saved.json() == {"at": "09:00", "problems": {}}
    assert 'value="乙工程"' in browser.get(f"{draft}step/block1/")


def test_answers_of_a_branch_that_no_longer_applies_are_told_and_not_sent(town: Town) -> None:
    """T05: 10 kV with a river, then low voltage, and back."""
    browser = reader(FIRM)
    draft = begin(browser, town)
    river = typed(works__crosses__river="yes", works__river_plan="顶管下穿")
    fill(browser, draft, river)
    voltage = {n: v for n, v in river.items() if n in (
        "works.name", "works.site", "works.user_kind", "works.capacity")}  # fmt: skip
    browser.client.post(f"{draft}step/block1/", {**voltage, "works.voltage": "low"})
    browser.client.post(f"{draft}step/block2/", {"works.touches_protected": "no"})
    review = words(browser.get(f"{draft}review/"))
    assert "不会提交" in review
    assert "穿越河道方案" in review.split("不会提交", 1)[1].split("改回去", 1)[0]
    assert "顶管下穿" not in review
    browser.client.post(f"{draft}step/block1/", {**voltage, "works.voltage": "10kv"})
    step = browser.get(f"{draft}step/block2/")
    assert 'name="works.crosses.river" value="yes" checked' in step
    assert "看看还对不对" in step
    # nothing is skipped: the form leads to what must be confirmed, and is not handed in before
    assert browser.client.get(draft)["Location"] == f"{draft}step/block2/"
    wanted = browser.post(f"{draft}review/", {"agree": "yes", "deed": "submit"}, 422)
    assert f"{draft}step/block2/#f-works-crosses" in wanted.content.decode(), words(
        wanted.content.decode()
    )[:1500]
    browser.client.post(f"{draft}step/block2/", {n: river[n] for n in river if "crosses" in n})
    assert "顶管下穿" in browser.get(f"{draft}step/block2/")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("png_named.pdf", PNG, "PNG"),
        ("empty.pdf", b"", "空"),
        ("html_named.pdf", b"<!doctype html><script>alert(1)</script>", "HTML"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    town: Town, name: str, content: bytes, said: str
) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    fill(browser, draft, typed())
    answer = browser.post(f"{draft}materials/", {"file.route_map": upload(name, content)}, 422)
    text = words(page_of(answer, 422))
    assert name in text
    assert said in text


def test_a_file_is_served_so_that_it_cannot_run(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    fill(browser, draft, typed())
    bring(browser, draft, "route_map")
    answer = browser.client.get(f"{draft}materials/route_map/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.getvalue() == PDF
    assert reader(OTHER).client.get(f"{draft}materials/route_map/").status_code == 404


def test_a_text_is_read_before_it_is_signed(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    fill(browser, draft, typed())
    text = words(browser.get(f"{draft}texts/restore/"))
    assert "恢复承诺" in text
    assert "按原样恢复路面和绿地" in text
    browser.get(f"{draft}texts/route_map/", want=404)


def test_without_agreeing_nothing_is_handed_in(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    fill(browser, draft, typed())
    html = page_of(browser.post(f"{draft}review/", {"deed": "submit"}, 422), 422)
    assert 'href="#agree"' in html
    assert cases.list_cases(town.actor(FIRM), role="party").rows == ()


def test_everything_missing_is_told_at_once_with_the_step_that_mends_it(town: Town) -> None:
    browser = reader(FIRM)
    draft = begin(browser, town)
    answer = browser.post(f"{draft}review/", {"agree": "yes", "deed": "submit"}, 422)
    html = page_of(answer, 422)
    assert f'href="{draft}step/block1/#f-works-voltage"' in html
    fill(browser, draft, typed())
    answer = browser.post(f"{draft}review/", {"agree": "yes", "deed": "submit"}, 422)
    html = page_of(answer, 422)
    assert f'href="{draft}materials/#m-route_map"' in html
    assert 'id="m-route_map"' in browser.get(f"{draft}materials/")


def test_a_pack_withdrawn_meanwhile_is_said_and_the_draft_stays_readable(town: Town) -> None:
    """T04."""
    browser = reader(FIRM)
    draft = begin(browser, town)
    fill(browser, draft, typed())
    bring(browser, draft, "route_map")
    catalogue.withdraw(SYSTEM, region=CHUZHOU, pack=WORKS)
    answer = browser.post(f"{draft}review/", {"agree": "yes", "deed": "submit"}, 409)
    text = words(page_of(answer, 409))
    assert "可以打印留底" in text
    assert "来安食品厂区" in text
    assert "来安食品厂区" in words(browser.get(f"{draft}review/"))


def test_only_its_people_open_a_draft_or_a_case(town: Town) -> None:
    browser = reader(FIRM)
    draft, number = whole(browser, town, long(), *LONG_PAPERS)
    other = reader(OTHER)
    case = f"/my/cases/{number}/"
    missing = words(other.get("/my/cases/2023101934110099999999999/", want=404))
    for url in (draft, f"{draft}review/", case, f"{case}correct/", f"{case}facts/",
                f"{case}materials/route_map/", f"{case}notices/1/", f"{case}asks/x/", f"{case}pay/x/"):  # fmt: skip
        assert words(other.get(url, want=404)) == missing, url
    for deed in ("withdraw", "remind", "sign"):
        assert other.client.post(f"{case}{deed}/", {"node": "planning"}).status_code == 404


def test_a_name_that_looks_like_markup_never_runs(town: Town) -> None:
    browser = reader(FIRM)
    draft, number = whole(browser, town, {**long(), "works.name": NASTY}, *LONG_PAPERS)
    assert draft
    for url in (f"/my/cases/{number}/", "/my/", f"/my/cases/{number}/correct/"):
        html = browser.get(url)
        assert "<img src=x" not in html


def test_correction_asks_for_what_was_told_and_sends_only_what_changed(town: Town) -> None:
    browser = reader(FIRM)
    _, number = whole(browser, town, long(), *LONG_PAPERS)
    clerk = town.actor("reviewer.city_management.chuzhou")
    cases.ask_correction(
        clerk, number=number, node="digging", text="公章不清，请重传。",
        fields=["works.start_date"], materials=["construction_plan"],
    )  # fmt: skip
    mine = words(browser.get("/my/"))
    assert "等您" in mine
    page = words(browser.get(f"/my/cases/{number}/"))
    assert "公章不清" in page
    assert "停表" in page
    form = browser.get(f"/my/cases/{number}/correct/")
    assert 'value="2023-11-01"' in form
    nothing = browser.post(f"/my/cases/{number}/correct/", {"works.start_date": "2023-11-01"}, 422)
    assert "还没有改动" in words(page_of(nothing, 422))
    wrong = browser.post(f"/my/cases/{number}/correct/", {"works.start_date": "明天"}, 422)
    assert 'value="明天"' in page_of(wrong, 422)
    # what others do meanwhile does not send the applicant back
    planner = town.actor("reviewer.natural_resources.chuzhou")
    cases.complete(planner, number=number, node="planning", outcome="approve", opinion="同意")
    sent = {"works.start_date": "2023-11-02", "file.construction_plan": upload("新.pdf", PDF)}
    where = browser.follow(f"/my/cases/{number}/correct/", sent)
    assert where == f"/my/cases/{number}/"
    case = cases.read_case(town.actor(FIRM), number)
    assert not [r for r in case.requests if r.kind == "correct"]
    assert {m.key: m.version for m in case.materials if m.file}["construction_plan"] == 2
    rounds = {n.key: n.round for n in case.nodes}
    assert rounds["planning"] == 1 or case.suspended is False


def test_withdrawing_asks_first_and_then_ends_the_case(town: Town) -> None:
    browser = reader(FIRM)
    _, number = whole(browser, town, long(), *LONG_PAPERS)
    url = f"/my/cases/{number}/"
    assert "<dialog" in browser.get(url)
    assert 'id="withdraw" open' in browser.get(f"{url}?do=withdraw")
    assert browser.follow(f"{url}withdraw/", {"reason": "不接了"}) == url
    text = words(browser.get(url))
    assert "已撤回" in text
    assert "撤回申请" not in re.sub(r"经过.*", "", text)
    stale = browser.client.post(f"{url}withdraw/", {"reason": "again"})
    assert stale.status_code == 409


def test_reminding_is_counted_once_for_a_state(town: Town) -> None:
    browser = reader(FIRM)
    _, number = whole(browser, town, long(), *LONG_PAPERS)
    page = browser.get(f"/my/cases/{number}/")
    form = page.split("/remind/", 1)[1]
    node, key = (re.search(f'name="{n}" value="([^"]+)"', form) for n in ("node", "key"))
    assert node
    assert key
    for _ in range(2):
        browser.post(f"/my/cases/{number}/remind/", {"node": node[1], "key": key[1]})
    kinds = [line.kind for line in trail.list_lines(f"case:{number}", limit=0).rows]
    assert kinds.count("case.reminded") == 1


def test_own_data_show_source_and_day_and_others_are_not_there(town: Town) -> None:
    text = words(reader(FIRM).get(f"/my/facts/?subject={town.subjects['appliances']}"))
    assert "琅琊家电" in text
    assert "2023-09-12" in text
    reader(FIRM).get(f"/my/facts/?subject={town.subjects['food']}", want=404)
    assert "还没有人看过" in words(reader("citizen").get("/my/facts/"))


def test_who_may_not_apply_is_told_who_may(town: Town) -> None:
    text = words(reader("citizen").get(f"/items/{ITEM}/start/"))
    assert "您的账号还不能办这一件" in text
    assert "企业" in text


def test_messages_are_empty_in_good_words_and_can_be_read(town: Town) -> None:
    assert "没有事在等您" in words(reader(FIRM).get("/my/messages/"))
    assert reader(FIRM).client.post("/my/messages/", {"message": "999999"}).status_code == 404


def test_progress_by_number_and_code_tells_steps_but_no_names(town: Town) -> None:
    browser = reader(FIRM)
    _, number = whole(browser, town, long(), *LONG_PAPERS)
    code = cases.read_case(town.actor(FIRM), number).query_code
    answer = reader().post("/progress/", {"number": number, "code": code}, 200)
    text = words(page_of(answer))
    assert "已受理" in text
    assert "琅琊家电" not in text
    assert "来安食品厂区" not in text
