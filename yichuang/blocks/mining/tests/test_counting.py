"""Cases counted as they end: the page's figures are those of the simple model, whatever came before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yichuang.base import clock
from yichuang.blocks.mining import api
from yichuang.blocks.mining.logic import bucket_of
from yichuang.blocks.mining.models import MinedCase, Spread, StepSum, WaySum
from yichuang.blocks.mining.testing import make_histories
from yichuang.blocks.mining.tests import model
from yichuang.engines.calendar import Calendar
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.history_contracts import CaseHistory
from yichuang.kernel.cases.testing import SYSTEM, City

ITEM, MONTH = "small.works", (202310, 202310)
YEAR = (202301, 202412)
HOUR = 3600


@contextmanager
def instead(monkeypatch: pytest.MonkeyPatch, made: dict[str, CaseHistory]) -> Iterator[None]:
    """The kernel's histories are these."""
    with monkeypatch.context() as patch:
        patch.setattr(cases, "histories", lambda some: tuple(made[n] for n in some if n in made))
        yield


def go_through(city: City, *, again: bool = False) -> str:
    """A case: green an hour after its opening, river two, the chief at once; `again` sends river back once."""
    number = city.case().number
    green, river = city.clerk(number, "green"), city.clerk(number, "river")
    clock.advance(timedelta(hours=1))
    cases.claim(river, number=number, node="river")
    cases.complete(green, number=number, node="green", outcome="approve")
    clock.advance(timedelta(hours=1))
    cases.complete(river, number=number, node="river", outcome="approve")
    chief = city.clerk(number, "chief")
    if again:
        cases.return_to(chief, number=number, from_node="chief", to_node="river", ground="不清")
        cases.complete(
            river, number=number, node="river", outcome="approve_with_remarks", opinion="可"
        )
    cases.complete(chief, number=number, node="chief", outcome="approve")
    return number


def flow(scope: str, months: tuple[int, int] = MONTH) -> dict[str, Any]:
    """What the page says, short: cases, per step rounds, again, hours."""
    found = api.read_flow(SYSTEM, scope, ITEM, months)
    return {
        "cases": found.cases,
        "bottleneck": found.bottleneck,
        **{
            s.node: (
                s.times.rounds,
                s.times.again,
                s.times.working / HOUR,
                s.times.waiting / HOUR,
                s.times.paused / HOUR,
            )
            for s in found.steps
        },
    }


def test_a_case_is_counted_in_its_region_and_those_above(city: City) -> None:
    number = go_through(city)
    assert api.count_cases([number]) == 1
    expected = {
        "cases": 1,
        "bottleneck": "river",
        "green": (1, 0, 0.0, 1.0, 0.0),
        "river": (1, 0, 1.0, 1.0, 0.0),
        "chief": (1, 0, 0.0, 0.0, 0.0),
    }
    assert {k: v for k, v in flow("341100").items() if k in expected} == expected
    assert flow("340000") == flow("341100")
    assert flow("340100") == {"cases": 0, "bottleneck": ""}
    assert flow("341100", (202309, 202309))["cases"] == 0
    assert [(i.item, i.name.zh, i.cases) for i in api.list_mined(SYSTEM, "340000", MONTH)] == [
        (ITEM, "小工程许可", 1)
    ]


def test_counted_twice_counts_once_and_a_case_that_moved_on_counts_as_it_is_now(city: City) -> None:
    number = go_through(city)
    api.count_cases([number])
    once = flow("341100")
    api.count_cases([number])
    assert flow("341100") == once
    row = MinedCase.objects.get(number=number)
    # as if it had been counted elsewhere and otherwise: all of it is taken away again
    assert row.scopes == ["341100", "340000"]
    api.recount()
    assert flow("341100") == once
    api.recount(from_nothing=True)
    assert flow("341100") == once


def test_rework_and_ways_are_told(city: City) -> None:
    numbers = [go_through(city), go_through(city), go_through(city, again=True)]
    api.count_cases(numbers)
    found = api.read_flow(SYSTEM, "341100", ITEM, MONTH)
    river = next(s for s in found.steps if s.node == "river")
    assert (river.times.rounds, river.times.again) == (4, 1)
    assert [w.cases for w in found.ways] == [2, 1]
    assert found.ways_in_all == 2
    assert [s.node for s in found.ways[1].steps if s.again] == ["river", "chief"]
    assert not any(s.again for s in found.ways[0].steps)
    assert found.ways[0].result == "granted"
    # two hours, and one: from 11 to 13 the second case had an hour of office time
    assert found.ways[0].average == 1.5 * HOUR
    departments = {d.name.zh for d in found.departments}
    assert {"green局", "river局", "city局"} <= departments


def test_a_running_case_is_not_counted_and_leaves_nothing(city: City) -> None:
    assert api.count_cases([city.case().number, "nobody"]) == 0
    assert not MinedCase.objects.exists()
    assert not StepSum.objects.exists()


def test_sums_of_many_are_those_of_the_simple_model(
    city: City, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {c.number: c for c in make_histories(60)}
    with instead(monkeypatch, made):
        for some in (list(made)[:7], list(made)[5:40], list(made)):
            api.count_cases(some)
    found = api.read_flow(SYSTEM, "340000", ITEM, YEAR)
    expected = model.step_times(calendar, list(made.values()))
    seconds = {
        s.node: (s.times.rounds, s.times.again, s.times.working, s.times.waiting, s.times.paused)
        for s in found.steps
    }
    assert seconds.keys() == expected.keys()
    for node, (rounds, again, *minutes) in expected.items():
        assert seconds[node][:2] == (rounds, again)
        # the model looks at whole minutes; moments of the histories lie between them
        slack = 61 * 4 * rounds
        for got, want in zip(seconds[node][2:], minutes, strict=True):
            assert abs(got - 60 * want) <= slack, node
    assert found.cases == 60
    work = cases.office_time()
    whole = [work.between(c.received_at, c.ended_at) for c in made.values()]
    for lasts, share in ((found.lasts.median, Fraction(1, 2)), (found.lasts.most, Fraction(4, 5))):
        assert lasts == 60 * bucket_of(model.reached(whole, share))
    ways = {(c.result, *((r.node, r.round) for r in c.rounds)) for c in made.values()}
    assert found.ways_in_all == len(ways)


def test_what_comes_after_the_decision_is_no_bottleneck(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case,) = make_histories(1)
    late = replace(
        case.rounds[-1],
        node="check",
        place=99,
        opened_at=case.ended_at,
        settled_at=case.ended_at + timedelta(days=300),
        after_decision=True,
    )
    made = {case.number: replace(case, rounds=(*case.rounds, late))}
    with instead(monkeypatch, made):
        api.count_cases([case.number])
    found = api.read_flow(SYSTEM, "341100", ITEM, YEAR)
    assert found.steps[-1].node == "check"
    assert [s.node for s in found.steps if s.after_decision] == ["check"]
    assert found.steps[-1].times.lasted > found.steps[0].times.lasted
    assert found.bottleneck not in ("", "check")


def test_a_page_costs_the_same_with_more_cases(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {c.number: c for c in make_histories(200)}

    def cost(count: int) -> int:
        with instead(monkeypatch, made):
            api.count_cases(list(made)[:count])
        with CaptureQueriesContext(connection) as queries:
            assert api.read_flow(SYSTEM, "341100", ITEM, YEAR).cases == count
            api.list_mined(SYSTEM, "341100", YEAR)
        return len(queries)

    assert cost(2) == cost(200) <= 8


def test_counting_many_costs_statements_by_batch_not_by_case(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {c.number: c for c in make_histories(120)}

    def cost(some: list[str]) -> int:
        with instead(monkeypatch, made), CaptureQueriesContext(connection) as queries:
            api.count_cases(some)
        return len(queries)

    assert cost(list(made)[:60]) <= 30
    assert cost(list(made)) <= 60
    assert WaySum.objects.filter(scope="341100").exists()
    assert not Spread.objects.filter(n__lt=0).exists()
