"""The whole road on real tables: received, accepted by rules, parallel opinions, together, closed; replay = state."""

from __future__ import annotations

import pytest

from yichuang.base.errors import Conflict, Invalid, NotFound, NotPermitted
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.testing import City
from yichuang.kernel.documents import api as documents
from yichuang.kernel.facts import api as facts
from yichuang.kernel.people.contracts import Actor


def states(number: str) -> dict[str, str]:
    return {k: v[1] for k, v in api.state_of(number)["nodes"].items()}


def settle_services(number: str) -> None:
    for service in api.pending_services(number):
        api.service_result(
            testing.SYSTEM, number=number, node=service.node, key=service.key, state="answered"
        )


def test_from_receipt_to_archive(city: City) -> None:
    done = city.case()
    number = done.number
    assert done.state == "accepted"
    assert set(done.opened) == {"green", "river"}
    assert states(number)["road"] == states(number)["pay"] == "skipped"
    for node in ("green", "river", "chief"):
        done = api.complete(city.clerk(number, node), number=number, node=node, outcome="approve")
    assert done.state == "decided"
    assert "permit" in done.numbers
    assert states(number)["check"] == "open"
    papers = documents.list_papers(number)
    assert [p.key for p in papers] == ["permit"]
    assert papers[0].holder_name == "庐州电力"
    settle_services(number)
    done = api.check_commitment(city.clerk(number, "check"), number=number, outcome="ok")
    assert done.state == "closed"
    assert api.replay(number) == api.state_of(number)


def test_facts_become_visible_only_at_the_decision(city: City) -> None:
    number = city.case().number
    view = api.read_case(testing.SYSTEM, number)
    works = next(p for p in view.parties if p.role == "works").subject
    assert not facts.history(works, "works.length")
    for node in ("green", "river", "chief"):
        api.complete(city.clerk(number, node), number=number, node=node, outcome="approve")
    assert [f.value for f in facts.history(works, "works.length")] == ["501"]


def test_refusal_collects_all_grounds_in_one_notice(city: City) -> None:
    number = city.case().number
    with pytest.raises(Invalid) as caught:
        api.complete(city.clerk(number, "green"), number=number, node="green", outcome="refuse")
    assert caught.value.problems[0].code == "reason_missing"
    for node, why in (("green", "毁绿"), ("river", "影响行洪")):
        api.complete(
            city.clerk(number, node), number=number, node=node, outcome="refuse", opinion=why
        )
    assert states(number)["chief"] == "open"
    done = api.complete(
        city.clerk(number, "chief"), number=number, node="chief", outcome="refuse", opinion="不同意"
    )
    assert done.state == "decided"
    refusal = [n for n in documents.list_notices(number) if n.kind == "refusal"]
    assert len(refusal) == 1
    assert all(w in refusal[0].body.zh for w in ("毁绿", "影响行洪", "不同意"))
    assert states(number)["check"] == "called_off"
    settle_services(number)
    assert api.state_of(number)["case"]["state"] == "closed"
    assert api.replay(number) == api.state_of(number)


def test_strangers_find_nothing_and_other_posts_may_not(city: City) -> None:
    number = city.case().number
    stranger = Actor("account:9", "nobody", account=9)
    for deed in (
        lambda: api.read_case(stranger, number),
        lambda: api.complete(stranger, number=number, node="green", outcome="approve"),
        lambda: api.complete(stranger, number="0" * 25, node="green", outcome="approve"),
    ):
        with pytest.raises(NotFound):
            deed()
    with pytest.raises(NotPermitted):
        api.complete(city.clerk(number, "river"), number=number, node="green", outcome="approve")


def test_the_second_clerk_is_told_who_was_faster(city: City) -> None:
    number = city.case().number
    clerk = city.clerk(number, "green")
    seen = api.read_case(clerk, number).seq
    api.complete(clerk, number=number, node="green", outcome="approve")
    with pytest.raises(Conflict) as caught:
        api.complete(clerk, number=number, node="green", outcome="approve")
    assert clerk.name in caught.value.message.zh
    with pytest.raises(Conflict):
        api.complete(
            city.clerk(number, "river"),
            number=number,
            node="river",
            outcome="approve",
            expected=seen,
        )


def test_the_same_key_gives_the_same_answer(city: City) -> None:
    number = city.case().number
    clerk = city.clerk(number, "green")
    first = api.complete(clerk, number=number, node="green", outcome="approve", key="k1")
    again = api.complete(clerk, number=number, node="green", outcome="approve", key="k1")
    assert again.again
    assert again.seq == first.seq == api.state_of(number)["seq"]
    with pytest.raises(Conflict):
        api.complete(clerk, number=number, node="green", outcome="refuse", opinion="x", key="k1")


def test_a_receipt_from_outside_makes_no_page_stale(city: City) -> None:
    number = city.case().number
    for node in ("green", "river", "chief"):
        api.complete(city.clerk(number, node), number=number, node=node, outcome="approve")
    checker = city.clerk(number, "check")
    seen = api.read_case(checker, number).seq
    settle_services(number)
    assert api.read_case(checker, number).seq > seen
    done = api.check_commitment(checker, number=number, outcome="ok", expected=seen)
    assert done.state == "closed"
