"""Packs, operations, absence: the deeds of those who look after a city."""

from __future__ import annotations

from django.db import transaction

from yichuang.base.clock import now
from yichuang.kernel.cases import testing
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.people import api as people
from yichuang.kernel.trail import api as trail
from yichuang.web.tests.desk_city import REGION, DeskCity
from yichuang.web.tests.road_works import PACK

ADOPT = f"/desk/packs/{PACK}/adopt/"


def within() -> str:
    found = catalogue.current_set(REGION).packs[PACK].parameters
    return found.get("within", "")


def test_what_would_change_is_said_before_it_does(city: DeskCity) -> None:
    client = city.client("city.chief.a")
    html = client.post(ADOPT, {"step": "check", "p.within": "5"}).content.decode()
    assert "承诺时限" in html
    assert "10→5" in html
    assert within() == ""
    assert client.post(ADOPT, {"step": "adopt", "p.within": "5"}).status_code == 302
    assert within() == "5 working_days"


def test_every_fault_is_told_at_its_field_and_nothing_changes(city: DeskCity) -> None:
    response = city.client("city.chief.a").post(ADOPT, {"step": "adopt", "p.within": "30"})
    assert response.status_code == 422
    html = response.content.decode()
    assert 'aria-invalid="true"' in html
    assert 'value="30"' in html
    assert within() == ""


def test_only_who_adopts_may_adopt(city: DeskCity) -> None:
    client = city.client("green.reviewer.a")
    assert "disabled" in client.get(ADOPT).content.decode()
    assert client.post(ADOPT, {"step": "adopt", "p.within": "5"}).status_code == 403
    assert client.post(f"/desk/packs/{PACK}/withdraw/").status_code == 403
    assert PACK in catalogue.current_set(REGION).packs


def test_posts_of_the_pack_are_given_to_posts_here(city: DeskCity) -> None:
    client = city.client("city.chief.a")
    posts = client.get(f"{ADOPT}?region=340000")
    assert posts.status_code == 200
    assert client.post(ADOPT, {"step": "adopt", "post.chief": "city reviewer"}).status_code == 302
    assert catalogue.current_set(REGION).packs[PACK].posts == {"chief": "city reviewer"}


def test_withdrawing_leaves_running_cases(city: DeskCity) -> None:
    number = city.case()
    assert city.client("city.chief.a").post(f"/desk/packs/{PACK}/withdraw/").status_code == 302
    assert PACK not in catalogue.current_set(REGION).packs
    assert city.client("green.reviewer.a").get(f"/desk/cases/{number}/").status_code == 200
    assert city.client("city.chief.a").get(f"/desk/packs/{PACK}/withdraw/").status_code == 404


def test_stuck_work_is_shown_and_tried_again(city: DeskCity) -> None:
    with transaction.atomic():
        line = trail.record("test:1", "test.line", {}, actor="system:test")
        trail.enqueue(line, "test.handler", args={})
    work = next(w for w in trail.claim(100) if w.handler == "test.handler")
    trail.fail(work, "接收方没有应答")
    client = city.client("city.chief.a")
    html = client.get("/desk/operations/").content.decode()
    assert "接收方没有应答" in html
    assert trail.list_stuck()[0].due > now()
    assert client.post(f"/desk/operations/try/{work.id}/").status_code == 302
    assert trail.list_stuck()[0].due <= now()
    other = city.client("green.reviewer.a")
    assert "接收方没有应答" not in other.get("/desk/operations/").content.decode()
    assert other.post(f"/desk/operations/try/{work.id}/").status_code == 403
    assert other.post("/desk/operations/verify/").status_code == 403


def test_the_record_is_verified(city: DeskCity) -> None:
    city.case()
    trail.seal()
    html = city.client("city.chief.a").post("/desk/operations/verify/").content.decode()
    assert "留痕完整" in html


def test_going_away_and_coming_back(city: DeskCity) -> None:
    number = city.case()
    client = city.client("green.reviewer.a")
    client.post(f"/desk/cases/{number}/do/claim/", {"node": "green"})
    bad = client.post("/desk/absence/", {"since": "2023-11-20", "until": "2023-11-15"})
    assert bad.status_code == 422
    gone = client.post(
        "/desk/absence/", {"since": "2023-11-14", "until": "2023-11-20", "give_back": "1"}
    )
    assert gone.status_code == 302
    assert "不在岗" in client.get("/desk/posts/").content.decode()
    backup = city.client("green.reviewer.b").get("/desk/").content.decode()
    assert number in backup
    assert "没人认领" in backup
    twice = client.post("/desk/absence/", {"since": "2023-11-15"})
    assert twice.status_code == 409
    assert client.post("/desk/absence/back/").status_code == 302
    assert "不在岗" not in client.get("/desk/posts/").content.decode()


def test_a_clerk_sends_only_oneself_away_a_leader_colleagues_too(city: DeskCity) -> None:
    other = city.accounts["green.reviewer.b"]
    city.client("green.reviewer.a").post(
        "/desk/absence/", {"account": other, "since": "2023-11-14"}
    )
    assert not _away(other)
    assert _away(city.accounts["green.reviewer.a"])
    colleague = city.accounts["city.chief.b"]
    city.client("city.chief.a").post(
        "/desk/absence/", {"account": colleague, "since": "2023-11-14"}
    )
    assert _away(colleague)


def _away(account: int) -> bool:
    posts = people.actor_for(account).post_ids or {
        p.id for d in people.list_departments(REGION) for p in people.list_posts(d.id)
    }
    return any(
        h.account == account and h.absent for hs in people.holders_of(posts).values() for h in hs
    )


def test_a_visitor_is_found_or_made_and_the_form_begins(city: DeskCity) -> None:
    client = city.client("government_service.window.a")
    html = client.get("/desk/window/").content.decode()
    assert "占道挖掘许可" in html
    data = {"item": f"{PACK}.dig", "kind": "enterprise", "code": "91341100MA2TE0T16X"}
    assert client.post("/desk/window/", data).status_code == 422
    good = client.post("/desk/window/", {**data, "code": "91341100ma2te0t16k"})
    assert good.status_code == 302
    assert testing.subject_of(city.party)
    assert client.post("/desk/window/", {**data, "item": ""}).status_code == 422
    other = client.post("/desk/window/", {**data, "kind": "works"})
    assert other.status_code == 422
    assert "这个事项由企业申请" in other.content.decode()
    assert client.get(good.headers["Location"], follow=True).status_code == 200
