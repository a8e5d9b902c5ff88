"""The API as programs meet it: a partner's road, drafts, verbs, papers, the record, packs, webhooks."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.doors.api_calls import ITEM, SCOPES, Caller, a_file, a_pdf, application, by_key, by_login
from tests.town import CHUZHOU, HEFEI, WORKS, Town
from yichuang.engines.merkle import verify_consistency, verify_inclusion
from yichuang.kernel.documents import api as documents
from yichuang.kernel.people import api as people
from yichuang.kernel.trail import api as trail

REVIEWERS = {
    "planning": "reviewer.natural_resources.chuzhou",
    "digging": "reviewer.city_management.chuzhou",
    "traffic": "reviewer.public_security.chuzhou",
    "sign_off": "chief.city_management.chuzhou",
}


def parallel(grid: Caller) -> str:
    """The number of a case in which departments work side by side."""
    whole = application(works__route_length="501 m", works__digs_road="yes")
    whole["materials"]["traffic_plan"] = {"name": "交通.pdf", "content": a_pdf()}
    done = grid.call("POST", "/cases", whole, want=201)
    assert set(done["opened"]) == {"planning", "digging", "traffic"}
    return str(done["number"])


def complete(town: Town, number: str, node: str, **more: Any) -> Any:
    """The holder of a node approves."""
    who = by_login(town, REVIEWERS[node])
    body = {"node": node, "outcome": "approve", **more}
    return who.call("POST", f"/cases/{number}/verbs/complete", body)


@pytest.mark.clause("C03.2")
def test_the_power_company_hands_in_departments_act_and_it_polls_the_result(town: Town) -> None:
    grid = by_key()
    number = parallel(grid)
    case = grid.call("GET", f"/cases/{number}")
    assert (case["channel"], case["state"]) == ("api", "accepted")
    assert {n["key"] for n in case["nodes"] if n["state"] == "open"} == {
        "planning",
        "digging",
        "traffic",
    }
    for node in ("traffic", "planning", "digging", "sign_off"):
        complete(town, number, node)
    case = grid.call("GET", f"/cases/{number}")
    assert (case["state"], case["result"]) == ("decided", "granted")
    paper = next(p for p in case["papers"] if p["key"] == "works_permit")
    assert (
        grid.call("GET", f"/cases/{number}/papers/paper/{paper['id']}")["number"] == paper["number"]
    )
    verdict = Caller().call("GET", f"/verify?q={paper['token']}")
    assert verdict["status"] == "valid"
    assert verdict["paper"]["data"] == {}
    rows = grid.call("GET", "/cases?state=decided")["rows"]
    assert [r["number"] for r in rows] == [number]


@pytest.mark.clause("C03.2")
def test_everybody_sees_the_state(town: Town) -> None:
    grid = by_key()
    number = parallel(grid)
    for login in ("food.clerk", "project_window.chuzhou", *REVIEWERS.values()):
        assert by_login(town, login).call("GET", f"/cases/{number}")["state"] == "accepted"
    code = by_login(town, "food.clerk").call("GET", f"/cases/{number}")["query_code"]
    seen = Caller().call("GET", f"/progress?number={number}&code={code}")
    assert seen["state"] == "accepted"
    assert not seen["facts"]
    assert "来安" not in seen["applicant"]
    Caller().call("GET", f"/progress?number={number}&code={int(code) ^ 1:06d}", want=404)


@pytest.mark.clause("C03.2")
def test_what_is_missing_is_named_at_once_and_nothing_is_kept(town: Town) -> None:
    whole = application(works__capacity="viel", works__nothing="1")
    del whole["answers"]["works.site"], whole["materials"], whole["signed"]
    problem = by_key().call("POST", "/cases", whole, want=422)
    where = {p["where"] for p in problem["problems"]}
    assert {"works.site", "works.capacity", "works.nothing", "papers.route_map"} <= where
    assert "signatures.applicant" in where
    assert problem["remedy"]
    assert by_key().call("GET", "/cases")["rows"] == []


def test_a_partner_needs_the_scope_of_the_item_and_of_signatures(town: Town) -> None:
    nothing = by_key(scopes=())
    assert nothing.call("POST", "/cases", application(), want=403)["data"] == {
        "scope": f"submit:{ITEM}"
    }
    cannot_sign = by_key(scopes=SCOPES[:1])
    refused = cannot_sign.call("POST", "/cases", application(), want=403)
    assert refused["code"] == "cases.not_signer"


def test_the_same_key_is_one_case_and_another_request_under_it_a_conflict(town: Town) -> None:
    grid, key = by_key(), {"Idempotency-Key": "order-1"}
    first = grid.call("POST", "/cases", application(), want=201, **key)
    again = grid.call("POST", "/cases", application(), want=201, **key)
    assert {**again, "again": False} == first
    assert again["again"] is True
    assert len(grid.call("GET", "/cases")["rows"]) == 1
    other = grid.call("POST", "/cases", application(works__capacity="100 kVA"), want=409, **key)
    assert other["code"] == "key_used"


def test_a_stale_clerk_is_told_what_happened_meanwhile(town: Town) -> None:
    number = parallel(by_key())
    seen = by_login(town, REVIEWERS["planning"]).call("GET", f"/cases/{number}")["seq"]
    complete(town, number, "traffic")
    body = {"node": "planning", "outcome": "approve", "expected": seen}
    who = by_login(town, REVIEWERS["planning"])
    stale = who.call("POST", f"/cases/{number}/verbs/complete", body, want=409)
    assert stale["code"] == "cases.moved_on"
    assert stale["data"]["seq"] == seen + 1
    assert "09:00" in stale["message"]
    assert stale["data"]["since"]
    done = complete(town, number, "planning")
    taken = who.call("POST", f"/cases/{number}/verbs/complete", body | {"expected": None}, want=409)
    assert taken["remedy"]
    assert done["seq"] == seen + 2


def test_a_verb_says_which_fields_it_takes(town: Town) -> None:
    number = parallel(by_key())
    who = by_login(town, REVIEWERS["planning"])
    problem = who.call("POST", f"/cases/{number}/verbs/complete", {"ground": "x"}, want=422)
    assert {(p["where"], p["code"]) for p in problem["problems"]} == {
        ("body.ground", "unknown"),
        ("body.node", "missing"),
        ("body.outcome", "missing"),
    }
    who.call("POST", f"/cases/{number}/verbs/dance", {}, want=404)
    # parties sign for themselves only
    body = {"answers": {"works.route": "line_2"}, "signed": ["applicant"]}
    clerk = by_login(town, "food.clerk")
    assert (
        clerk.call("POST", f"/cases/{number}/verbs/correct", body, want=422)["code"] == "api.deed"
    )


def test_correction_claim_hand_over_withdraw(town: Town) -> None:
    grid = by_key()
    number = parallel(grid)
    planner = by_login(town, REVIEWERS["planning"])
    at = f"/cases/{number}/verbs"
    planner.call("POST", f"{at}/claim", {"node": "planning"})
    mine = planner.call("GET", "/inbox?part=mine")["rows"]
    assert [(r["case"], r["node"]) for r in mine] == [(number, "planning")]
    assert planner.call("GET", "/inbox/counts")["counts"]["mine"] == 1
    planner.call("POST", f"{at}/release", {"node": "planning"})
    planner.call("POST", f"{at}/suspend", {"ground": "site_visit", "node": "planning"})
    planner.call("POST", f"{at}/resume", {"node": "planning"})
    file = {"route_map": {"name": "新路由.pdf", "content": a_pdf()}}
    done = grid.call("POST", f"{at}/correct", {"answers": {"works.route": "line_2"}, "files": file})
    assert done["seq"] > 1
    history = grid.call("GET", f"/cases/{number}/history?limit=2")
    assert len(history["rows"]) == 2
    rest = grid.call("GET", f"/cases/{number}/history?after={history['after']}")
    assert rest["rows"][0] not in history["rows"]
    grid.call("POST", f"{at}/withdraw", {"reason": "用户撤单"})
    assert grid.call("GET", f"/cases/{number}")["state"] != "accepted"


def test_a_draft_by_session_from_empty_to_handed_in(town: Town) -> None:
    clerk, whole = by_login(town, "food.clerk"), application()
    begun = clerk.call("POST", "/drafts", {"item": ITEM, "region": CHUZHOU}, want=201)
    at = f"/drafts/{begun['draft']['id']}"
    form = clerk.call("PATCH", at, {"answers": whole["answers"]})
    assert form["draft"]["problems"] == {}
    clerk.call("PUT", f"{at}/materials/route_map", whole["materials"]["route_map"])
    upload = clerk.client.post(
        f"/api/v1{at}/materials/route_map", {"file": a_file()}, headers=dict(clerk.headers)
    )
    assert upload.status_code == 200, upload.content
    clerk.call("DELETE", f"{at}/materials/route_map")
    assert clerk.call("POST", f"{at}/submit", want=422)["code"] == "cases.incomplete"
    clerk.call("PUT", f"{at}/materials/route_map", whole["materials"]["route_map"])
    assert "applicant" in clerk.call("POST", f"{at}/signatures/applicant")["draft"]["signed"]
    assert len(clerk.call("GET", "/drafts")["rows"]) == 1
    done = clerk.call("POST", f"{at}/submit")
    late = clerk.call("POST", f"{at}/submit", want=409)
    assert late["data"]["number"] == done["number"]
    material = clerk.send("GET", f"/cases/{done['number']}/materials/route_map")
    assert material["Content-Disposition"].startswith("attachment")
    assert material["X-Content-Type-Options"] == "nosniff"
    spare = clerk.call("POST", "/drafts", {"item": ITEM, "region": CHUZHOU}, want=201)
    clerk.call("DELETE", f"/drafts/{spare['draft']['id']}", want=204)
    clerk.call("GET", f"/drafts/{spare['draft']['id']}", want=404)


def test_the_window_receives_with_what_nobody_knows_yet(town: Town) -> None:
    window, whole = by_login(town, "project_window.chuzhou"), application()
    del whole["answers"]["works.route_length"]
    done = window.call("POST", "/cases", whole, want=201)
    case = window.call("GET", f"/cases/{done['number']}")
    assert case["channel"] == "window"
    assert [r["fields"] for r in case["requests"]] == [["works.route_length"]]
    body = {"name": "works.route_length", "value": "480 m"}
    told = window.call("POST", f"/cases/{done['number']}/verbs/supply_fact", body)
    assert "filing_receipt" in told["numbers"]


def test_nobody_applies_for_whom_they_do_not_act(town: Town) -> None:
    other = by_login(town, "appliances.clerk")
    assert other.call("POST", "/cases", application(), want=403)["code"] == "cases.no_mandate"
    citizen = by_login(town, "citizen")
    unknown = application() | {"applicant": {"kind": "enterprise", "code": "91340200MA2TE0T16F"}}
    refused = citizen.call("POST", "/cases", unknown, want=422)
    assert refused["problems"][0]["where"] == "code"


@pytest.mark.clause("C03.1")
def test_an_item_brings_its_own_interface(town: Town) -> None:
    item = Caller().call("GET", f"/items/{ITEM}?region={CHUZHOU}")
    answers = item["answers"]["properties"]
    assert answers["works.voltage"]["enum"] == ["low", "10kv", "35kv", "110kv"]
    assert answers["works.crosses.river"]["enum"] == ["yes", "no"]
    assert answers["works.river_plan"]["x-when"].endswith("works.crosses.river")
    assert answers["works.route_length"]["x-unit"] == "m"
    assert answers["works.voltage"]["title"]
    assert answers["works.voltage"]["description"]
    assert next(p for p in item["parties"] if p["submits_for"])["submits_for"] == "applicant"
    assert {m["key"] for m in item["materials"]} >= {"route_map", "commitment"}
    Caller().call("GET", f"/items/{ITEM}?region={HEFEI}", want=404)
    hits = Caller().call("GET", f"/search?q=电力&region={CHUZHOU}")["hits"]
    assert any(ITEM in h["ref"] for h in hits)
    measures = Caller().call("GET", f"/measures?region={CHUZHOU}")["rows"]
    assert {m["pack"]: m["adopted"] for m in measures}[WORKS] == "1"
    assert CHUZHOU in {r["code"] for r in Caller().call("GET", "/regions")["rows"]}


def test_own_facts_and_who_looked(town: Town) -> None:
    clerk, food = by_login(town, "food.clerk"), town.subjects["food"]
    assert food in {s["id"] for s in clerk.call("GET", "/subjects")["rows"]}
    facts = clerk.call("GET", f"/subjects/{food}/facts")["rows"]
    shown = {f["datum"]: f["shown"]["zh"] for f in facts}
    assert shown["enterprise.name"] == "来安食品(测试)"
    assert all(f["source_name"]["zh"] and f["since"] for f in facts)
    clerk.call("GET", f"/subjects/{food}/looks")
    clerk.call("GET", f"/subjects/{town.subjects['robots']}/facts", want=404)


def test_the_record_can_be_checked_outside(town: Town) -> None:
    grid = by_key()
    number = parallel(grid)
    while trail.seal():
        pass
    first = Caller().call("GET", "/record/head")
    complete(town, number, "planning")
    while trail.seal():
        pass
    head = Caller().call("GET", "/record/head")
    lines = grid.call("GET", f"/cases/{number}/record")["rows"]
    assert [line["seq"] for line in lines if line["seq"]] == [1, 2]
    assert all(line["body"] is None for line in lines)
    proof = grid.call("GET", f"/cases/{number}/record/{lines[0]['id']}/proof")
    path = [bytes.fromhex(step) for step in proof["path"]]
    leaf, root = bytes.fromhex(proof["leaf"]), bytes.fromhex(head["root"])
    assert verify_inclusion(leaf, proof["pos"], proof["size"], path, root)
    grown = Caller().call("GET", f"/record/consistency?old={first['size']}&new={head['size']}")
    steps = [bytes.fromhex(step) for step in grown["path"]]
    old = bytes.fromhex(first["root"])
    assert verify_consistency(first["size"], head["size"], old, root, steps)
    Caller().call("GET", f"/record/consistency?old=1&new={head['size'] + 1}", want=404)
    staff = by_login(town, REVIEWERS["planning"])
    assert staff.call("GET", f"/cases/{number}/record")["rows"][0]["body"]
    other = parallel(grid)
    grid.call("GET", f"/cases/{other}/record/{lines[0]['id']}/proof", want=404)


def test_a_city_office_adopts_tries_and_withdraws(town: Town) -> None:
    office, at = by_login(town, "office.chuzhou"), f"/regions/{CHUZHOU}/packs/{WORKS}"
    values = {"parallel_10kv": "4 working_days"}
    trial = office.call("POST", f"{at}/check", {"version": "1", "parameters": values})
    assert (trial["ready"], trial["problems"], trial["staffing"]) == (True, [], [])
    assert trial["changes"]
    wrong = {"version": "1", "parameters": {"parallel_10kv": "40 working_days"}}
    trial = office.call("POST", f"{at}/check", wrong)
    assert {p["where"] for p in trial["problems"]} == {"parallel_10kv"}
    assert office.call("PUT", at, wrong, want=422)["code"] == "cannot_adopt"
    before = office.call("GET", f"/regions/{CHUZHOU}/sets")["rows"]
    after = office.call("PUT", at, {"version": "1", "parameters": values})
    assert after["id"] != before[0]["id"]
    assert office.call("PUT", at, {"version": "1", "parameters": values})["id"] == after["id"]
    assert office.call("GET", f"/packs?pack={WORKS}")["rows"][0]["version"] == "1"
    elsewhere = by_login(town, "office.hefei")
    assert elsewhere.call("PUT", at, {"version": "1"}, want=403)["code"] == "may_not_adopt"
    office.call("DELETE", at)
    assert Caller().call("GET", f"/items?region={CHUZHOU}")["rows"] == []
    refused = by_key().call("POST", "/cases", application(), want=409)
    assert refused["code"] == "cases.not_adopted"


def test_a_partner_sets_up_its_own_webhooks(town: Town) -> None:
    grid = by_key(scopes=("webhooks",))
    body = {"url": "http://127.0.0.1:9/hook", "kinds": ["*"]}
    made = grid.call("POST", "/webhooks", body, want=201)
    assert made["secret"]
    assert [r["id"] for r in grid.call("GET", "/webhooks")["rows"]] == [made["id"]]
    assert grid.call("GET", f"/webhooks/{made['id']}/deliveries")["rows"] == []
    span = {"since": "2023-10-01T00:00:00+08:00"}
    assert grid.call("POST", f"/webhooks/{made['id']}/replay", span)["count"] == 0
    grid.call("POST", f"/webhooks/{made['id']}/try", want=204)
    other = by_key("gas", ("webhooks",))
    other.call("DELETE", f"/webhooks/{made['id']}", want=404)
    other.call("POST", "/webhooks", body | {"partner": "grid"}, want=403)
    by_key(scopes=()).call("POST", "/webhooks", body, want=403)
    grid.call("DELETE", f"/webhooks/{made['id']}", want=204)


def test_the_page_of_documentation_needs_nothing_but_ourselves(town: Town) -> None:
    page = Client().get("/api/v1/docs").content.decode()
    assert "<script" not in page
    assert not re.search(r'\sstyle=|\son\w+="|(?:src|href)="(?:https?:)?//', page)
    document = json.loads(Client().get("/api/v1/openapi.json").content)
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert f'id="{operation["operationId"]}"' in page
            assert re.match(r"[\u4e00-\u9fff]", operation["summary"]), (method, path)
            assert {"400", "401", "403", "404", "409", "422"} <= set(operation["responses"])
    assert "ask_correction" in page


def test_the_copy_of_a_notice_is_a_pdf_once_it_is_made(town: Town) -> None:
    grid = by_key()
    number = parallel(grid)
    rows = grid.call("GET", f"/cases/{number}/papers")["rows"]
    notice = next(r for r in rows if r["kind"] == "notice")
    told = grid.call("GET", f"/cases/{number}/papers/notice/{notice['id']}")
    assert told["number"] == notice["number"]
    at = f"/cases/{number}/papers/notice/{notice['id']}/pdf"
    assert grid.call("GET", at, want=409)["code"] == "api.copy_in_work"
    documents.make_notice_pdf(notice["id"])
    copy = grid.send("GET", at)
    assert (copy.status_code, copy["Content-Type"]) == (200, "application/pdf")
    assert copy.content.startswith(b"%PDF")
    grid.call("GET", f"/cases/{number}/papers/paper/{notice['id']}", want=404)
    clerk = by_login(town, "food.clerk")
    checked = clerk.client.post(
        "/api/v1/verify",
        {"file": SimpleUploadedFile("a.pdf", copy.content, "application/pdf")},
        headers=dict(clerk.headers),
    )
    assert checked.json()["status"] == "valid"
    clerk.call("GET", "/papers")


def test_who_was_faster_is_named(town: Town) -> None:
    number = parallel(by_key())
    seq = by_login(town, REVIEWERS["planning"]).call("GET", f"/cases/{number}")["seq"]
    complete(town, number, "planning")
    body = {"node": "planning", "outcome": "approve"}
    planner = by_login(town, REVIEWERS["planning"])
    twice = planner.call("POST", f"/cases/{number}/verbs/complete", body, want=409)
    account = int(twice["data"]["actor"].partition(":")[2])
    name = people.names([account])[account]
    assert f"已由 {name} 于" in twice["message"]
    digger = by_login(town, REVIEWERS["digging"])
    stale = {"node": "digging", "outcome": "approve", "expected": seq}
    late = digger.call("POST", f"/cases/{number}/verbs/complete", stale, want=409)
    assert f"办件已有新的变化：{name} 于" in late["message"]
    assert "account:" not in twice["message"] + late["message"]
