"""The small city with another plan, other items or tables: for tests of single meanings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from yichuang.base.text import Text
from yichuang.kernel.cases.testing.city import staff_city
from yichuang.kernel.cases.testing.small import DICTIONARY, rule, small_pack
from yichuang.kernel.cases.testing.small_city import City
from yichuang.kernel.cases.worlds import on_trial
from yichuang.kernel.catalogue.api import world_of
from yichuang.kernel.catalogue.contracts import (
    Item,
    Node,
    PostDef,
    TableDef,
    TaskSpec,
    TogetherSpec,
)

# Who is asked when works cross something: a table, so that answers decide which rows hold.
CROSSED = """entry,department,zh,en,rule
r1,road,道路,Road,works.crosses.road
g1,green,绿地,Green,works.crosses.green
w1,river,河道,River,works.crosses.river
"""


def crossed(rows: str = "") -> TableDef:
    """The table `tables.crossed`: who is asked about what the works cross; `rows` are added."""
    name = Text("会签部门", "Who signs")
    return TableDef("crossed", name, "crossed.csv", "all", CROSSED + rows, key_column="entry")


def with_plan(*nodes: Node, **more: object) -> Item:
    """The small item with these nodes between its acceptance and its barrier."""
    item = small_pack().items["small.works"]
    accept = next(n for n in item.plan if n.key == "accept")
    last = tuple(n.key for n in (accept, *nodes) if not n.beside and not n.optional)
    decide = Node(
        "decide", Text("签发", "Issue"), TogetherSpec(("permit",)), after=last, takes_all=True
    )
    made = replace(item, plan=(accept, *nodes, decide), fees={})
    return replace(made, **more)  # type: ignore[arg-type]


def opinion(key: str, **more: object) -> Node:
    """An opinion of the department of green spaces after acceptance."""
    made = Node(key, Text(key, key), TaskSpec(department=rule("green")), after=("accept",))
    return replace(made, **more)  # type: ignore[arg-type]


@contextmanager
def plan_in(
    city: City,
    *items: Item,
    region: str = "",
    rows: str = "",
    posts: Mapping[str, PostDef] | None = None,
) -> Iterator[City]:
    """Within the block the city (or another one) works with these items; cases are made of the first.

    `posts` are added to those of the small measure.
    """
    base = small_pack()
    measure = replace(base.measure, posts={**base.measure.posts, **(posts or {})})
    content = replace(
        base, measure=measure, items={i.key: i for i in items}, tables={"crossed": crossed(rows)}
    )
    where = region or city.cast.region
    world = replace(world_of(DICTIONARY, [content]), id=f"trial-{where}-{len(rows)}", region=where)
    with on_trial(where, world):
        cast = staff_city([base, content], where)
        yield City(cast, items[0], city.party)
