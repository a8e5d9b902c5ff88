"""Who looks at personal data of others is written down and read by its subject: pages, programs, files, drafts."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.doors.api_calls import a_pdf, application, by_key, by_login
from tests.doors.pages import page_of, reader, words
from tests.town import HEFEI, TALENT, Town
from yichuang.base import clock
from yichuang.kernel.cases import api as cases
from yichuang.kernel.documents import api as documents

ITEM = f"{TALENT}.permits"
WINDOW = "single_window.hefei"
STRANGERS = ("food.clerk", "citizen", "project_window.chuzhou")


@pytest.fixture
def number(town: Town) -> str:
    """A case of a firm and the person it employs, received at the window."""
    clerk = town.actor(WINDOW)
    passport = documents.store(clerk, "passport.pdf", base64.b64decode(a_pdf()))
    return cases.receive_at_window(
        clerk,
        item=ITEM,
        region=HEFEI,
        applicant=town.subjects["robots"],
        answers={"foreigner.degree": "master", "job.annual_salary": "360000"},
        scene="first",
        materials={"passport_copy": passport},
        signed=("employer", "foreigner"),
        parties={"foreigner": town.subjects["foreigner"]},
    ).number


def looks(town: Town, whose: str = "foreigner", login: str = "foreigner") -> list[dict[str, Any]]:
    """Who looked, newest first, as the subject's program reads it."""
    found = by_login(town, login).call("GET", f"/subjects/{town.subjects[whose]}/looks")
    rows: list[dict[str, Any]] = found["rows"]
    return rows


def test_an_officer_who_opens_the_case_is_named_with_post_and_purpose(
    town: Town, number: str
) -> None:
    desk = reader(WINDOW, HEFEI)
    for _ in range(2):
        desk.get(f"/desk/cases/{number}/")
    (look,) = looks(town)
    assert look["who"]["zh"] == "合肥市政务服务局（single_window）"
    assert look["ref"] == f"case:{number}"
    assert {"person.name", "person.passport", "person.birth_date"} <= set(look["data"])
    assert "person.commitment_barred_until" not in look["data"], "not personal: no look"
    mine = words(reader("foreigner", HEFEI).get("/my/facts/"))
    assert "合肥市政务服务局（single_window）查看了您的" in mine
    assert f"（办件编号 {number}）" in mine
    assert "还没有人看过" not in mine
    own = words(reader("foreigner", HEFEI).get(f"/my/cases/{number}/"))
    assert "查看了您的" in own
    with clock.travel(clock.at(clock.today().replace(year=clock.today().year + 1))):
        desk.get(f"/desk/cases/{number}/")
        assert len(looks(town)) == 2, "another day is another look"


def test_what_is_known_of_the_matter_is_a_look_at_the_person_in_it(town: Town, number: str) -> None:
    by_login(town, WINDOW).call("GET", f"/cases/{number}")
    assert "job.annual_salary" in looks(town)[0]["data"]


def test_the_other_party_is_named_and_nobody_is_told_of_what_they_see_themselves(
    town: Town, number: str
) -> None:
    reader("foreigner", HEFEI).get(f"/my/cases/{number}/")
    assert looks(town) == []
    reader("robots.clerk", HEFEI).get(f"/my/cases/{number}/")
    (look,) = looks(town)
    assert look["who"]["zh"].startswith("同一办件的当事人“")
    assert looks(town, "robots", "robots.clerk") == [], "the name of a firm is public"


def test_files_are_named_when_they_are_opened(town: Town, number: str) -> None:
    desk = reader(WINDOW, HEFEI).client
    for _ in range(2):
        assert desk.get(f"/desk/cases/{number}/materials/passport_copy/").status_code == 200
    (look,) = looks(town)
    assert [p["zh"] for p in look["papers"]] == ["护照和签证页"]
    assert look["data"] == []
    notice = by_login(town, WINDOW).call("GET", f"/cases/{number}/papers")["rows"][0]
    assert len(looks(town)) == 1, "a list of papers does not say what stands in them"
    by_login(town, WINDOW).call("GET", f"/cases/{number}/papers/notice/{notice['id']}")
    assert looks(town)[0]["papers"][0]["zh"] == notice["name"]["zh"]
    assert "打开了《护照和签证页》" in words(reader("foreigner", HEFEI).get("/my/facts/"))


def test_whoever_reads_the_whole_record_has_looked(town: Town, number: str) -> None:
    by_login(town, WINDOW).call("GET", f"/cases/{number}/record")
    assert looks(town)[0]["papers"][0]["zh"] == "办件记录全文"


def test_a_partner_is_named(town: Town) -> None:
    grid = by_key()
    made = grid.call("POST", "/cases", application(), want=201)["number"]
    grid.call("GET", f"/cases/{made}")
    key = next(m["key"] for m in grid.call("GET", f"/cases/{made}")["materials"] if m["file"])
    assert looks(town, "food", "food.clerk") == []
    assert page_code(grid, f"/cases/{made}/materials/{key}") == 200
    (look,) = looks(town, "food", "food.clerk")
    assert look["who"]["zh"] == "供电企业报装系统"
    assert len(look["papers"]) == 1


def page_code(caller: Any, path: str) -> int:
    """How a download is answered."""
    code: int = caller.send("GET", path).status_code
    return code


def test_strangers_and_lists_are_no_looks(town: Town, number: str) -> None:
    for login in STRANGERS:
        caller = by_login(town, login)
        caller.call("GET", f"/cases/{number}", want=404)
        assert page_code(caller, f"/cases/{number}/materials/passport_copy") == 404
    for page in ("/desk/", "/desk/cases/"):
        page_of(reader(WINDOW, HEFEI).client.get(page))
    by_login(town, WINDOW).call("GET", f"/cases/{number}/history")
    by_login(town, WINDOW).call("GET", "/inbox")
    assert looks(town) == []


def test_a_form_that_is_filled_in_for_others_shows_what_is_stored_of_them(town: Town) -> None:
    clerk = town.actor(WINDOW)
    draft = cases.open_draft(
        clerk, item=ITEM, region=HEFEI, scene="first", applicant=town.subjects["robots"]
    ).id
    assert reader(WINDOW, HEFEI).client.get(f"/drafts/{draft}/", follow=True).status_code == 200
    assert looks(town) == []
    cases.choose_party(clerk, draft, role="foreigner", subject=town.subjects["foreigner"])
    (look,) = looks(town)
    assert look["ref"] == f"draft:{draft}"
    assert look["purpose"]["zh"].startswith("代为填写“")
    assert "person.passport_until" in look["data"]
    before = looks(town)
    cases.save_draft(clerk, draft, answers={"job.annual_salary": "360000"})
    assert looks(town) == before, "what is typed is no look"
    mine = by_login(town, "foreigner")
    mine.call("GET", f"/drafts/{draft}")
    assert looks(town) == before


def test_a_look_that_is_noted_already_costs_one_query(town: Town, number: str) -> None:
    clerk = town.actor(WINDOW)
    cases.read_case(clerk, number)
    counts = []
    for actor in (clerk, town.actor("foreigner")):
        with CaptureQueriesContext(connection) as queries:
            cases.read_case(actor, number)
        counts.append([q["sql"] for q in queries if "facts_lookrow" in q["sql"]])
    assert [len(c) for c in counts] == [1, 0]
