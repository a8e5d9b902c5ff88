"""Random plans on real tables, and the laws that every case must keep at every moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from yichuang.base.text import Text
from yichuang.engines.plan import DORMANT, SETTLED, recount
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.testing import DICTIONARY, definitions_of, on_trial, rule, small_pack
from yichuang.kernel.catalogue.api import world_of
from yichuang.kernel.catalogue.contracts import (
    Item,
    Node,
    PackContent,
    Spec,
    TaskSpec,
    TogetherSpec,
    WaitSpec,
)
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

REGION = "341100"
WHENS = ("works.crosses.road", "works.crosses.green", "works.crosses.river", "works.short")
READS = (None, ("works.route",), ("works.length",), ("works.short", "papers.map"))


@st.composite
def packs(draw: st.DrawFn) -> PackContent:
    """The small pack with a random plan between its acceptance and its barrier."""
    base = small_pack()
    item = base.items["small.works"]
    nodes = [next(n for n in item.plan if n.key == "accept")]
    for i in range(draw(st.integers(1, 6))):
        above = draw(st.sets(st.sampled_from([n.key for n in nodes]), min_size=1, max_size=3))
        nodes.append(_node(draw, i, tuple(sorted(above))))
    last = tuple(n.key for n in nodes)
    takes_all = draw(st.booleans())
    nodes.append(
        Node(
            "decide",
            Text("签发", "Issue"),
            TogetherSpec(("permit",)),
            after=last,
            takes_all=takes_all,
        )
    )
    made = replace(item, plan=tuple(nodes), fees={})
    return replace(base, items={made.key: made}, tables={"crossed": testing.crossed()})


def _node(draw: st.DrawFn, i: int, above: tuple[str, ...]) -> Node:
    key = f"n{i}"
    spec: Spec = TaskSpec(department=rule(draw(st.sampled_from(["road", "green", "river"]))))
    at_most, then, each = None, "", ""
    if draw(st.integers(0, 3)) == 0:
        spec, each = TaskSpec(department=rule("= d.department")), "d in tables.crossed"
    elif draw(st.integers(0, 4)) == 0:
        spec, at_most, then = WaitSpec(for_=rule("works.safe")), rule("5 working_days"), "go"
    return Node(
        key,
        Text(key, key),
        spec,
        after=above,
        when=rule(draw(st.sampled_from(WHENS))) if draw(st.booleans()) else None,
        reads=draw(st.sampled_from(READS)),
        takes_all=draw(st.booleans()),
        limit=rule("2 working_days"),
        at_most=at_most,
        then=then,
        for_each=each,
    )


@dataclass
class Town:
    """A staffed town that works with one random pack."""

    cast: testing.Cast
    item: Item
    party: Actor


@contextmanager
def town(content: PackContent) -> Iterator[Town]:
    """The town within the block."""
    world = replace(world_of(DICTIONARY, [content]), id="trial-laws", region=REGION)
    with on_trial(REGION, world):
        cast = testing.staff_city([small_pack(), content], REGION)
        party = testing.applicant()
        said = [Statement("enterprise.name", "庐州电力"), Statement("enterprise.status", "normal")]
        source = Source("register", "market_regulation")
        facts.record(
            testing.SYSTEM,
            testing.subject_of(party),
            said,
            source,
            definitions=definitions_of(world, "small"),
        )
        try:
            yield Town(cast, content.items["small.works"], party)
        finally:
            # the next run has a clock and a plan of its own: nothing of these cases may happen there
            for number in testing.all_numbers():
                trail.cancel_timers(f"case:{number}")


def check_laws(number: str) -> None:
    """Laws 1, 2, 3, 4, 7 and 12 of one case, as it stands."""
    state = api.state_of(number)
    assert api.replay(number) == state, "folding the record gives the state"
    sight = testing.sight_of(number)
    graph, rows = sight.plan.graph, sight.all_nodes()
    for key, row in rows.items():
        if "." in key:
            assert row.unsettled == 0, f"{key}: an element has no predecessors of its own"
        else:
            assert row.unsettled == recount(graph, rows, key), f"{key}: unsettled predecessors"
        if row.state == "waiting" and row.why.get("each"):
            running = [r for r in sight.elements_of(key) if r.state not in SETTLED | {DORMANT}]
            assert row.elements_open == len(running) > 0, f"{key}: count of unsettled elements"
        if row.state in ("open", "waiting"):
            assert row.unsettled == 0, f"{key} has begun before its predecessors"
        past = testing.past_rounds(number, key)
        assert past == list(range(1, row.round)), f"{key}: rounds without a gap"
    _never_hangs(sight)


def _never_hangs(sight: Any) -> None:
    rows = sight.all_nodes().values()
    left = [r for r in rows if r.state not in SETTLED | {DORMANT}]
    if sight.case.closed_at is not None:
        assert not left, "closed with something unsettled"
        return
    timers = {t.key.partition(":")[0] for t in trail.list_timers(sight.ref)}
    moving = [
        r
        for r in left
        if (
            r.state == "open"
            and (r.asks_of is not None or (r.post is not None and people.holders(r.post)))
        )
        or (r.state == "waiting" and (r.key in timers or r.extra.get("overdue")))
    ]
    assert moving, f"hangs with {[(r.key, r.state) for r in left]}"
