"""Signers that join, leave, or pass their seat while a countersigning is open; and what that does to going back."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from yichuang.base.errors import Conflict, Invalid, NotFound, NotPermitted
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.testing import City
from yichuang.kernel.cases.testing.seated import (
    at,
    city_with,
    green,
    make_post,
    open_to,
    post_of,
    say,
    seats,
)
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

pytestmark = pytest.mark.usefixtures("day")
BACK = {"approve": "go", "refuse": "stop", "back": "redo accept"}


def add(city: City, number: str, by: str, new: str, when: str) -> None:
    api.add_signer(at(city, by), number=number, node="green", post=post_of(city, new), when=when)


def remove(city: City, number: str, by: str, place: int, reason: str = "重复") -> None:
    api.remove_signer(at(city, by), number=number, node="green", place=place, reason=reason)


def second_of(city: City, post: str, name: str) -> Actor:
    """Somebody more at a post."""
    account = people.create_account(testing.SYSTEM, username=name, name=name, hashed="!", roles=())
    people.appoint(testing.SYSTEM, account=account, post=post_of(city, post), position="A")
    return people.actor_for(account)


def test_before_blocks_only_the_askers_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    make_post(city, "legal")
    number = city.case().number
    add(city, number, "first", "legal", "before")
    assert seats(number) == ["waits", "open", "open", "open"]
    assert not open_to(city, "first", number)
    with pytest.raises(Conflict) as caught:
        say(city, number, "first")
    assert "legal" in caught.value.message.zh
    say(city, number, "second")
    say(city, number, "legal", opinion="合法")
    assert seats(number) == ["open", "signed", "open", "signed"]
    say(city, number, "first")
    say(city, number, "third")
    assert green(number) == [1, "done", "approve"]
    node = next(n for n in api.read_case(testing.SYSTEM, number).nodes if n.key == "green")
    assert "legal：合法" in node.opinion


def test_after_waits_for_the_asker_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="in_order")
    make_post(city, "legal")
    number = city.case().number
    add(city, number, "first", "legal", "after")
    assert seats(number) == ["open", "waits", "waits", "waits"]
    say(city, number, "first")
    assert seats(number) == ["signed", "waits", "waits", "open"]
    for post in ("legal", "second", "third"):
        assert green(number)[1] == "open"
        say(city, number, post)
    assert green(number) == [1, "done", "approve"]


def test_add_signer_then_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all", on_refuse="stop", outcomes=BACK)
    make_post(city, "legal")
    number = city.case().number
    add(city, number, "first", "legal", "after")
    say(city, number, "first", "refuse", opinion="毁绿")
    assert green(number) == [1, "done", "refuse"]
    assert seats(number) == ["signed", "called_off", "called_off", "called_off"]
    assert not open_to(city, "legal", number)
    with pytest.raises(Conflict):
        say(city, number, "legal")


def test_add_signer_then_reject_hears_the_added_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all", outcomes=BACK)
    make_post(city, "legal")
    number = city.case().number
    add(city, number, "first", "legal", "after")
    say(city, number, "first", "refuse", opinion="毁绿")
    for post in ("second", "third"):
        say(city, number, post)
    assert green(number)[1] == "open"
    say(city, number, "legal", "refuse", opinion="违规")
    assert green(number) == [1, "done", "refuse"]
    node = next(n for n in api.read_case(testing.SYSTEM, number).nodes if n.key == "green")
    assert node.opinion.splitlines() == ["first：毁绿", "legal：违规"]


def test_add_signer_then_send_back_asks_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all", on_refuse="stop", outcomes=BACK)
    make_post(city, "legal")
    number = city.case().number
    add(city, number, "first", "legal", "after")
    say(city, number, "first")
    say(city, number, "legal", "back", opinion="材料不清")
    assert green(number)[:2] == [1, "held"]
    api.complete(city.clerk(number, "accept"), number=number, node="accept", outcome="approve")
    assert seats(number) == ["signed", "open", "open", "open"]
    for post in ("legal", "second", "third"):
        say(city, number, post)
    assert green(number) == [1, "done", "approve"]


def test_removing_the_signer_whose_turn_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="in_order")
    make_post(city, "legal")
    make_post(city, "audit")
    number = city.case().number
    add(city, number, "first", "legal", "before")
    assert seats(number) == ["waits", "waits", "waits", "open"]
    remove(city, number, "first", 4)
    assert seats(number) == ["open", "waits", "waits", "removed"]
    assert not open_to(city, "legal", number)
    say(city, number, "first")
    say(city, number, "second")
    add(city, number, "third", "audit", "after")
    say(city, number, "third")
    assert seats(number)[4] == "open"
    # everybody left has signed: nothing waits for ever, and the result is not the remover's
    remove(city, number, "chief", 5)
    assert green(number) == [1, "done", "approve"]
    assert testing.rows_of(number)["green"].account == at(city, "third").account


def test_what_the_plan_demands_stays_and_a_number_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="quorum(2)")
    number = city.case().number
    with pytest.raises(NotPermitted):
        remove(city, number, "window", 1)
    with pytest.raises(Invalid):
        remove(city, number, "chief", 1, reason=" ")
    remove(city, number, "chief", 1)
    with pytest.raises(Conflict):
        remove(city, number, "chief", 2)
    say(city, number, "second")
    with pytest.raises(Conflict):
        remove(city, number, "chief", 2)
    say(city, number, "third")
    assert green(number) == [1, "done", "approve"]


def test_all_of_the_plan_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    number = city.case().number
    with pytest.raises(Conflict) as caught:
        remove(city, number, "chief", 1)
    assert "first" in caught.value.message.zh
    assert seats(number) == ["open"] * 3


def test_who_may_add_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all", distinct=True)
    make_post(city, "legal")
    number = city.case().number
    stranger = Actor("account:9", "x", account=9)
    with pytest.raises(NotFound):
        api.add_signer(stranger, number=number, node="green", post=1, when="after")
    with pytest.raises(NotPermitted):
        add(city, number, "window", "legal", "after")
    for new, when in (("second", "after"), ("first", "before"), ("legal", "beside")):
        with pytest.raises(Invalid):
            add(city, number, "first", new, when)
    with pytest.raises(Invalid):
        api.add_signer(at(city, "first"), number=number, node="green", post=10**6, when="after")
    with pytest.raises(Conflict):
        api.add_signer(at(city, "first"), number=number, node="river", post=1, when="after")
    # somebody who could only sign twice is no signer more
    home = people.find_department("city", city.cast.region)
    assert home is not None
    twin = people.ensure_post(testing.SYSTEM, department=home.id, key="twin", name=home.name)
    first = at(city, "first").account
    assert first is not None
    people.appoint(testing.SYSTEM, account=first, post=twin.id, position="A")
    with pytest.raises(Invalid):
        add(city, number, "first", "twin", "after")
    say(city, number, "first")
    with pytest.raises(Invalid):
        add(city, number, "second", "twin", "after")
    assert seats(number) == ["signed", "open", "open"]


def test_three_deep_and_no_deeper(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    chain = ["first", "a", "b", "c", "d"]
    for key in chain[1:]:
        make_post(city, key)
    number = city.case().number
    for by, new in pairwise(chain[:4]):
        add(city, number, by, new, "before")
    with pytest.raises(Conflict):
        add(city, number, "c", "d", "before")
    assert seats(number) == ["waits", "open", "open", "waits", "waits", "open"]
    for post in ("c", "b", "a", "first", "second", "third"):
        say(city, number, post)
    assert green(number) == [1, "done", "approve"]


def test_a_delegate_speaks_first_and_the_seat_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all", on_refuse="stop")
    helper = second_of(city, "chief", "帮手")
    number = city.case().number
    assert helper.account is not None
    with pytest.raises(Invalid):
        api.delegate_seat(at(city, "first"), number=number, node="green", account=999)
    api.delegate_seat(at(city, "first"), number=number, node="green", account=helper.account)
    assert seats(number) == ["waits", "open", "open", "open"]
    with pytest.raises(Conflict):
        api.hand_over_seat(helper, number=number, node="green", account=1)
    # a refusal of the delegate is an opinion, no more
    api.complete(helper, number=number, node="green", outcome="refuse", opinion="有疑问")
    assert green(number)[1] == "open"
    assert seats(number) == ["open", "open", "open", "signed"]
    for post in ("first", "second", "third"):
        say(city, number, post)
    assert green(number) == [1, "done", "approve"]


def test_a_seat_of_somebody_away_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    helper = second_of(city, "chief", "帮手")
    number = city.case().number
    away = at(city, "first").account
    assert away is not None
    assert helper.account is not None

    def pass_on(actor: Actor, place: int | None = 1) -> None:
        account = helper.account or 0
        api.hand_over_seat(actor, number=number, node="green", account=account, place=place)

    with pytest.raises(Conflict):
        pass_on(at(city, "chief"))
    people.set_absence(testing.SYSTEM, account=away, since=date(2023, 10, 18))
    with pytest.raises(NotPermitted):
        pass_on(at(city, "window"))
    pass_on(at(city, "chief"))
    api.complete(helper, number=number, node="green", outcome="approve")
    assert seats(number) == ["signed", "open", "open"]
    pass_on(at(city, "second"), None)
    assert not open_to(city, "second", number)
    say_late = people.actor_for(helper.account)
    api.complete(say_late, number=number, node="green", outcome="approve")
    say(city, number, "third")
    assert green(number) == [1, "done", "approve"]


def test_a_substitute_signs_and_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    number = city.case().number
    away, other = at(city, "first").account, at(city, "chief").account
    assert away is not None
    assert other is not None
    people.set_absence(testing.SYSTEM, account=away, since=date(2023, 10, 18), substitute=other)
    api.complete(people.actor_for(other), number=number, node="green", outcome="approve")
    seat = testing.seat_rows(number, "green")[0]
    assert (seat.account, seat.instead_of) == (other, away)


def test_what_a_leaver_was_given_goes_back_to_the_post(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    helper = second_of(city, "chief", "帮手")
    number = city.case().number
    assert helper.account is not None
    api.hand_over_seat(at(city, "first"), number=number, node="green", account=helper.account)
    assert not open_to(city, "first", number)
    assert [h.kind for h in api.held_by(helper.account)] == ["seat"]
    assert api.hand_over_all(testing.SYSTEM, account=helper.account) == (number,)
    assert api.held_by(helper.account) == ()
    say(city, number, "first")
    assert green(number)[1] == "open"


def test_return_while_a_sibling_is_half_countersigned(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    make_post(city, "legal")
    number = city.case().number
    say(city, number, "first")
    add(city, number, "second", "legal", "before")
    river = city.clerk(number, "river")
    api.return_to(river, number=number, from_node="river", to_node="accept", ground="核实受理")
    assert green(number)[:2] == [1, "held"]
    for post in ("second", "third", "legal"):
        assert not open_to(city, post, number)
        with pytest.raises(Conflict):
            say(city, number, post)
    with pytest.raises(Conflict):
        remove(city, number, "second", 4)
    api.complete(city.clerk(number, "accept"), number=number, node="accept", outcome="approve")
    # nothing that it read has changed: it goes on where it was, with the signer that was brought
    assert green(number)[:2] == [1, "open"]
    assert seats(number) == ["signed", "waits", "open", "open"]
    for post in ("legal", "second", "third"):
        say(city, number, post)
    assert green(number) == [1, "done", "approve"]


def test_a_reminder_must_not_survive_its_round(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    number = city.case().number
    api.remind(city.party, number=number, node="green", text="请快些")
    assert any(r.note for r in api.inbox(at(city, "first")).rows if r.case == number)
    for post in ("first", "second", "third"):
        say(city, number, post)
    api.return_to(
        city.clerk(number, "river"), number=number, from_node="river", to_node="accept", ground="核"
    )
    api.complete(city.clerk(number, "accept"), number=number, node="accept", outcome="approve")
    assert green(number) == [2, "carried_over", "approve"]
    assert all(r.note is None for r in api.inbox(at(city, "third"), filter="done").rows)
    api.correct(city.party, number=number, answers={"works.length": "400 m"})
    assert green(number)[:2] == [3, "open"]
    assert all(r.note is None for r in api.inbox(at(city, "first")).rows)


def test_an_approval_does_not_return_after_its_giver_sent_the_case_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    city = city_with(monkeypatch, passes="quorum(2)", outcomes=BACK, on_refuse="stop")
    number = city.case().number
    say(city, number, "second")
    # the same person works on a sibling, and sends the case back from there
    river = city.clerk(number, "river")
    twice = at(city, "second").account
    post = next(p.post for p in river.posts)
    assert twice is not None
    people.appoint(testing.SYSTEM, account=twice, post=post, position="A")
    both = people.actor_for(twice)
    api.return_to(both, number=number, from_node="river", to_node="accept", ground="材料不清")
    api.complete(city.clerk(number, "accept"), number=number, node="accept", outcome="approve")
    assert seats(number) == ["open", "open", "open"]
    say(city, number, "first")
    assert green(number)[1] == "open"
    api.complete(both, number=number, node="green", outcome="approve")
    assert green(number) == [1, "done", "approve"]


def test_approved_then_sent_back_by_the_same_seat_speaks_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    city = city_with(monkeypatch, passes="all", outcomes=BACK, on_refuse="stop")
    number = city.case().number
    for post in ("first", "second", "third"):
        say(city, number, post)
    api.complete(city.clerk(number, "river"), number=number, node="river", outcome="approve")
    chief = city.clerk(number, "chief")
    api.return_to(chief, number=number, from_node="chief", to_node="green", ground="重新会签")
    say(city, number, "first")
    say(city, number, "second", "back", opinion="材料不清")
    api.complete(city.clerk(number, "accept"), number=number, node="accept", outcome="approve")
    # neither what it said in the round before nor anything else speaks for it
    assert green(number)[:2] == [2, "open"]
    assert seats(number, 2) == ["signed", "open", "open"]
    say(city, number, "third")
    assert green(number)[1] == "open"
    say(city, number, "second")
    assert green(number) == [2, "done", "approve"]
