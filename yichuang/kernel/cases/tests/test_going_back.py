"""Going back: return out of a parallel branch, held and carried over, corrections, taking back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yichuang.base import clock
from yichuang.base.errors import Conflict
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.models import CaseNode, PastRound
from yichuang.kernel.cases.testing import City
from yichuang.kernel.cases.tests.test_road import settle_services, states
from yichuang.kernel.people.contracts import Actor

SAFE = {"works.crosses.road": "yes"}


def returned(city: City) -> str:
    """T01: road approved, green claimed, river open; road's branch goes back to acceptance."""
    number = city.case(works__crosses__road="yes").number
    api.complete(city.clerk(number, "road"), number=number, node="road", outcome="approve")
    api.claim(city.clerk(number, "green"), number=number, node="green")
    api.return_to(
        city.clerk(number, "river"),
        number=number,
        from_node="river",
        to_node="accept",
        ground="路由不清",
    )
    return number


def test_one_open_task_and_the_others_held_with_the_reason(city: City) -> None:
    number = returned(city)
    now = states(number)
    assert [k for k, s in now.items() if s == "open"] == ["accept"]
    assert now["green"] == now["river"] == now["pay"] == "held"
    assert now["road"] == "idle"
    clerk = city.clerk(number, "green")
    with pytest.raises(Conflict) as caught:
        api.complete(clerk, number=number, node="green", outcome="approve")
    assert "受理" in caught.value.message.zh
    option = next(v for v in api.read_case(clerk, number).verbs if v.node == "green")
    assert option.why_not is not None
    assert api.replay(number) == api.state_of(number)


def test_nothing_changed_all_goes_on_where_it_was(city: City) -> None:
    number = returned(city)
    clerk = city.clerk(number, "green")
    api.complete(city.clerk(number, "accept"), number=number, node="accept", outcome="approve")
    now = states(number)
    assert now["road"] == "carried_over"
    assert now["green"] == now["river"] == now["pay"] == "open"
    view = {n.key: n for n in api.read_case(clerk, number).nodes}
    assert view["green"].holder
    assert view["green"].round == 1
    assert view["road"].carried_from
    api.complete(clerk, number=number, node="green", outcome="approve")
    assert api.replay(number) == api.state_of(number)


def test_a_new_route_opens_what_read_it(city: City) -> None:
    number = returned(city)
    api.correct(
        city.party, number=number, answers={"works.route": "A 经 C 到 B"}, signed=("applicant",)
    )
    if states(number)["accept"] == "open":
        api.complete(city.clerk(number, "accept"), number=number, node="accept", outcome="approve")
    now = states(number)
    assert now["road"] == "open", "it reads the route"
    assert now["green"] == "open", "it reads the length alone and goes on"
    rounds = {n.key: n.round for n in api.read_case(testing.SYSTEM, number).nodes}
    assert rounds["road"] == 2
    assert rounds["green"] == 1
    assert rounds["river"] == 2, "it reads everything"
    kept = PastRound.objects.filter(case__number=number, key="road").get()
    assert kept.outcome == "approve"
    assert api.replay(number) == api.state_of(number)


def test_a_correction_touches_its_readers_only(city: City) -> None:
    number = city.case().number
    api.complete(city.clerk(number, "green"), number=number, node="green", outcome="approve")
    api.correct(
        city.party, number=number, answers={"works.route": "另一条路"}, signed=("applicant",)
    )
    now = states(number)
    assert now["green"] == "carried_over"
    assert now["river"] == "open"
    assert {n.key: n.round for n in api.read_case(testing.SYSTEM, number).nodes}["river"] == 2


def test_a_when_that_turns_by_a_correction(city: City) -> None:
    number = city.case().number
    assert states(number)["road"] == "skipped"
    api.correct(
        city.party,
        number=number,
        answers={"works.crosses.road": "yes", "works.crosses.river": "no"},
        signed=("applicant",),
    )
    now = states(number)
    assert now["road"] == "open"
    assert now["river"] == "skipped"
    assert now["pay"] == "open"
    assert api.replay(number) == api.state_of(number)


def test_returning_needs_a_settled_step_before_this_one(city: City) -> None:
    number = city.case().number
    clerk = city.clerk(number, "river")
    with pytest.raises(Conflict):
        api.return_to(clerk, number=number, from_node="river", to_node="green", ground="x")
    api.return_to(clerk, number=number, from_node="river", to_node="accept", ground="x")
    other = city.clerk(number, "green")
    with pytest.raises(Conflict):
        api.return_to(other, number=number, from_node="green", to_node="accept", ground="y")


def test_taken_back_until_the_successor_is_claimed(city: City) -> None:
    number = city.case().number
    green = city.clerk(number, "green")
    api.complete(green, number=number, node="green", outcome="approve")
    api.take_back(green, number=number, node="green")
    view = {n.key: n for n in api.read_case(green, number).nodes}
    assert view["green"].state == "open"
    assert view["green"].holder
    api.complete(green, number=number, node="green", outcome="approve")
    api.complete(city.clerk(number, "river"), number=number, node="river", outcome="approve")
    api.claim(city.clerk(number, "chief"), number=number, node="chief")
    with pytest.raises(Conflict):
        api.take_back(green, number=number, node="green")


def test_nothing_goes_back_after_the_decision(city: City) -> None:
    number = city.case().number
    for node in ("green", "river", "chief"):
        api.complete(city.clerk(number, node), number=number, node=node, outcome="approve")
    with pytest.raises(Conflict):
        api.correct(city.party, number=number, answers={"works.length": "2 m"})
    with pytest.raises(Conflict):
        api.withdraw(city.party, number=number)


@pytest.mark.slow
def test_five_hundred_rounds_cost_the_same(city: City) -> None:
    """The last return and the last completion take as many queries as the third; the record folds to the state."""
    number = city.case().number
    river = city.clerk(number, "river")

    windows: list[Actor] = []

    def once_more(n: int) -> None:
        api.return_to(
            river, number=number, from_node="river", to_node="accept", ground=f"第 {n} 次"
        )
        if not windows:
            windows.append(city.clerk(number, "accept"))
        api.complete(windows[0], number=number, node="accept", outcome="approve")

    def cost_of(n: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            once_more(n)
        return len(seen)

    once_more(1)
    early = cost_of(2)
    for n in range(3, 500):
        once_more(n)
    assert cost_of(500) == early
    assert states(number)["river"] == "open"
    rounds = CaseNode.objects.get(case__number=number, key="accept").round
    assert rounds == 501
    assert api.replay(number) == api.state_of(number)


def test_withdrawn_calls_off_and_tells(city: City) -> None:
    number = city.case().number
    done = api.withdraw(city.party, number=number, reason="不做了")
    assert done.state == "withdrawn"
    assert states(number)["tell"] == "waiting"
    settle_services(number)
    view = api.read_case(city.party, number)
    assert view.state == "withdrawn"
    assert view.closed_at is not None
    assert api.replay(number) == api.state_of(number)


def test_a_broken_commitment_revokes_bars_and_tells(city: City) -> None:
    number = city.case().number
    for node in ("green", "river", "chief"):
        api.complete(city.clerk(number, node), number=number, node=node, outcome="approve")
    settle_services(number)
    checker = city.clerk(number, "check")
    api.check_commitment(checker, number=number, outcome="broken", opinion="现场与承诺不符")
    view = api.read_case(city.party, number)
    assert view.result == "revoked"
    assert [p.status for p in view.papers if p.kind == "paper"] == ["revoked"]
    from yichuang.kernel.facts import api as facts

    barred = facts.history(testing.subject_of(city.party), "enterprise.commitment_barred_until")
    assert [f.value for f in barred] == ["2025-10-19"]
    assert states(number)["tell"] == "waiting", "a second telling, of another result"
    assert api.replay(number) == api.state_of(number)
    with clock.travel(clock.now() + timedelta(days=1)):
        settle_services(number)
    assert api.state_of(number)["case"]["state"] == "closed"
    assert replace(checker, name="x").account == checker.account
