"""Who may do what: every operation by everybody; strangers hear nothing, whatever they try; refusals in one shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.doors.api_calls import ITEM, ROOT, Answer, Caller, a_file, application, by_key, by_login
from tests.town import CHUZHOU, WORKS, Town
from yichuang.api.testing import VERBS, description, fields_of
from yichuang.kernel.cases import api as cases

DOCUMENT = description()
OPERATIONS = [
    (method.upper(), path.removeprefix(ROOT), operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
PUBLIC = {
    "catalogue_regions",
    "catalogue_measures",
    "catalogue_figures",
    "catalogue_items",
    "catalogue_search",
    "catalogue_item",
    "cases_progress",
    "papers_verify",
    "papers_verify_copy",
    "record_head",
    "record_heads",
    "record_consistency",
}
VALUES = {
    "node": "planning",
    "outcome": "approve",
    "text": "请补正",
    "ground": "理由",
    "from_node": "planning",
    "to_node": "accept",
    "account": 1,
    "name": "works.route_length",
    "value": "480 m",
}
BODIES: dict[str, Any] = {
    "drafts_begin": {"item": ITEM, "region": CHUZHOU},
    "drafts_answer": {"answers": {}},
    "drafts_party": {"kind": "enterprise", "code": "91341122MA2LAN090E"},
    "drafts_put": {"name": "a.pdf", "content": "JVBERi0xLjQK"},
    "cases_create": application(),
    "verbs_act": {"node": "planning", "outcome": "approve"},
    "results_answer": {"node": "feed_back", "key": "k", "state": "answered"},
    "results_payment": {"node": "pay", "ref": "r", "state": "paid"},
    "webhooks_subscribe": {"url": "http://127.0.0.1:9/", "kinds": ["*"], "partner": "grid"},
    "webhooks_replay": {"since": "2023-10-01T00:00:00+08:00"},
    "packs_check": {"version": "1"},
    "packs_adopt": {"version": "1"},
}
FORMS = {"drafts_upload", "papers_verify_copy"}


@dataclass
class Scene:
    """A running case of Chuzhou and a draft of its applicant, with everything that an address may name."""

    town: Town
    ids: dict[str, str]
    nowhere: dict[str, str]

    def send(
        self, who: Caller, method: str, path: str, operation: Any, ids: dict[str, str]
    ) -> Answer:
        """One operation with these ids in its address."""
        for name, value in ids.items():
            path = path.replace(f"{{{name}}}", value)
        query = "&".join(
            f"{p['name']}={ids.get(p['name'], '1')}"
            for p in operation.get("parameters", [])
            if p["in"] == "query" and p["required"]
        )
        body = BODIES.get(operation["operationId"])
        if operation["operationId"] in FORMS:
            form = {"file": a_file()}
            return who.client.post(f"{ROOT}{path}", form, headers=dict(who.headers))
        return who.send(method, f"{path}?{query}", body)


@pytest.fixture
def scene(town: Town) -> Scene:
    """Made through the API itself."""
    grid = by_key()
    number = grid.call("POST", "/cases", application(works__route_length="501 m"), want=201)[
        "number"
    ]
    clerk = by_login(town, "food.clerk")
    draft = clerk.call("POST", "/drafts", {"item": ITEM, "region": CHUZHOU}, want=201)["draft"][
        "id"
    ]
    notice = next(
        p["id"]
        for p in grid.call("GET", f"/cases/{number}/papers")["rows"]
        if p["kind"] == "notice"
    )
    line = grid.call("GET", f"/cases/{number}/record")["rows"][0]["id"]
    hook = by_login(town, "operator").call(
        "POST", "/webhooks", BODIES["webhooks_subscribe"], want=201
    )["id"]
    ids = {
        "number": number,
        "draft": str(draft),
        "subject": str(town.subjects["food"]),
        "notice": str(notice),
        "paper": str(notice),
        "line": str(line),
        "subscription": str(hook),
        "kind": "notice",
        "material": "route_map",
        "role": "applicant",
        "verb": "complete",
        "region": CHUZHOU,
        "pack": WORKS,
        "key": ITEM,
        "q": "1",
        "code": "000000",
        "old": "1",
        "new": "1",
    }
    gone = {
        "number": "2023101934110099999999999",
        "draft": "999999999",
        "subject": "999999999",
        "subscription": "999999999",
    }
    return Scene(town, ids, {**ids, **gone})


def named(operation: tuple[str, str, Any]) -> str:
    return str(operation[2]["operationId"])


@pytest.mark.parametrize("operation", OPERATIONS, ids=map(named, OPERATIONS))
def test_nobody_gets_in_without_login(operation: tuple[str, str, Any], scene: Scene) -> None:
    method, path, told = operation
    answer = scene.send(Caller(), method, path, told, scene.ids)
    if told["operationId"] in PUBLIC:
        assert answer.status_code in (200, 404), answer.content
        return
    assert answer.status_code == 401, answer.content
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert json.loads(answer.content)["code"] == "api.unknown_caller"


def places(operation: tuple[str, str, Any]) -> set[str]:
    return {p["name"] for p in operation[2].get("parameters", []) if p["in"] == "path"}


OWN = [o for o in OPERATIONS if places(o) & {"number", "draft", "subject", "subscription"}]


@pytest.mark.parametrize("operation", OWN, ids=map(named, OWN))
def test_strangers_cannot_tell_what_exists(operation: tuple[str, str, Any], scene: Scene) -> None:
    """Another city's clerk, a citizen, another partner: 404 for reading and writing, the same as for what never was."""
    method, path, told = operation
    strangers = {
        "office.wuhu": by_login(scene.town, "office.wuhu"),
        "citizen": by_login(scene.town, "citizen"),
        "gas": by_key("gas", ("submit:*", "sign:*", "payments")),
    }
    if told["operationId"] == "results_payment":
        # a bank is nobody's party: it has a scope of its own, and an order that is none changes nothing
        del strangers["gas"]
    for name, who in strangers.items():
        there = scene.send(who, method, path, told, scene.ids)
        nowhere = scene.send(who, method, path, told, scene.nowhere)
        assert there.status_code == 404, (name, there.status_code, there.content.decode()[:400])
        assert there.content == nowhere.content, name


@pytest.mark.parametrize("verb", VERBS)
def test_strangers_do_no_verb(verb: str, scene: Scene) -> None:
    body = {name: VALUES[name] for name, needed in fields_of(verb).items() if needed}
    before = cases.state_of(scene.ids["number"])
    for who in (
        by_login(scene.town, "office.wuhu"),
        by_login(scene.town, "citizen"),
        by_key("gas"),
    ):
        there = who.send("POST", f"/cases/{scene.ids['number']}/verbs/{verb}", body)
        nowhere = who.send("POST", f"/cases/{scene.nowhere['number']}/verbs/{verb}", body)
        assert (there.status_code, there.content) == (404, nowhere.content)
    assert cases.state_of(scene.ids["number"]) == before


@pytest.mark.parametrize("verb", VERBS)
def test_those_who_may_see_but_not_do_are_told_why(verb: str, scene: Scene) -> None:
    """The water office has no work in the case's road office: 403, 409 or 422 with a remedy, never a bug."""
    body = {name: VALUES[name] for name, needed in fields_of(verb).items() if needed}
    who = by_login(scene.town, "checker.city_management.chuzhou")
    answer = who.send("POST", f"/cases/{scene.ids['number']}/verbs/{verb}", body)
    assert answer.status_code in (200, 403, 409, 422, 404), answer.content
    if answer.status_code != 200:
        assert json.loads(answer.content)["remedy"]


def test_lists_do_not_betray_what_is_hidden(scene: Scene) -> None:
    number = scene.ids["number"]
    for login in ("office.wuhu", "citizen", "appliances.clerk"):
        who = by_login(scene.town, login)
        for query in ("", f"q={number}", f"item={ITEM}", f"region={CHUZHOU}", "state=running"):
            assert who.call("GET", f"/cases?{query}")["rows"] == [], (login, query)
        subject = scene.ids["subject"]
        assert who.call("GET", f"/cases?subject={subject}")["rows"] == []
        assert who.call("GET", f"/inbox?q={number}")["rows"] == []
        assert set(who.call("GET", "/inbox/counts")["counts"].values()) == {0}
        assert who.call("GET", "/drafts")["rows"] == []
        assert who.call("GET", "/webhooks")["rows"] == []


def test_a_session_changes_nothing_without_its_token(scene: Scene) -> None:
    who = by_login(scene.town, "food.clerk")
    bare = Caller({}, who.client)
    answer = bare.call("POST", "/drafts", BODIES["drafts_begin"], want=403)
    assert answer["code"] == "api.csrf"
    assert bare.call("GET", "/drafts")["rows"]
    wrong = Caller({"Authorization": "Bearer yc_test_none_none"}, who.client)
    wrong.call("GET", "/drafts", want=401)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "api.unreadable"),
        (b"[]", 400, "api.unreadable"),
        (b'{"item": NaN}', 400, "api.unreadable"),
        (b'{"item": "a", "item": "b"}', 400, "api.unreadable"),
        (b'{"a":' * 21 + b"1" + b"}" * 21, 400, "api.unreadable"),
        (b'{"a":' * 100_000, 400, "api.unreadable"),
        (b"\xff\xfe", 400, "api.unreadable"),
        (b'{"item": "a\\u0000", "region": "341100"}', 422, "api.not_as_described"),
        (
            b'{"item": "a", "region": "341100", "answers": {"a": "\\ud800"}}',
            422,
            "api.not_as_described",
        ),
        (b'{"item": "a", "region": "341100", "more": 1}', 422, "api.not_as_described"),
        (b'{"item": "a", "region": "3411"}', 422, "api.not_as_described"),
    ],
)
def test_what_cannot_be_read_is_said_so(town: Town, body: bytes, status: int, code: str) -> None:
    problem = by_key().call("POST", "/cases", body, want=status)
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["message"]
    assert problem["remedy"]


@pytest.mark.parametrize(
    "query",
    ["limit=-71", "limit=0", "limit=101", f"subject={2**70}", "after=1", "after=x~y", "q=%00"],
)
def test_lists_are_bounded(town: Town, query: str) -> None:
    assert by_key().call("GET", f"/cases?{query}", want=422)["problems"]


def test_a_cursor_belongs_to_its_list(town: Town) -> None:
    grid = by_key()
    for length in ("501 m", "502 m"):
        grid.call("POST", "/cases", application(works__route_length=length), want=201)
    first = grid.call("GET", "/cases?limit=1")
    second = grid.call("GET", f"/cases?limit=1&after={first['after']}")
    assert second["after"] is None
    assert first["rows"] != second["rows"]
    grid.call("GET", f"/inbox?after={first['after']}", want=422)


def test_problems_speak_the_language_asked_for(town: Town) -> None:
    number = "2023101934110099999999999"
    zh = by_key().call("GET", f"/cases/{number}", want=404)
    en = by_key().call("GET", f"/cases/{number}", want=404, **{"Accept-Language": "en-GB,en"})
    assert (zh["code"], zh["message"]) == ("cases.not_found", "没有这个办件")
    assert (en["code"], en["message"]) == ("cases.not_found", "there is no such case")
    assert Caller().call("GET", "/nothing/here", want=404)["code"] == "api.no_address"


def test_a_bug_is_told_without_its_inside(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("yichuang.kernel.cases.api.list_cases", broken)
    answer = by_key().send("GET", "/cases")
    assert answer.status_code == 500
    assert json.loads(answer.content)["code"] == "api.failed"
    assert b"secret" not in answer.content


def test_guessing_query_codes_is_slow(scene: Scene) -> None:
    codes = [
        Client().get(f"{ROOT}/progress?number={scene.ids['number']}&code=x").status_code
        for _ in range(32)
    ]
    assert codes[-1] == 429
    assert 200 not in codes
