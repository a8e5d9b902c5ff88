"""Cases that are over as histories: rounds with who had taken them, pauses, the end; the same cost for many."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yichuang.base import clock
from yichuang.kernel.cases import api
from yichuang.kernel.cases.history_contracts import CaseHistory, RoundSpan
from yichuang.kernel.cases.testing import City


def at(hour: int, minute: int = 0, *, day: int = 19) -> datetime:
    """A moment of October 2023."""
    return clock.at(date(2023, 10, day), hour, minute)


def go_to(moment: datetime) -> None:
    """Time passes until then."""
    clock.advance(moment - clock.now())


def decided(city: City) -> str:
    """Claimed at 10, paused from 11 to 15, approved at 16 and 17; the chief sends back and decides the next day."""
    number = city.case().number
    green, river = city.clerk(number, "green"), city.clerk(number, "river")
    go_to(at(10))
    api.claim(green, number=number, node="green")
    go_to(at(11))
    api.suspend(green, number=number, node="green", ground="site_visit")
    go_to(at(15))
    api.resume(green, number=number, node="green")
    go_to(at(16))
    api.complete(green, number=number, node="green", outcome="approve")
    go_to(at(17))
    api.complete(river, number=number, node="river", outcome="approve")
    go_to(at(9, day=20))
    chief = city.clerk(number, "chief")
    api.return_to(chief, number=number, from_node="chief", to_node="river", ground="意见不清")
    go_to(at(10, day=20))
    api.claim(river, number=number, node="river")
    go_to(at(10, 30, day=20))
    api.release(river, number=number, node="river")
    go_to(at(11, day=20))
    api.complete(river, number=number, node="river", outcome="approve_with_remarks", opinion="可")
    go_to(at(12, day=20))
    api.complete(chief, number=number, node="chief", outcome="approve")
    return number


def rounds(case: CaseHistory) -> dict[tuple[str, int], RoundSpan]:
    """By step and number."""
    return {(r.node, r.round): r for r in case.rounds}


def test_rounds_tell_who_had_them_when_and_pauses_when_clocks_stood(city: City) -> None:
    number = decided(city)
    (case,) = api.histories([number])
    found = rounds(case)
    green = found["green", 1]
    assert (green.opened_at, green.settled_at) == (at(9), at(16))
    assert green.taken == ((at(10), at(16)),)
    assert green.post is not None
    first, second = found["river", 1], found["river", 2]
    assert (first.opened_at, first.settled_at, first.taken) == (at(9), at(17), ())
    assert (second.opened_at, second.settled_at) == (at(9, day=20), at(11, day=20))
    assert second.taken == ((at(10, day=20), at(10, 30, day=20)),)
    assert second.outcome == "approve_with_remarks"
    assert found["accept", 1].opened_at is None, "the platform settled it by itself"
    assert {r.node for r in case.rounds} == {
        "accept",
        "road",
        "green",
        "river",
        "pay",
        "chief",
        "decide",
    } | {"check"}
    mine = [p for p in case.pauses if p.node == "green"]
    assert [(p.since, p.until) for p in mine] == [(at(11), at(15))]
    assert case.result == "granted"
    assert case.decided_at == case.ended_at == at(12, day=20)
    assert {r.node for r in case.rounds if r.after_decision} == {"check"}
    places = [r.place for r in case.rounds]
    assert places == sorted(places)


def test_who_is_not_over_or_was_a_simulation_has_no_history(city: City) -> None:
    running = city.case().number
    assert api.histories([running]) == ()
    assert api.list_over() == ((), 0)
    api.withdraw(city.party, number=running)
    (case,) = api.histories([running])
    assert (case.state, case.decided_at, case.ended_at) == ("withdrawn", None, at(9))
    assert api.list_over(item="small.works") == ((running,), 0)
    assert api.list_over(regions=["340100"]) == ((), 0)


def test_lists_keep_to_item_region_and_time(city: City) -> None:
    number = decided(city)
    there = ((number,), 0)
    assert api.list_over(item="small.works", regions=["341100"]) == there
    assert api.list_over(since=at(12, day=20), until=at(9, 1)) == there
    nothing = ((), 0)
    assert api.list_over(item="small.other") == nothing
    assert api.list_over(since=at(12, 1, day=20)) == nothing
    assert api.list_over(until=at(9)) == nothing


def test_lists_go_on_where_they_ended(city: City) -> None:
    numbers = [city.case().number for _ in range(3)]
    for number in numbers:
        api.withdraw(city.party, number=number)
    first, after = api.list_over(limit=2)
    assert after
    rest, end = api.list_over(after=after, limit=2)
    assert [*first, *rest] == numbers
    assert end == 0


def test_many_cost_what_one_costs(city: City) -> None:
    numbers = [city.case().number for _ in range(4)]
    for number in numbers:
        api.withdraw(city.party, number=number)

    def cost(some: list[str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(api.histories(some)) == len(some)
        return len(queries)

    cost(numbers[:1])
    assert cost(numbers[:1]) == cost(numbers) == 5


@pytest.mark.parametrize("number", ["", "nobody"])
def test_what_is_not_there_is_left_out(city: City, number: str) -> None:
    assert api.histories([number]) == ()
