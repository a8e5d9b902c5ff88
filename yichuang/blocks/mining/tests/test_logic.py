"""Times, ways, buckets and quantiles of made-up cases, held against the simple model."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.base.clock import SHANGHAI
from yichuang.base.text import Text
from yichuang.blocks.mining.contracts import Times
from yichuang.blocks.mining.logic import (
    LASTED,
    LEFT,
    WHOLE,
    Sums,
    bucket_of,
    name_of_way,
    quantiles,
    read_said,
    times_of,
    way_of,
    what_it_says,
)
from yichuang.blocks.mining.tests import model
from yichuang.engines.calendar import Calendar, OfficeHours, WorkTime
from yichuang.kernel.cases.history_contracts import CaseHistory, PauseSpan, RoundSpan

BEGIN = datetime(2023, 9, 25, 9, tzinfo=SHANGHAI)
MINUTES = st.integers(0, 12 * 1440)


@pytest.fixture(scope="module")
def work(calendar: Calendar) -> WorkTime:
    """Its office time."""
    return WorkTime(calendar, OfficeHours(model.OPEN))


def at(minutes: int) -> datetime:
    """So many minutes after the beginning, nights and holidays included."""
    return BEGIN + timedelta(minutes=minutes)


def round_of(
    node: str, opened: int | None, settled: int | None, *, round_: int = 1, **more: object
) -> RoundSpan:
    """A round between two minutes."""
    given_: dict[str, object] = {"place": 0, "kind": "task", "department": 1, "post": 2, **more}
    return RoundSpan(
        node=node,
        name=Text(node, node),
        round=round_,
        state="done",
        outcome="approve",
        opened_at=None if opened is None else at(opened),
        settled_at=None if settled is None else at(settled),
        **given_,  # type: ignore[arg-type]
    )


def case_of(
    *rounds: RoundSpan, pauses: tuple[PauseSpan, ...] = (), number: str = "1"
) -> CaseHistory:
    """A granted case with these rounds."""
    ends = [r.settled_at for r in rounds if r.settled_at is not None]
    return CaseHistory(
        number=number,
        item="small.works",
        item_name=Text("小工程", "Small works"),
        region="341100",
        state="decided",
        result="granted",
        result_name=Text("准予", "granted"),
        received_at=BEGIN,
        decided_at=max(ends),
        ended_at=max(ends),
        rounds=rounds,
        pauses=pauses,
    )


@st.composite
def split_rounds(draw: st.DrawFn) -> tuple[RoundSpan, tuple[PauseSpan, ...]]:
    """A round taken and left again, with pauses of its own, of the case, of others and of an earlier round."""
    opened, settled = sorted((draw(MINUTES), draw(MINUTES)))
    cuts = sorted(draw(st.lists(st.integers(opened, settled), max_size=6)))
    taken = tuple((at(a), at(b)) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    pauses = []
    for _ in range(draw(st.integers(0, 4))):
        since, until = sorted((draw(MINUTES), draw(MINUTES)))
        node, number = draw(st.sampled_from([("", 0), ("a", 0), ("a", 2), ("a", 1), ("b", 2)]))
        over = None if draw(st.booleans()) and draw(st.booleans()) else at(until)
        pauses.append(PauseSpan(node, number, at(since), over))
    return round_of("a", opened, settled, round_=2, taken=taken), tuple(pauses)


@given(made=split_rounds())
def test_a_round_is_split_as_the_minutes_say(
    calendar: Calendar, work: WorkTime, made: tuple[RoundSpan, tuple[PauseSpan, ...]]
) -> None:
    round_, pauses = made
    found = times_of(round_, pauses, work)
    assert found is not None
    assert (found.rounds, found.again) == (1, 1)
    minutes = model.minutes_of(calendar, round_, pauses)
    assert (found.working, found.waiting, found.paused) == tuple(60 * n for n in minutes)


def test_what_nobody_had_or_nobody_settled_has_no_time(work: WorkTime) -> None:
    assert times_of(round_of("a", None, 5), (), work) is None
    assert times_of(round_of("a", 5, None), (), work) is None


def test_a_case_says_times_counts_and_its_way(work: WorkTime) -> None:
    case = case_of(
        round_of("accept", None, 0, department=None),
        round_of("chief", 0, 60, taken=((at(30), at(60)),)),
        round_of("chief", 90, 120, round_=2),
    )
    said = what_it_says(case, work)
    assert said.month == 202309
    assert said.times == {("chief", 1): Times(2, 1, 1800, 3600, 0)}
    assert said.spread == {
        ("chief", LASTED, 60): 1,
        ("chief", LASTED, 30): 1,
        ("chief", LEFT, bucket_of(7200)): 1,
        (WHOLE, LEFT, bucket_of(7200)): 1,
    }
    assert said.way == '[[["accept",0],["chief",1]],"granted"]'
    assert said.seconds == 7200
    assert read_said(said.as_json()) == said


def test_the_same_steps_in_another_order_of_time_are_one_way() -> None:
    first = case_of(round_of("road", 0, 60), round_of("green", 0, 90))
    second = case_of(round_of("road", 0, 90), round_of("green", 0, 60))
    assert way_of(first) == way_of(second)
    other = case_of(round_of("road", 0, 90))
    assert name_of_way(way_of(first)) != name_of_way(way_of(other))


@given(seconds=st.integers(0, 10**8))
def test_a_bucket_is_never_below_and_hardly_above(seconds: int) -> None:
    minutes = -(-seconds // 60)
    bucket = bucket_of(seconds)
    assert minutes <= bucket <= minutes + minutes // 32 + 1
    if minutes <= 64:
        assert bucket == minutes
    assert bucket_of(bucket * 60) == bucket, "a bucket is a duration of its own"


@given(values=st.lists(st.integers(0, 60_000), min_size=1, max_size=60), least=st.integers(0, 3000))
def test_quantiles_are_those_of_the_values_within_a_bucket(values: list[int], least: int) -> None:
    found = quantiles(Counter(bucket_of(60 * v) for v in values))
    assert found.count == len(values)
    for got, share in ((found.median, Fraction(1, 2)), (found.most, Fraction(4, 5))):
        assert got == 60 * bucket_of(60 * model.reached(values, share))
    lasting = [v for v in values if bucket_of(60 * v) >= least]
    later = quantiles(Counter(bucket_of(60 * v) for v in values), at_least=60 * least)
    assert later.count == len(lasting)
    assert (later.median is None) == (not lasting)


def test_what_a_case_adds_it_takes_away_again(work: WorkTime) -> None:
    chance, sums = random.Random(7), Sums()
    cases = []
    for n in range(20):
        ends = sorted(chance.randrange(9000) for _ in range(4))
        cases.append(
            case_of(round_of("a", ends[0], ends[2]), round_of("b", ends[1], ends[3]), number=str(n))
        )
    for case in cases:
        sums.add(("341100", "340000"), case.item, what_it_says(case, work), 1)
    assert sum(n for key, n in sums.ways.items() if key[0] == "340000") == 20
    for case in cases:
        sums.add(("341100", "340000"), case.item, what_it_says(case, work), -1)
    assert set(sums.times.values()) == {Times()}
    for counted in (sums.spread, sums.ways, sums.seconds):
        assert set(counted.values()) == {0}
