"""A city that has adopted the small pack, with everybody who works in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from yichuang.base import clock
from yichuang.kernel.cases import testing, worlds
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.tests.small import DICTIONARY, small_pack
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.catalogue.testing import adopt_packs
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement
from yichuang.kernel.people.contracts import Actor

FULL = {
    "works.length": "501 m",
    "works.route": "A 到 B",
    "works.crosses.road": "no",
    "works.crosses.green": "yes",
    "works.crosses.river": "yes",
}


@dataclass
class City:
    """The city, its item and one applicant known to the register."""

    cast: testing.Cast
    item: Item
    party: Actor

    def case(self, **answers: str) -> Done:
        """A complete case; single answers may be set otherwise by `works__length='1 m'`, empty takes one away."""
        said = {**FULL, **{k.replace("__", "."): v for k, v in answers.items()}}
        said = {k: v for k, v in said.items() if v}
        return testing.make_case(
            self.cast,
            self.item,
            self.party,
            said,
            materials={"map": testing.FILE},
            signed=("applicant",),
        )

    def clerk(self, number: str, node: str) -> Actor:
        """Whoever works on a node."""
        return self.cast.at(number, node)


@pytest.fixture
def city(db: None) -> Iterator[City]:
    """The staffed city on 19 October 2023, 9:00."""
    with clock.travel(clock.at(date(2023, 10, 19))):
        yield make_city()
    catalogue.forget_worlds()
    worlds.plan_of.cache_clear()


def make_city() -> City:
    """The same for tests with real transactions."""
    catalogue.forget_worlds()
    worlds.plan_of.cache_clear()
    content = small_pack()
    cast = testing.staff_city([content])
    adopt_packs(DICTIONARY, content, region=cast.region)
    party = testing.applicant()
    world = catalogue.world_of_region(cast.region)
    item = world.item("small.works")
    assert item is not None
    facts.record(
        testing.SYSTEM,
        testing.subject_of(party),
        [Statement("enterprise.name", "庐州电力"), Statement("enterprise.status", "normal")],
        Source("register", "market_regulation"),
        definitions=worlds.definitions_of(world, "small"),
    )
    return City(cast, item, party)
