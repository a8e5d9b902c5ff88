"""What one case says to the sums, and what sums say: values in, values out.

Durations are kept as counts in buckets that grow with them (a thirty-second part at most), so that medians of a
million cost what medians of a hundred cost.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yichuang.base.clock import day_of
from yichuang.blocks.mining.contracts import Quantiles, Times
from yichuang.engines.calendar import Pause, WorkTime, join_pauses
from yichuang.kernel.cases.history_contracts import CaseHistory, PauseSpan, RoundSpan

MINUTE = 60
# Minutes up to this are told apart one by one; above, by their five highest bits.
EXACT = 64
FINE = 5
# What is counted in buckets: how long a round lasted, and how long it was from its opening to the decision.
LASTED, LEFT = "lasted", "left"
# A whole case, in the place of a step.
WHOLE = ""
# Before a result in the place of a step, where names are kept; no step is called so.
RESULT = "="
SETTLED = ("done", "carried_over")
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Said:
    """What one case adds: times by step and department, counts by step, measure and bucket, its way."""

    month: int
    times: Mapping[tuple[str, int], Times]
    spread: Mapping[tuple[str, str, int], int]
    way: str
    seconds: int

    def as_json(self) -> dict[str, object]:
        """As it is kept, to be taken away again when the case moves on."""
        return {
            "month": self.month,
            "way": self.way,
            "seconds": self.seconds,
            "times": [
                [n, d, t.rounds, t.again, t.working, t.waiting, t.paused]
                for (n, d), t in sorted(self.times.items())
            ],
            "spread": [[*key, n] for key, n in sorted(self.spread.items())],
        }


def read_said(kept: Mapping[str, object]) -> Said:
    """The reverse of `as_json`."""
    times, spread = kept["times"], kept["spread"]
    if not isinstance(times, list) or not isinstance(spread, list):
        raise TypeError("what a case said is kept as lists")
    return Said(
        month=int(str(kept["month"])),
        times={(row[0], row[1]): Times(*row[2:]) for row in times},
        spread={(row[0], row[1], row[2]): row[3] for row in spread},
        way=str(kept["way"]),
        seconds=int(str(kept["seconds"])),
    )


def what_it_says(case: CaseHistory, work: WorkTime) -> Said:
    """What a case that is over adds to the sums, in the month in which it ended."""
    times: dict[tuple[str, int], Times] = defaultdict(Times)
    spread: Counter[tuple[str, str, int]] = Counter()
    for round_ in case.rounds:
        found = times_of(round_, case.pauses, work)
        if found is None:
            continue
        place = (round_.node, round_.department or 0)
        times[place] = times[place].plus(found)
        spread[round_.node, LASTED, bucket_of(found.lasted)] += 1
    whole = work.between(case.received_at, case.ended_at)
    for node, left in _left(case, work).items():
        spread[node, LEFT, bucket_of(left)] += 1
    day = day_of(case.ended_at)
    return Said(day.year * 100 + day.month, dict(times), dict(spread), way_of(case), whole)


def _left(case: CaseHistory, work: WorkTime) -> dict[str, int]:
    """Office time from a step's first opening, and from the reception, to the decision; each case once a step."""
    if case.decided_at is None:
        return {}
    left = {WHOLE: work.between(case.received_at, case.decided_at)}
    for r in case.rounds:
        if r.node not in left and r.opened_at is not None and r.opened_at <= case.decided_at:
            left[r.node] = work.between(r.opened_at, case.decided_at)
    return left


def times_of(round_: RoundSpan, pauses: Sequence[PauseSpan], work: WorkTime) -> Times | None:
    """The office time of one round, split; None for one that nobody had, or that was never settled."""
    opened, settled = round_.opened_at, round_.settled_at
    if opened is None or settled is None:
        return None
    stops = _stops(round_, pauses, (opened, settled))
    whole = work.between(opened, settled)
    paused = sum(work.between(*stop) for stop in stops)
    working = sum(
        work.between(*span) - sum(work.between(*both) for both in _within(stops, span))
        for span in round_.taken
    )
    return Times(1, int(round_.round > 1), working, whole - paused - working, paused)


def _stops(round_: RoundSpan, pauses: Sequence[PauseSpan], span: Span) -> list[Span]:
    """When the clock of a round stood still, within the round, without overlaps."""
    mine = [
        Pause(p.since, p.until)
        for p in pauses
        if not p.node or (p.node == round_.node and p.round in (0, round_.round))
    ]
    joined = [(stop.start, stop.end or span[1]) for stop in join_pauses(mine)]
    return _within(joined, span)


def _within(spans: Iterable[Span], limits: Span) -> list[Span]:
    cut = ((max(a, limits[0]), min(b, limits[1])) for a, b in spans)
    return [(a, b) for a, b in cut if a < b]


# ---- ways ------------------------------------------------------------------------------------------------------


def way_of(case: CaseHistory) -> str:
    """The way of a case as canonical JSON: settled steps in the plan's order, 1 where done again; its result last.

    The plan's order and not the order of time: parallel steps that end now so, now so, are one way.
    """
    again: dict[str, int] = {}
    for r in case.rounds:
        if r.state in SETTLED or r.round > 1:
            worked = r.round > 1 and r.opened_at is not None
            again[r.node] = max(again.get(r.node, 0), int(worked))
    return json.dumps([list(again.items()), case.result or case.state], separators=(",", ":"))


def name_of_way(way: str) -> str:
    """A short name for a way, the same wherever it is met."""
    return hashlib.sha256(way.encode()).hexdigest()[:32]


# ---- buckets ---------------------------------------------------------------------------------------------------


def bucket_of(seconds: int) -> int:
    """The bucket of a duration: the most minutes in it, so that a bucket can be read as a duration.

    Up to EXACT minutes each its own (begun minutes count whole), above it within a thirty-second part.
    """
    minutes = -(-seconds // MINUTE)
    if minutes <= EXACT:
        return minutes
    shift = (minutes - 1).bit_length() - 1 - FINE
    return ((minutes - 1 >> shift) + 1) << shift


def quantiles(counts: Mapping[int, int], *, at_least: int = 0) -> Quantiles:
    """Median (the lower middle) and four fifths of counted buckets, in seconds; of those alone that last `at_least`."""
    known = sorted((b, n) for b, n in counts.items() if n > 0 and b * MINUTE >= at_least)
    count = sum(n for _, n in known)
    return Quantiles(count, _reached(known, count, 1, 2), _reached(known, count, 4, 5))


def _reached(known: Sequence[tuple[int, int]], count: int, part: int, of: int) -> int | None:
    """The least bucket within which `part`/`of` of all lie."""
    seen = 0
    for bucket, n in known:
        seen += n
        if seen * of >= count * part:
            return bucket * MINUTE
    return None


@dataclass
class Sums:
    """What many cases add, before it is written; what they said before is taken away in the same go."""

    times: dict[tuple[str | int, ...], Times] = field(default_factory=lambda: defaultdict(Times))
    spread: Counter[tuple[str | int, ...]] = field(default_factory=Counter)
    ways: Counter[tuple[str | int, ...]] = field(default_factory=Counter)
    seconds: Counter[tuple[str | int, ...]] = field(default_factory=Counter)

    def add(self, scopes: Iterable[str], item: str, said: Said, sign: int) -> None:
        """One case, in every region that its own lies in; `sign` -1 takes it away."""
        for scope in scopes:
            place = (scope, item, said.month)
            for (node, department), times in said.times.items():
                before = self.times[*place, node, department]
                made = before.plus(times) if sign > 0 else before.minus(times)
                self.times[*place, node, department] = made
            for key, n in said.spread.items():
                self.spread[*place, *key] += sign * n
            way = (*place, name_of_way(said.way))
            self.ways[way] += sign
            self.seconds[way] += sign * said.seconds
