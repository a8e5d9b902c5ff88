"""Many at once: one key is one deed, one draft is one case, whatever the database."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.doors.api_calls import Caller, application, at_once, by_key, by_login
from tests.town import Town

pytestmark = pytest.mark.slow


def test_twenty_at_once_under_one_key_are_one_case(committed: Town) -> None:
    key = by_key().headers
    whole = application()

    def hand_in(_: int) -> tuple[int, str]:
        answer = Caller(key).send("POST", "/cases", whole, **{"Idempotency-Key": "one"})
        return answer.status_code, json.loads(answer.content).get("number", "")

    answers = at_once(20, hand_in)
    assert {status for status, _ in answers} == {201}
    assert len({number for _, number in answers}) == 1
    assert len(Caller(key).call("GET", "/cases")["rows"]) == 1


def test_a_draft_handed_in_by_many_at_once_is_one_case(committed: Town) -> None:
    grid = by_key()
    whole = application()
    begun = grid.call(
        "POST", "/drafts", {n: whole[n] for n in ("item", "region", "applicant")}, want=201
    )
    at = f"/drafts/{begun['draft']['id']}"
    grid.call("PATCH", at, {"answers": whole["answers"]})
    grid.call("PUT", f"{at}/materials/route_map", whole["materials"]["route_map"])
    grid.call("POST", f"{at}/signatures/applicant")

    def submit(_: int) -> tuple[int, str]:
        answer = Caller(grid.headers).send("POST", f"{at}/submit")
        told = json.loads(answer.content)
        return answer.status_code, told.get("number") or told["data"]["number"]

    answers = at_once(20, submit)
    assert sorted(status for status, _ in answers) == [200] + [409] * 19
    assert len({number for _, number in answers}) == 1


def test_one_task_completed_twenty_times_at_once_is_done_once(committed: Town) -> None:
    whole = application(works__route_length="501 m")
    number = by_key().call("POST", "/cases", whole, want=201)["number"]
    post = "reviewer.natural_resources.chuzhou"
    clerks = [by_login(committed, login) for login in (post, "chief.city_management.chuzhou")]
    body = {"node": "planning", "outcome": "approve"}

    def complete(n: int) -> tuple[int, str]:
        who = Caller(clerks[0].headers, Client(enforce_csrf_checks=True))
        who.client.cookies = clerks[0].client.cookies
        answer = who.send("POST", f"/cases/{number}/verbs/complete", body)
        return answer.status_code, json.loads(answer.content).get("message", "")

    answers = at_once(20, complete)
    assert sorted(status for status, _ in answers) == [200] + [409] * 19
    assert all("09:00" in told for status, told in answers if status == 409)
    case = clerks[1].call("GET", f"/cases/{number}")
    assert [n["key"] for n in case["nodes"] if n["state"] == "open"] == ["sign_off"]
