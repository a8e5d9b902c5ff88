"""A completion costs the same whatever the size of the plan and the number of rounds behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.testing import DICTIONARY, City, rule, small_pack
from yichuang.kernel.cases.worlds import on_trial
from yichuang.kernel.catalogue.api import world_of
from yichuang.kernel.catalogue.contracts import Item, Node, TaskSpec, TogetherSpec

MOST = 8


def wide(n: int) -> Item:
    """The small item with `n` parallel opinions before its barrier."""
    item = small_pack().items["small.works"]
    accept = next(node for node in item.plan if node.key == "accept")
    many = [
        Node(
            f"n{i}",
            Text(f"n{i}"),
            TaskSpec(department=rule("road")),
            after=("accept",),
            reads=("works.route",),
        )
        for i in range(n)
    ]
    last = tuple(node.key for node in (accept, *many))
    end = Node("decide", Text("签发"), TogetherSpec(("permit",)), after=last)
    return replace(item, plan=(accept, *many, end), fees={})


def queries_of_one(place: City, item: Item, rounds: int = 0) -> int:
    """The queries of one completion that opens nothing."""
    said = {"works.length": "501 m", "works.route": "A", "works.crosses": "none"}
    files = {"map": testing.FILE}
    number = testing.make_case(
        place.cast, item, place.party, said, materials=files, signed=("applicant",)
    ).number
    clerk = place.cast.at(number, "n0")
    for n in range(rounds):
        api.return_to(clerk, number=number, from_node="n0", to_node="accept", ground=str(n))
        api.complete(
            place.cast.at(number, "accept"), number=number, node="accept", outcome="approve"
        )
    with CaptureQueriesContext(connection) as seen:
        api.complete(clerk, number=number, node="n0", outcome="approve")
    return len(seen)


@pytest.mark.parametrize(("n", "rounds"), [(4, 0), (120, 0), (4, 15)])
def test_a_completion_costs_the_same(city: City, n: int, rounds: int) -> None:
    item = wide(n)
    content = replace(small_pack(), items={item.key: item})
    world = replace(world_of(DICTIONARY, [content]), id=f"trial-{n}", region=city.cast.region)
    with clock.travel(clock.now()), on_trial(city.cast.region, world):
        testing.staff_city([content], city.cast.region)
        assert queries_of_one(city, item, rounds) <= MOST


def test_lists_cost_the_same(city: City) -> None:
    counts = []
    for _ in range(2):
        number = [city.case().number for _ in range(3)][-1]
        clerk = city.clerk(number, "green")
        with CaptureQueriesContext(connection) as seen:
            assert api.inbox(clerk).rows
            assert api.list_cases(city.party).rows
            api.read_case(clerk, number)
        counts.append(len(seen))
    assert counts[0] == counts[1]
