"""For tests and benches: histories made up from a seed, reckoned without a database or counted as if they had ended."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from yichuang.base.clock import SHANGHAI
from yichuang.base.text import Text
from yichuang.blocks.mining.actions.count_cases import add_histories, lock_cases
from yichuang.blocks.mining.contracts import Quantiles, Times
from yichuang.blocks.mining.logic import LASTED, bucket_of, quantiles, what_it_says
from yichuang.engines.calendar import WorkTime
from yichuang.kernel.cases.history_contracts import CaseHistory, PauseSpan, RoundSpan

__all__ = ["bucket_of", "count_made", "make_histories", "reckon"]

BEGIN = datetime(2023, 1, 9, 9, tzinfo=SHANGHAI)
YEAR = 365 * 1440
STEPS = ("accept", "road", "green", "river", "chief")


def make_histories(count: int, seed: int = 1) -> list[CaseHistory]:
    """Cases of one item over a year: steps in parallel and after one another, taken late, paused, done again."""
    chance = random.Random(seed)
    return [_make(chance, str(n)) for n in range(count)]


def _make(chance: random.Random, number: str) -> CaseHistory:
    received = BEGIN + timedelta(minutes=chance.randrange(YEAR))
    rounds: list[RoundSpan] = []
    pauses: list[PauseSpan] = []
    start = received
    for place, node in enumerate(STEPS):
        if node in ("road", "river") and chance.random() < 0.4:
            continue
        for turn in range(1, 2 + (chance.random() < 0.15)):
            end = start + timedelta(minutes=chance.randrange(1, 9000))
            # whole seconds: what office time is counted in
            took = start + timedelta(seconds=int((end - start).total_seconds() * chance.random()))
            taken = ((took, end),) if chance.random() < 0.7 else ()
            rounds.append(
                RoundSpan(
                    node=node, name=Text(node, node), place=place, kind="task", round=turn,
                    state="done", outcome="approve", department=place % 3 + 1, post=place + 1,
                    opened_at=start, settled_at=end, taken=taken,
                )
            )  # fmt: skip
            if chance.random() < 0.2:
                pauses.append(
                    PauseSpan(node, turn, took, took + timedelta(seconds=(end - took).seconds // 2))
                )
            # the opinions run beside one another
            if node in ("accept", "chief") or turn > 1:
                start = end
    ended = max(r.settled_at for r in rounds if r.settled_at is not None)
    return CaseHistory(
        number=number, item="small.works", item_name=Text("小工程", "Small works"),
        region="341100", state="decided", result="granted" if chance.random() < 0.8 else "refused",
        result_name=Text("办结", "over"),
        received_at=received, decided_at=ended, ended_at=ended, rounds=tuple(rounds),
        pauses=tuple(pauses),
    )  # fmt: skip


def count_made(some: Sequence[CaseHistory]) -> None:
    """As if these cases had just ended."""
    with transaction.atomic():
        add_histories(some, lock_cases([case.number for case in some]))


def reckon(some: Sequence[CaseHistory], work: WorkTime) -> dict[str, tuple[Times, Quantiles]]:
    """Times and quantiles of each step, as a recount works them out."""
    times: dict[str, Times] = defaultdict(Times)
    lasted: dict[str, Counter[int]] = defaultdict(Counter)
    for case in some:
        said = what_it_says(case, work)
        for (node, _), found in said.times.items():
            times[node] = times[node].plus(found)
        for (node, what, bucket), n in said.spread.items():
            if what == LASTED:
                lasted[node][bucket] += n
    return {node: (found, quantiles(lasted[node])) for node, found in times.items()}
