"""Countersigning: who may sign when, what the whole comes to, and that going back loses nothing."""

from __future__ import annotations

import pytest

from yichuang.base.errors import Conflict, Invalid, NotFound, NotPermitted
from yichuang.kernel.cases import api, seating, testing
from yichuang.kernel.cases.testing.seated import (
    POSTS,
    at,
    city_with,
    green,
    open_to,
    say,
    seats,
)
from yichuang.kernel.people.contracts import Actor

pytestmark = pytest.mark.usefixtures("day")


def test_all_must_agree_and_each_signs_one_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    number = city.case().number
    for post in POSTS:
        assert open_to(city, post, number)
        assert green(number)[1] == "open"
        view = api.read_case(at(city, post), number)
        assert [v.label.zh for v in view.verbs if v.node == "green"] == ["会签"]
        say(city, number, post, opinion=f"{post}同意")
        assert not open_to(city, post, number)
    assert green(number) == [1, "done", "approve"]
    node = next(n for n in api.read_case(testing.SYSTEM, number).nodes if n.key == "green")
    assert node.opinion.splitlines() == [f"{p}：{p}同意" for p in POSTS]


def test_who_has_no_seat_may_not_and_who_signed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    number = city.case().number
    with pytest.raises(NotFound):
        api.complete(Actor("account:9", "x", account=9), number=number, node="green", outcome="approve")  # fmt: skip
    with pytest.raises(NotPermitted):
        api.complete(city.clerk(number, "river"), number=number, node="green", outcome="approve")
    with pytest.raises(Invalid):
        say(city, number, "first", "refuse")
    assert seats(number) == ["open"] * 3
    say(city, number, "first", key="k")
    say(city, number, "first", key="k")
    assert seats(number) == ["signed", "open", "open"]
    with pytest.raises(Conflict) as caught:
        say(city, number, "first")
    assert at(city, "first").name in caught.value.message.zh


def test_any_is_enough_and_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="any")
    number = city.case().number
    say(city, number, "first", "refuse", opinion="不妥")
    say(city, number, "second")
    assert green(number) == [1, "done", "approve"]
    assert seats(number) == ["signed", "signed", "called_off"]
    with pytest.raises(Conflict) as caught:
        say(city, number, "third")
    assert at(city, "second").name in caught.value.message.zh


def test_in_order_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="in_order")
    number = city.case().number
    assert seats(number) == ["open", "waits", "waits"]
    assert not open_to(city, "second", number)
    with pytest.raises(Conflict):
        say(city, number, "second")
    for post in POSTS:
        say(city, number, post)
    assert green(number) == [1, "done", "approve"]


@pytest.mark.parametrize("passes", ["quorum(2)", "seats.approved > seats.count / 2"])
def test_a_rule_over_the_seats(day: None, monkeypatch: pytest.MonkeyPatch, passes: str) -> None:
    city = city_with(monkeypatch, passes=passes)
    number = city.case().number
    say(city, number, "third")
    say(city, number, "first", "refuse", opinion="不妥")
    assert green(number)[1] == "open"
    say(city, number, "second")
    assert green(number) == [1, "done", "approve"]


def test_a_refusal_waits_for_all_grounds_unless_it_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    number = city.case().number
    say(city, number, "first", "refuse", opinion="毁绿")
    assert green(number)[1] == "open"
    say(city, number, "second", "refuse", opinion="占道")
    say(city, number, "third")
    assert green(number) == [1, "done", "refuse"]
    node = next(n for n in api.read_case(testing.SYSTEM, number).nodes if n.key == "green")
    assert node.opinion.splitlines() == ["first：毁绿", "second：占道"]


def test_stop_calls_the_others_off(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all", on_refuse="stop")
    number = city.case().number
    say(city, number, "second", "refuse", opinion="毁绿")
    assert green(number) == [1, "done", "refuse"]
    assert seats(number) == ["called_off", "signed", "called_off"]


def test_a_seat_may_send_the_whole_back(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = {"approve": "go", "back": "redo accept"}
    city = city_with(monkeypatch, passes="all", on_refuse="stop", outcomes=outcomes)
    number = city.case().number
    say(city, number, "first")
    say(city, number, "second", "back", opinion="材料不清")
    assert green(number)[:2] == [1, "held"]
    assert not open_to(city, "third", number)
    api.complete(city.clerk(number, "accept"), number=number, node="accept", outcome="approve")
    # nothing it read has changed: it goes on, and who had agreed need not sign again
    assert green(number)[:2] == [1, "open"]
    assert seats(number) == ["signed", "open", "open"]
    say(city, number, "second")
    say(city, number, "third")
    assert green(number) == [1, "done", "approve"]


def test_a_correction_that_it_read_opens_it_anew_and_another_keeps_who_signed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    city = city_with(monkeypatch, passes="all")
    number = city.case().number
    say(city, number, "first")
    # the countersigning reads the length alone
    api.correct(city.party, number=number, answers={"works.route": "A 到 C"})
    assert green(number)[:2] == [1, "open"]
    assert seats(number) == ["signed", "open", "open"]
    api.correct(city.party, number=number, answers={"works.length": "400 m"})
    assert green(number)[:2] == [2, "open"]
    assert seats(number) == ["signed", "called_off", "called_off"]
    assert seats(number, 2) == ["open"] * 3
    for post in POSTS:
        say(city, number, post)
    assert green(number) == [2, "done", "approve"]


def test_withdrawal_ends_the_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    number = city.case().number
    say(city, number, "first")
    api.withdraw(city.party, number=number)
    assert api.replay(number) == api.state_of(number)
    assert seats(number) == ["signed", "called_off", "called_off"]
    assert not open_to(city, "second", number)


def test_silence_is_no_approval() -> None:
    yes = seating.Voice(1, seating.SIGNED, "approve", "go")
    silent = seating.Voice(2, seating.SIGNED, "no_opinion", "silent")
    gone = seating.Voice(3, seating.REMOVED)
    every, one = seating.short_rule("all"), seating.short_rule("any")
    assert every is not None
    assert one is not None
    assert seating.verdict([yes, silent], every) is False
    assert seating.verdict([silent, silent], one) is False
    assert seating.verdict([yes, gone], every) is True
    assert seating.count([yes, silent, gone])["share"] == 1 / 2
