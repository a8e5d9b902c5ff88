"""The events of cases that are over, one after another: who stood where when, by post and never by person.

Words of the life cycle are those of the standard (IEEE 1849): schedule, start, suspend, resume, complete, ate_abort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.blocks.mining.permits import must_look_at
from yichuang.engines.calendar import Pause, join_pauses
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.history_contracts import CaseHistory, PauseSpan, RoundSpan
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Post

BATCH = 200
# Who has a step where no post has it.
PARTY, SYSTEM, PLATFORM = "party", "system", "platform"
NO_POST = {"ask": PARTY, "service": SYSTEM, "wait": PLATFORM}
DONE = ("done", "carried_over")
# Of two events of one moment in one round the one that comes first.
ORDER = ("schedule", "start", "suspend", "resume", "complete", "ate_abort")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a round of a step. `resource` is `department.region/post`."""

    node: str
    name: Text
    round: int
    transition: str
    at: datetime
    resource: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A case as its events, in order of time. `name` is its number, or a running number that hides it."""

    name: str
    item: str
    region: str
    result: str
    events: tuple[Event, ...]


def list_traces(
    actor: Actor, scope: str, item: str, months: tuple[int, int], *, numbers: bool = False
) -> Iterator[Trace]:
    """The cases of an item (empty: of all) that ended in a region in these months, batch by batch.

    Cases are counted through unless `numbers` are wanted. Raises NotFound, before the first, to those whose region it
    is not.
    """
    must_look_at(actor, scope)
    return _traces(scope, item, months, numbers=numbers)


def _traces(scope: str, item: str, months: tuple[int, int], *, numbers: bool) -> Iterator[Trace]:
    since, until = _day(months[0]), _day(months[1] + 1)
    regions, after, count = _regions_in(scope), 0, 0
    while True:
        some, after = cases.list_over(
            after=after, limit=BATCH, item=item, regions=regions, since=since, until=until
        )
        found = [c for c in cases.histories(some) if since <= c.ended_at < until]
        posts = people.read_posts({r.post for c in found for r in c.rounds if r.post is not None})
        for case in found:
            count += 1
            yield trace_of(case, posts, case.number if numbers else str(count))
        if not after:
            return


def _day(month: int) -> datetime:
    """The first moment of a month; of the year's thirteenth it is that of the next year's first."""
    year, place = divmod(month, 100)
    return clock.at(date(year + 1, 1, 1) if place == 13 else date(year, place, 1), 0)


def _regions_in(scope: str) -> tuple[str, ...]:
    """The region and all that lies in it, former ones too; one query."""
    below: dict[str, list[str]] = defaultdict(list)
    for region in people.list_regions(former=True):
        below[region.parent].append(region.code)
    found = [scope]
    for code in found:
        found += below[code]
    return tuple(found)


def trace_of(case: CaseHistory, posts: Mapping[int, Post], name: str) -> Trace:
    """One case as its events."""
    events = [e for r in case.rounds for e in _events(r, case.pauses, posts)]
    order = {word: n for n, word in enumerate(ORDER)}
    places = {r.node: r.place for r in case.rounds}
    events.sort(key=lambda e: (e.at, places[e.node], e.round, order[e.transition]))
    return Trace(name, case.item, case.region, case.result or case.state, tuple(events))


def _events(r: RoundSpan, pauses: Sequence[PauseSpan], posts: Mapping[int, Post]) -> list[Event]:
    settled = r.settled_at
    if settled is None or (r.opened_at is None and r.state != "done"):
        return []
    who = resource_of(r, posts)

    def event(transition: str, at: datetime) -> Event:
        outcome = r.outcome if transition == "complete" else ""
        return Event(r.node, r.name, r.round, transition, at, who, outcome)

    end = event("complete" if r.state in DONE else "ate_abort", settled)
    opened = r.opened_at
    if opened is None:
        return [end]
    found = [event("schedule", opened)]
    found += [event("start", since) for since, _ in r.taken]
    mine = [
        Pause(max(p.since, opened), min(p.until or settled, settled))
        for p in pauses
        if (not p.node or (p.node == r.node and p.round in (0, r.round)))
        and p.since < settled
        and (p.until is None or p.until > opened)
    ]
    for stop in join_pauses(mine):
        found.append(event("suspend", stop.start))
        if stop.end is not None and stop.end < settled:
            found.append(event("resume", stop.end))
    return [*found, end]


def resource_of(r: RoundSpan, posts: Mapping[int, Post]) -> str:
    """The post that had a round; a party, another system or the platform where none had."""
    post = posts.get(r.post) if r.post is not None else None
    if post is None:
        return NO_POST.get(r.kind, PLATFORM)
    return f"{post.department.key}.{post.department.region}/{post.key}"
