"""What happens by itself: presumed acceptance, corrections that lapse, overdue work, suspension, extension, payment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from yichuang.base import clock
from yichuang.base.errors import Conflict, NotPermitted
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.testing import City
from yichuang.kernel.cases.tests.test_road import settle_services, states
from yichuang.kernel.documents import api as documents


def later(**span: int) -> datetime:
    return clock.now() + timedelta(**span)


def kinds(number: str) -> list[str]:
    return [n.kind for n in documents.list_notices(number)]


def test_unknown_waits_at_the_window_and_acceptance_is_presumed(city: City) -> None:
    number = city.case(works__length="").number
    assert states(number)["accept"] == "open"
    assert api.state_of(number)["case"]["state"] == "received"
    with clock.travel(later(days=9)):
        testing.sweep()
        testing.sweep()
        view = api.read_case(city.party, number)
    assert view.state == "accepted"
    assert view.accepted_at == view.received_at
    assert kinds(number).count("presumed") == 1
    assert api.replay(number) == api.state_of(number)


def test_a_fact_supplied_lets_the_rules_accept(city: City) -> None:
    number = city.case(works__length="").number
    done = api.supply_fact(city.party, number=number, name="works.length", value="300 m")
    assert done.state == "accepted"
    assert states(number)["green"] == "open"


def test_an_unknown_branch_waits_and_says_for_what(city: City) -> None:
    number = city.case(works__crosses__river="").number
    view = {n.key: n for n in api.read_case(testing.SYSTEM, number).nodes}
    assert view["river"].state == "waiting"
    assert view["river"].waits_for == ("works.crosses.river",)
    request = next(r for r in api.read_case(city.party, number).requests if r.kind == "fact")
    assert request.fields == ("works.crosses.river",)
    api.supply_fact(city.party, number=number, name="works.crosses.river", value="yes")
    assert states(number)["river"] == "open"
    assert api.replay(number) == api.state_of(number)


def test_a_correction_is_asked_once_pauses_and_lapses(city: City) -> None:
    number = city.case().number
    clerk = city.clerk(number, "green")
    before = api.read_case(clerk, number).promised
    assert before is not None
    api.ask_correction(clerk, number=number, text="路由图不清", fields=["works.route"])
    with pytest.raises(Conflict):
        api.ask_correction(clerk, number=number, text="还有")
    view = api.read_case(city.party, number)
    assert view.suspended
    assert view.promised is not None
    assert view.promised.state.due is None
    assert [r.kind for r in view.requests] == ["correct"]
    with clock.travel(later(days=10)):
        testing.sweep()
        view = api.read_case(city.party, number)
    assert view.state == "lapsed"
    assert not view.suspended
    assert all(pause["until"] for pause in view.pauses)
    assert kinds(number).count("lapse") == 1
    assert api.replay(number) == api.state_of(number)


def test_what_is_over_is_not_suspended(city: City) -> None:
    number = city.case().number
    head = testing.head_of(city.cast, number)
    api.suspend(head, number=number, ground="hearing")
    api.suspend(head, number=number, ground="expert_review")
    api.withdraw(city.party, number=number, reason="不办了")
    view = api.read_case(city.party, number)
    assert (view.state, view.suspended) == ("withdrawn", False)
    assert all(pause["until"] for pause in view.pauses)
    assert api.replay(number) == api.state_of(number)


def test_an_answered_correction_lets_the_clock_go_on(city: City) -> None:
    number = city.case().number
    api.ask_correction(city.clerk(number, "green"), number=number, text="路由图不清")
    with clock.travel(later(days=1)):
        api.correct(city.party, number=number, answers={"works.route": "新"}, signed=("applicant",))
        view = api.read_case(city.party, number)
        assert not view.suspended
        assert view.requests == ()
    with clock.travel(later(days=20)):
        testing.sweep()
        assert api.read_case(city.party, number).state == "accepted"


def test_overdue_is_marked_once(city: City) -> None:
    number = city.case().number
    with clock.travel(later(days=6)):
        testing.sweep()
        seq = api.state_of(number)["seq"]
        testing.sweep()
        assert api.state_of(number)["seq"] == seq
        row = api.inbox(city.clerk(number, "green"), filter="overdue").rows[0]
        assert row.light == "red"


def test_suspended_for_a_hearing_extended_once(city: City) -> None:
    number = city.case().number
    chief = city.clerk(number, "green")
    leader = city.cast.clerk(next(p.post for p in city.cast.window(city.item).posts))
    with pytest.raises(NotPermitted):
        api.suspend(chief, number=number, ground="hearing")
    head = testing.head_of(city.cast, number)
    api.suspend(head, number=number, ground="hearing", note="听证")
    api.suspend(head, number=number, ground="expert_review")
    with clock.travel(later(days=3)):
        api.resume(head, number=number, ground="hearing")
        assert api.read_case(head, number).suspended
        api.resume(head, number=number, ground="expert_review")
        view = api.read_case(head, number)
        assert not view.suspended
        first = view.promised.state.due if view.promised else None
        api.extend(head, number=number, ground="情况复杂")
        with pytest.raises(Conflict):
            api.extend(head, number=number, ground="再延")
        view = api.read_case(head, number)
        assert view.promised is not None
        assert first is not None
        assert view.promised.state.due is not None
        assert view.promised.state.due > first
    assert kinds(number).count("suspension") == 2
    assert kinds(number).count("extension") == 1
    assert leader.is_staff


def test_payment_late_twice_failed_then_paid(city: City) -> None:
    number = city.case(works__crosses__road="yes").number
    done = api.pay(city.party, number=number, node="pay")
    order = done.numbers["order"]
    assert api.pay(city.party, number=number, node="pay").numbers["order"] == order
    bank = testing.SYSTEM
    api.payment_result(bank, number=number, node="pay", ref=order, state="unknown")
    api.payment_result(bank, number=number, node="pay", ref=order, state="failed")
    again = api.pay(city.party, number=number, node="pay").numbers["order"]
    assert again != order
    assert api.payment_result(bank, number=number, node="pay", ref=order, state="paid") is None
    assert api.payment_result(bank, number=number, node="pay", ref=again, state="paid") is not None
    assert api.payment_result(bank, number=number, node="pay", ref=again, state="paid") is None
    assert states(number)["pay"] == "done"
    assert api.replay(number) == api.state_of(number)


def test_unpaid_lapses(city: City) -> None:
    number = city.case(works__crosses__road="yes").number
    with clock.travel(later(days=20)):
        testing.sweep()
        assert api.read_case(city.party, number).state == "lapsed"
        settle_services(number)
    assert api.replay(number) == api.state_of(number)


def test_a_paper_that_may_follow(city: City) -> None:
    number = testing.make_case(
        city.cast,
        city.item,
        city.party,
        {"works.length": "200 m", "works.route": "A", "works.crosses": "none"},
        signed=("applicant",),
    ).number
    assert states(number)["accept"] == "open"
    api.accept(city.clerk(number, "accept"), number=number, deficient=["map"])
    api.complete(city.clerk(number, "chief"), number=number, node="chief", outcome="approve")
    assert states(number)["decide"] == "waiting"
    with clock.travel(later(days=2)):
        api.correct(
            city.party, number=number, materials={"map": testing.FILE}, signed=("applicant",)
        )
        assert states(number)["chief"] == "open", "it reads all papers, one of them is new"
        api.complete(city.clerk(number, "chief"), number=number, node="chief", outcome="approve")
        assert states(number)["decide"] == "done"
    late = testing.make_case(
        city.cast,
        city.item,
        city.party,
        {"works.length": "200 m", "works.route": "A", "works.crosses": "none"},
        signed=("applicant",),
    ).number
    api.accept(city.clerk(late, "accept"), number=late, deficient=["map"])
    with clock.travel(later(days=12)):
        testing.sweep()
        assert api.state_of(late)["case"]["result"] == "closed"


def test_days_of_the_law(city: City) -> None:
    number = city.case().number
    view = api.read_case(city.party, number)
    assert view.statutory is not None
    assert view.statutory.state.due == date(2023, 11, 16)
