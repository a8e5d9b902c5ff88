"""Verbs of the desk: done, refused with everything typed kept, stale, not possible and why."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse

from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import NodeView
from yichuang.web.tests.desk_city import DeskCity, read

TYPED = {"opinion": "绿化带恢复方案可行"}


def node(number: str, key: str) -> NodeView:
    return next(n for n in read(number).nodes if n.key == key)


def states(number: str) -> dict[str, str]:
    return {n.key: n.state for n in read(number).nodes}


def do(city: DeskCity, who: str, number: str, verb: str, **data: str) -> HttpResponse:
    return cast("HttpResponse", city.client(who).post(f"/desk/cases/{number}/do/{verb}/", data))


def test_a_task_is_claimed_and_decided(city: DeskCity) -> None:
    number = city.case()
    assert do(city, "green.reviewer.a", number, "claim", node="green").status_code == 302
    assert node(number, "green").holder == "某green.reviewer.a"
    page = city.client("green.reviewer.a").get(f"/desk/cases/{number}/?do=complete-green-approve")
    assert "open data-pop" in page.content.decode()
    done = do(
        city,
        "green.reviewer.a",
        number,
        "complete",
        node="green",
        outcome="approve",
        opinion="同意",
        conditions="夜间施工\n\n恢复原状",
    )
    assert done.status_code == 302
    after = node(number, "green")
    assert (after.state, after.outcome, after.opinion) == ("done", "approve", "同意")
    assert after.conditions == ("夜间施工", "恢复原状")


def test_a_refusal_without_reason_comes_back_with_the_dialog_open(city: DeskCity) -> None:
    number = city.case()
    seq = read(number).seq
    response = do(
        city,
        "green.reviewer.a",
        number,
        "complete",
        node="green",
        outcome="refuse",
        deed="complete-green-refuse",
        conditions="留着",
    )
    assert response.status_code == 422
    html = response.content.decode()
    assert "请写明不同意的理由" in html
    assert html.count("open data-pop") == 1
    assert 'id="dlg-complete-green-refuse"' in html
    assert read(number).seq == seq


def test_departing_from_the_proposal_needs_a_reason(city: DeskCity) -> None:
    number = city.case()
    client = city.client("green.reviewer.a")
    html = client.get(f"/desk/cases/{number}/").content.decode()
    assert "系统建议" in html
    refused = do(
        city, "green.reviewer.a", number, "complete", node="green", outcome="approve_with_remarks"
    )
    assert refused.status_code == 422
    done = do(
        city,
        "green.reviewer.a",
        number,
        "complete",
        node="green",
        outcome="approve_with_remarks",
        reason="现场有古树",
        opinion="避让",
    )
    assert done.status_code == 302


def test_facts_are_stated_with_the_outcome(city: DeskCity) -> None:
    number = city.case(works__depth="")
    html = city.client("river.reviewer.a").get(f"/desk/cases/{number}/").content.decode()
    assert 'name="said.works.depth"' in html
    missing = do(city, "river.reviewer.a", number, "complete", node="river", outcome="approve")
    assert missing.status_code == 422
    done = do(
        city,
        "river.reviewer.a",
        number,
        "complete",
        node="river",
        outcome="approve",
        **{"said.works.depth": "3 m"},
    )
    assert done.status_code == 302
    assert next(f for f in read(number).facts if f.name == "works.depth").shown.startswith("3")


def test_who_comes_second_is_told_and_loses_nothing(city: DeskCity) -> None:
    number = city.case()
    seen = str(read(number).seq)
    city.colleague("green.reviewer", "c")
    first = {"node": "green", "outcome": "approve", "expected": seen, "key": "a" * 32}
    assert do(city, "green.reviewer.a", number, "complete", **first).status_code == 302
    second = {**first, **TYPED, "key": "b" * 32, "deed": "complete-green-approve"}
    response = do(city, "green.reviewer.c", number, "complete", **second)
    assert response.status_code == 409
    html = response.content.decode()
    assert "没有改动任何东西" in html
    assert TYPED["opinion"] in html
    assert node(number, "green").opinion == ""


def test_the_same_press_twice_is_one_deed(city: DeskCity) -> None:
    number = city.case()
    data = {"node": "green", "outcome": "approve", "key": "c" * 32}
    assert do(city, "green.reviewer.a", number, "complete", **data).status_code == 302
    seq = read(number).seq
    assert do(city, "green.reviewer.a", number, "complete", **data).status_code == 302
    assert read(number).seq == seq


def test_the_wrong_post_may_not(city: DeskCity) -> None:
    number = city.case()
    response = do(city, "river.reviewer.a", number, "complete", node="green", outcome="approve")
    assert response.status_code == 403
    assert states(number)["green"] == "open"
    assert (
        city.client("green.reviewer.a").post(f"/desk/cases/{number}/do/bribe/").status_code == 404
    )


def test_returning_shows_the_targets_and_holds_the_others_with_the_reason(city: DeskCity) -> None:
    number = city.case()
    do(city, "green.reviewer.a", number, "claim", node="green")
    html = city.client("river.reviewer.a").get(f"/desk/cases/{number}/").content.decode()
    assert 'name="to_node" value="accept"' in html
    done = do(
        city,
        "river.reviewer.a",
        number,
        "return_to",
        node="river",
        to_node="accept",
        ground="路由不清",
    )
    assert done.status_code == 302
    assert states(number)["green"] == "held"
    held = city.client("green.reviewer.a").get(f"/desk/cases/{number}/").content.decode()
    assert "以前各轮" in held
    assert "暂时冻结" in held
    assert 'id="dlg-complete-green-approve"' not in held
    assert "disabled" in held
    inbox = city.client("green.reviewer.a").get("/desk/?show=held").content.decode()
    assert number in inbox


def test_one_correction_asks_for_everything(city: DeskCity) -> None:
    number = city.case()
    html = city.client("green.reviewer.a").get(f"/desk/cases/{number}/").content.decode()
    assert 'name="fields" value="works.route"' in html
    assert 'name="materials" value="map"' in html
    bad = do(
        city,
        "green.reviewer.a",
        number,
        "ask_correction",
        node="green",
        text="补第 2 页",
        days="很快",
        materials="map",
        deed="ask_correction-green",
    )
    assert bad.status_code == 422
    assert "补第 2 页" in bad.content.decode()
    done = do(
        city,
        "green.reviewer.a",
        number,
        "ask_correction",
        node="green",
        text="补第 2 页",
        days="3",
        materials="map",
        fields="works.route",
    )
    assert done.status_code == 302
    asked = next(r for r in read(number).requests if r.kind == "correct")
    assert (asked.fields, asked.materials) == (("works.route",), ("map",))


def test_the_clock_is_stopped_and_goes_on(city: DeskCity) -> None:
    number = city.case()
    assert (
        do(
            city, "city.chief.a", number, "suspend", ground="hearing", note="11-20 开听证"
        ).status_code
        == 302
    )
    assert read(number).suspended
    assert do(city, "city.chief.a", number, "resume").status_code == 302
    assert not read(number).suspended
    assert (
        do(city, "city.chief.a", number, "extend", ground="案情复杂", days="5").status_code == 302
    )
    again = do(city, "city.chief.a", number, "extend", ground="再延", days="5", deed="extend")
    assert again.status_code == 409
    assert (
        do(city, "city.chief.a", number, "supervise", node="green", text="请加快").status_code
        == 302
    )
    assert do(city, "city.chief.a", number, "remind", node="river").status_code == 302
    assert do(city, "city.chief.a", number, "terminate", ground="项目取消").status_code == 302
    assert read(number).state == "terminated"


def test_the_window_accepts_or_refuses(city: DeskCity) -> None:
    number = city.case(works__length="")
    html = city.client("government_service.window.a").get(f"/desk/cases/{number}/").content.decode()
    assert "不予受理" in html
    assert do(city, "government_service.window.a", number, "accept").status_code == 302
    assert read(number).state == "accepted"
    other = city.case(works__length="", works__route="丙到丁")
    refused = do(
        city,
        "government_service.window.a",
        other,
        "refuse_acceptance",
        ground="不属本机关",
        basis="条例三",
    )
    assert refused.status_code == 302
    assert read(other).state == "not_accepted"


def test_a_completion_is_taken_back(city: DeskCity) -> None:
    number = city.case()
    do(city, "green.reviewer.a", number, "complete", node="green", outcome="approve")
    assert do(city, "green.reviewer.a", number, "take_back", node="green").status_code == 302
    assert states(number)["green"] == "open"


def test_several_tasks_are_claimed_and_handed_over_at_once(city: DeskCity) -> None:
    numbers = [city.case(works__length=f"{n} m") for n in (101, 102)]
    client = city.client("green.reviewer.a")
    tasks = {"task": [f"{n}|green" for n in numbers]}
    assert client.post("/desk/tasks/claim/", tasks).status_code == 302
    assert all(node(n, "green").holder == "某green.reviewer.a" for n in numbers)
    page = client.post("/desk/tasks/hand-over/", tasks).content.decode()
    assert "某green.reviewer.b" in page
    assert client.post("/desk/tasks/hand-over/", {**tasks, "account": ""}).status_code == 422
    colleague = city.accounts["green.reviewer.b"]
    assert client.post("/desk/tasks/hand-over/", {**tasks, "account": colleague}).status_code == 302
    assert all(node(n, "green").holder == "某green.reviewer.b" for n in numbers)
    assert client.post("/desk/tasks/hand-over/", {}).status_code == 302


def test_nothing_waits_for_me_is_said(city: DeskCity) -> None:
    number = city.case()
    for who, key in (
        ("green.reviewer.a", "green"),
        ("river.reviewer.a", "river"),
        ("city.chief.a", "chief"),
    ):
        depth = {"works.depth": "2 m"} if key == "river" else {}
        cases.complete(city.actor(who), number=number, node=key, outcome="approve", yields=depth)
    html = city.client("green.reviewer.a").get(f"/desk/cases/{number}/").content.decode()
    assert "没有要您办的" in html
    assert "占道许可证" in html
