"""T02: two branches end in the same moment, and two clerks press the same button. The case goes on exactly once."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.doors.api_calls import Caller, application, at_once, by_key, by_login
from tests.town import SYSTEM, Town
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases import testing
from yichuang.kernel.people import api as people
from yichuang.kernel.trail import api as trail

pytestmark = [pytest.mark.slow, pytest.mark.clause("K1")]

ROUNDS = 30
OFFICES = {
    "planning": "reviewer.natural_resources.chuzhou",
    "trees": "reviewer.forestry.chuzhou",
}
CHIEF = "chief.city_management.chuzhou"


def again(who: Caller) -> Caller:
    """The same person in another window: a client is not shared by threads."""
    other = Caller(who.headers, Client(enforce_csrf_checks=True))
    other.client.cookies = who.client.cookies
    return other


def test_t02_the_last_two_branches_end_in_the_same_moment(committed: Town) -> None:
    grid, chief = by_key(), by_login(committed, CHIEF)
    clerks = [(node, by_login(committed, login)) for node, login in OFFICES.items()]
    # no road is dug up: planning and trees are the only branches
    whole = application(works__route_length="501 m", works__uses_green="yes")
    number = ""
    for n in range(ROUNDS):
        number = grid.call("POST", "/cases", whole, want=201)["number"]
        before = {k["key"]: k["state"] for k in chief.call("GET", f"/cases/{number}")["nodes"]}
        assert {k for k, state in before.items() if state == "open"} == set(OFFICES)

        def complete(who: int, number: str = number, n: int = n) -> tuple[int, list[str]]:
            node, clerk = clerks[who]
            answer = again(clerk).send(
                "POST",
                f"/cases/{number}/verbs/complete",
                {"node": node, "outcome": "approve"},
                **{"Idempotency-Key": f"{n}-{node}"},
            )
            assert answer.status_code == 200, answer.content.decode()
            return answer.status_code, json.loads(answer.content)["opened"]

        answers = at_once(2, complete)
        assert [status for status, _ in answers] == [200, 200]
        assert [k for _, opened in answers for k in opened].count("sign_off") == 1
        case = chief.call("GET", f"/cases/{number}")
        assert [k["key"] for k in case["nodes"] if k["state"] == "open"] == ["sign_off"]

        lines = trail.list_lines(f"case:{number}", limit=0).rows
        assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
        assert cases.replay(number) == cases.state_of(number)

    # it does not run for ever: the chief signs, and the case is over
    at = f"/cases/{number}"
    chief.call("POST", f"{at}/verbs/complete", {"node": "sign_off", "outcome": "approve"})
    assert chief.call("GET", at)["state"] == "decided"


def test_t02_twenty_completions_of_one_task_by_two_clerks(committed: Town) -> None:
    whole = application(works__route_length="501 m")
    number = by_key().call("POST", "/cases", whole, want=201)["number"]
    logins = [OFFICES["planning"], "operator"]
    (task,) = testing.open_nodes(number)
    second = committed.actor("operator").account
    assert task.post is not None
    assert second is not None
    people.appoint(SYSTEM, account=second, post=task.post)
    clerks = [by_login(committed, login) for login in logins]
    names = [committed.actor(login).name for login in logins]

    def complete(n: int) -> tuple[int, str, str]:
        answer = again(clerks[n % 2]).send(
            "POST",
            f"/cases/{number}/verbs/complete",
            {"node": "planning", "outcome": "approve"},
            **{"Idempotency-Key": f"try-{n}"},
        )
        told = json.loads(answer.content)
        return answer.status_code, names[n % 2], told.get("message", "")

    answers = at_once(20, complete)
    assert sorted(status for status, _, _ in answers) == [200] + [409] * 19
    winner = next(name for status, name, _ in answers if status == 200)
    for status, _, message in answers:
        if status == 409:
            # who did what, and when
            assert winner in message
            assert "规划意见" in message
            assert "同意" in message
            assert "2023-10-19 09:00" in message
    lines = trail.list_lines(f"case:{number}", limit=0).rows
    done = [line for line in lines if (line.kind, line.node) == ("case.completed", "planning")]
    assert len(done) == 1
    case = by_login(committed, CHIEF).call("GET", f"/cases/{number}")
    assert [k["key"] for k in case["nodes"] if k["state"] == "open"] == ["sign_off"]
    assert cases.replay(number) == cases.state_of(number)
