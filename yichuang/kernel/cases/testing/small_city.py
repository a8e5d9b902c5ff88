"""A staffed city that has adopted the small pack, with one applicant whom the register knows."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.kernel.cases import worlds
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.testing.city import (
    FILE,
    SYSTEM,
    Cast,
    applicant,
    make_case,
    staff_city,
    subject_of,
)
from yichuang.kernel.cases.testing.small import DICTIONARY, small_pack
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item
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

    cast: Cast
    item: Item
    party: Actor

    def case(self, **answers: str) -> Done:
        """A complete case; single answers may be set otherwise by `works__length='1 m'`, empty takes one away."""
        said = {**FULL, **{k.replace("__", "."): v for k, v in answers.items()}}
        said = {k: v for k, v in said.items() if v}
        return make_case(
            self.cast,
            self.item,
            self.party,
            said,
            materials={"map": FILE},
            signed=("applicant",),
        )

    def clerk(self, number: str, node: str) -> Actor:
        """Whoever works on a node."""
        return self.cast.at(number, node)


def make_city() -> City:
    """The same for tests with real transactions."""
    catalogue.forget_worlds()
    worlds.plan_of.cache_clear()
    content = small_pack()
    cast = staff_city([content])
    catalogue.publish_dictionary(SYSTEM, DICTIONARY)
    version = catalogue.publish_pack(SYSTEM, content).version
    catalogue.adopt(SYSTEM, region=cast.region, pack=content.key, version=version)
    party = applicant()
    world = catalogue.world_of_region(cast.region)
    item = world.item("small.works")
    assert item is not None
    facts.record(
        SYSTEM,
        subject_of(party),
        [Statement("enterprise.name", "庐州电力"), Statement("enterprise.status", "normal")],
        Source("register", "market_regulation"),
        definitions=worlds.definitions_of(world, "small"),
    )
    return City(cast, item, party)
