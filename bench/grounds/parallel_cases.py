"""Cases with `n` parallel opinions before a chief, made and worked on through the public verbs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases import testing
from yichuang.kernel.catalogue.api import world_of
from yichuang.kernel.catalogue.contracts import Item, Node, PackContent, TaskSpec, TogetherSpec
from yichuang.kernel.people.contracts import Actor

ANSWERS = {"works.length": "501 m", "works.route": "A", "works.crosses": "none"}


@dataclass(frozen=True, slots=True)
class Office:
    """Where such cases are worked on."""

    cast: testing.Cast
    item: Item
    party: Actor
    n: int

    def new_case(self) -> str:
        """A case whose opinions are all open; gives its number."""
        done = testing.make_case(
            self.cast,
            self.item,
            self.party,
            ANSWERS,
            materials={"map": testing.FILE},
            signed=("applicant",),
        )
        return done.number

    def open_tasks(self, number: str) -> list[str]:
        """The names of the tasks that are open now."""
        return sorted(node.key for node in testing.open_nodes(number))

    def clerk(self, number: str) -> Actor:
        """Who gives the opinions."""
        return self.cast.at(number, "n0")

    def give_opinions(self, number: str, clerk: Actor, run: str) -> None:
        """Every opinion of the case, each by the public verb with a key that makes it safe to repeat."""
        for node in range(self.n):
            cases.complete(
                clerk, number=number, node=f"n{node}", outcome="approve", key=f"{run}.{node}"
            )

    def correct(self, number: str, word: str) -> None:
        """The party changes what all opinions have read: all of them are open again, as a new round."""
        cases.correct(
            self.party, number=number, answers={"works.route": word}, signed=("applicant",)
        )


def content_of(n: int) -> PackContent:
    """The small pack with `n` parallel opinions and a chief."""
    base = testing.small_pack()
    item = base.items["small.works"]
    accept = next(node for node in item.plan if node.key == "accept")
    opinions = tuple(
        Node(
            f"n{number}",
            Text(f"意见{number}", f"Opinion {number}"),
            TaskSpec(department=testing.rule("road")),
            after=("accept",),
            reads=("works.route",),
        )
        for number in range(n)
    )
    chief = Node(
        "chief", Text("审定", "Chief"), TaskSpec(post="chief"), after=tuple(o.key for o in opinions)
    )
    end = Node("decide", Text("签发", "Issue"), TogetherSpec(("permit",)), after=("chief",))
    plan = (accept, *opinions, chief, end)
    return replace(base, items={item.key: replace(item, plan=plan, fees={})})


@contextmanager
def office(n: int, city: testing.City) -> Iterator[Office]:
    """The city works with a plan of `n` parallel opinions within the block."""
    content = content_of(n)
    region = city.cast.region
    world = replace(world_of(testing.DICTIONARY, [content]), id=f"bench-{n}", region=region)
    with testing.on_trial(region, world):
        cast = testing.staff_city([content], region)
        yield Office(cast, content.items["small.works"], city.party, n)
