"""A fee on the applicant's pages: ordered once, asked of the bank whenever the page is opened, never paid twice."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.doors.api_calls import by_login
from tests.doors.pages import Reader, reader, words
from tests.stories.papers import JPG, PDF
from tests.town import HEFEI, SYSTEM, TALENT, Town
from yichuang.base import clock
from yichuang.base.refs import Ref
from yichuang.kernel.cases import api as cases
from yichuang.kernel.documents import api as documents
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Line
from yichuang.outside import api as outside
from yichuang.reactions.testing import take_in

EMPLOYER = "robots.clerk"
ITEM = f"{TALENT}.permits"
SAID = {
    "foreigner.name": "测试人员甲",
    "foreigner.passport": "E12345678",
    "foreigner.nationality": "GBR",
    "foreigner.birth_date": "1985-06-01",
    "foreigner.passport_until": "2030-01-01",
    "foreigner.entered_on": "2023-10-10",
    "foreigner.degree": "master",
    "foreigner.work_years": "8",
    "foreigner.hsk": "4",
    "foreigner.top_university": "no",
    "foreigner.global_500": "yes",
    "foreigner.holds_patent": "no",
    "foreigner.years_in_china": "1",
    "job.title": "首席机器人工程师",
    "job.occupation": "robot_engineer",
    "job.annual_salary": "360000",
    "job.months_per_year": "9",
    "job.place_kind": "ordinary",
    "job.in_talent_plan": "no",
    "job.contract_until": "2025-10-18",
    "job.stay_until": "2024-09-01",
}


@pytest.fixture
def due(town: Town) -> tuple[Reader, str, str]:
    """A case whose fee is due: the employer's browser, the number, the address where it is paid."""
    actor = town.actor(EMPLOYER)
    draft = cases.open_draft(
        actor, item=ITEM, region=HEFEI, scene="first", applicant=town.subjects["robots"]
    ).id
    form = cases.save_draft(actor, draft, answers=SAID)
    assert not form.draft.problems, form.draft.problems
    for material in form.materials:
        if material.state in ("missing", "unknown") and not material.from_.startswith("shared"):
            photo = "pdf" not in material.formats
            file = documents.store(actor, "a.jpg" if photo else "a.pdf", JPG if photo else PDF)
            if material.from_ != "template":
                cases.attach(actor, draft=draft, material=material.key, file=file)
    cases.sign(town.actor("foreigner"), draft=draft, role="foreigner")
    cases.sign(actor, draft=draft, role="employer")
    number = cases.submit(actor, draft).number
    for _ in range(3):
        for node in cases.read_case(actor, number).nodes:
            if node.state == "open" and node.kind == "task":
                _approve(town, number, node.key)
    browser = reader(EMPLOYER, HEFEI)
    wanted = [r for r in cases.read_case(actor, number).requests if r.kind == "pay"]
    assert wanted
    return browser, number, f"/my/cases/{number}/pay/{wanted[0].node}/"


def _approve(town: Town, number: str, node: str) -> None:
    for login in town.logins:
        if ".hefei" in login and not login.endswith(".b"):
            actor = town.actor(login)
            mine = [t for t in cases.inbox(actor).rows if (t.case, t.node) == (number, node)]
            if mine:
                cases.complete(actor, number=number, node=node, outcome="approve", opinion="同意")
                return
    raise AssertionError(f"nobody has {node}")


def test_the_page_says_what_is_due_and_that_no_money_moves(due: tuple[Reader, str, str]) -> None:
    browser, number, url = due
    assert "请缴费" in words(browser.get(f"/my/cases/{number}/"))
    text = words(browser.get(url))
    assert "400.00 元" in text
    assert "模拟银行" in text


def test_t18_paid_at_the_bank_that_never_tells(due: tuple[Reader, str, str]) -> None:
    """The notice never comes; the payment is found by asking, and opening the page is enough."""
    browser, number, url = due
    bank = browser.follow(url, {})
    assert bank.startswith("/simulated-bank/")
    assert "等您付" in words(browser.get(url))
    order = bank.removeprefix("/simulated-bank/").partition("?")[0]
    back = browser.follow(bank, {"deed": "pay", "notice": "never", "back": url})
    assert back == url
    assert browser.client.get(url)["Location"] == f"/my/cases/{number}/"
    case = words(browser.get(f"/my/cases/{number}/"))
    assert "已缴费" in case
    assert outside.ask_order(order).state == "paid"
    # nothing is asked for any more, however often the page is opened or the button pressed
    assert browser.client.get(url)["Location"] == f"/my/cases/{number}/"
    assert browser.client.post(url).status_code in (302, 409)


@pytest.mark.parametrize("notice", ["late", "twice"])
def test_t18_the_page_is_closed_and_the_notice_comes(
    due: tuple[Reader, str, str], notice: str
) -> None:
    """Nobody comes back from the bank; its notice, two hours late or doubled, is taken in once."""
    browser, number, url = due
    bank = browser.follow(url, {})
    order = bank.removeprefix("/simulated-bank/").partition("?")[0]
    with clock.travel(clock.now()):
        browser.post(bank, {"deed": "pay", "notice": notice, "back": url})
        clock.advance(timedelta(hours=3))
        before = cases.read_case(SYSTEM, number).seq
        assert take_in() == {"late": 1, "twice": 2}[notice]
        after = cases.read_case(SYSTEM, number)
        paid = [line for line in trail.list_lines(Ref("case", number)).rows if _tells(line, order)]
        assert len(paid) == 1, "one entry, however often the bank tells"
        assert after.seq > before
        assert not [r for r in after.requests if r.kind == "pay"]
        assert take_in() == 0
        assert "已缴费" in words(browser.get(f"/my/cases/{number}/"))


def _tells(line: Line, order: str) -> bool:
    told = (line.body.get("order"), line.body.get("paid"))
    return line.kind == "case.pay_result" and told == (order, "paid")


def test_ordering_twice_is_one_order_and_a_failed_one_may_be_tried_again(
    due: tuple[Reader, str, str],
) -> None:
    browser, number, url = due
    first, again = browser.follow(url, {}), browser.follow(url, {})
    assert first == again
    browser.post(first, {"deed": "fail", "notice": "now", "back": url})
    assert "没有付成" in words(browser.get(url))
    assert browser.follow(url, {}) != first
    assert number


def test_strangers_find_neither_fee_nor_order(due: tuple[Reader, str, str]) -> None:
    _, _, url = due
    assert reader("citizen", HEFEI).client.get(url).status_code == 404
    assert reader("citizen", HEFEI).client.get("/simulated-bank/none").status_code == 404


def test_by_api_the_bank_has_the_order_and_is_asked_to_its_end(
    due: tuple[Reader, str, str], town: Town
) -> None:
    _, number, url = due
    caller, node = by_login(town, EMPLOYER), url.rstrip("/").rpartition("/")[2]

    def pay(key: str) -> dict[str, Any]:
        headers = {"Idempotency-Key": key}
        answer = caller.send("POST", f"/cases/{number}/verbs/pay", {"node": node}, **headers)
        assert answer.status_code == 200, answer.content.decode()
        said: dict[str, Any] = json.loads(answer.content)
        return said

    first = pay("pay-1")
    order = first["numbers"]["order"]
    assert outside.ask_order(order).state == "pending"
    assert pay("pay-1") == {**first, "again": True}
    outside.pay_at_simulated_bank(order, succeeds=False, notice="never")
    # the case hears of the failure when it asks about this order; the next one is new
    assert pay("pay-2")["numbers"]["order"] == order
    second = pay("pay-3")["numbers"]["order"]
    assert second != order
    outside.pay_at_simulated_bank(second, notice="never")
    pay("pay-4")
    wanted = cases.read_case(town.actor(EMPLOYER), number).requests
    assert not [r for r in wanted if r.kind == "pay"]
    # the answer to a key stays what it was; nothing is ordered again
    assert pay("pay-1") == {**first, "again": True}
    assert outside.ask_order(second).state == "paid"
