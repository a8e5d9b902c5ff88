"""What to expect of a running case: days held against the simple model, region after region, silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.blocks.mining import api
from yichuang.blocks.mining.contracts import Forecast
from yichuang.blocks.mining.testing import make_histories
from yichuang.blocks.mining.tests import model
from yichuang.engines.calendar import Calendar
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.history_contracts import CaseHistory
from yichuang.kernel.cases.testing import SYSTEM, City
from yichuang.kernel.people import api as people


def histories(count: int, region: str = "341100") -> list[CaseHistory]:
    """Cases that ended within the year before October 2023."""
    return [
        replace(c, number=f"{region}-{c.number}", region=region)
        for c in make_histories(count, seed=int(region))
        if 202211 <= c.ended_at.year * 100 + c.ended_at.month <= 202310
    ]


def count_them(monkeypatch: pytest.MonkeyPatch, some: Iterable[CaseHistory]) -> None:
    """As if the kernel had them."""
    made = {c.number: c for c in some}
    with monkeypatch.context() as patch:
        patch.setattr(cases, "histories", lambda numbers: tuple(made[n] for n in numbers))
        api.count_cases(list(made))


def forecast(number: str) -> Forecast:
    """What is expected of a case."""
    return api.forecast_of(cases.read_case(SYSTEM, number))


def expected(
    calendar: Calendar,
    some: Iterable[CaseHistory],
    nodes: Iterable[str],
    passed: int,
    part: Fraction,
) -> date:
    """By the simple model: for each step the minutes that were left, those long enough, walked from 9:00."""
    days = []
    for node in nodes:
        opened = ((c, next((r for r in c.rounds if r.node == node), None)) for c in some)
        left = [
            model.office_minutes(calendar, r.opened_at, c.ended_at)
            for c, r in opened
            if r is not None and r.opened_at is not None
        ]
        at = clock.at(date(2023, 10, 19))
        minutes = model.reached([v for v in left if v >= passed], part)
        while minutes > 0:
            minutes -= model.is_open(calendar, at)
            at += model.MINUTE
        days.append((at - model.MINUTE).date())
    return max(days)


def test_days_are_those_of_the_simple_model(
    city: City, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = histories(120)
    count_them(monkeypatch, some)
    number = city.case().number
    open_ = [n.key for n in cases.read_case(SYSTEM, number).nodes if n.state == "open"]
    assert set(open_) == {"green", "river"}
    for passed in (timedelta(0), timedelta(hours=2)):
        clock.advance(passed)
        found = forecast(number)
        minutes = int(passed.total_seconds() // 60)
        # a bucket is up to a thirty-second part wider than the value: a day later at most
        for got, part in ((found.median, Fraction(1, 2)), (found.most, Fraction(4, 5))):
            want = expected(calendar, some, open_, minutes, part)
            assert got is not None
            assert want <= got <= cases.office_time().after(clock.at(want, 17), 7 * 3600).date()
        assert found.why_not is None
        assert found.median is not None
        assert found.most is not None
        assert found.median <= found.most
        assert (found.region, found.cases > 20) == ("341100", True)


def test_too_few_say_so_and_the_region_above_is_asked(
    city: City, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    number = city.case().number
    nothing = forecast(number)
    assert (nothing.median, nothing.most, nothing.cases) == (None, None, 0)
    assert nothing.why_not is not None
    assert "近一年 0 件，至少要 20 件" in nothing.why_not.zh
    count_them(monkeypatch, histories(8))
    few = forecast(number)
    assert few.median is None
    assert 0 < few.cases < 20
    settings.FORECAST_LEAST = few.cases
    assert forecast(number).region == "341100"
    settings.FORECAST_LEAST = 20
    # another city of the province
    count_them(monkeypatch, histories(60, "341000"))
    assert forecast(number).median is None, "what that region lies in is not known"
    people.ensure_region(
        SYSTEM, code="341000", name=Text("黄山市", "Huangshan"), kind="city", parent="340000"
    )
    api.recount(from_nothing=True)
    count_them(monkeypatch, histories(60, "341000"))
    above = forecast(number)
    assert above.region == "340000"
    assert above.median is not None


def test_what_lasted_longer_than_any_is_told_to_be_unknown(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_them(monkeypatch, histories(120))
    number = city.case().number
    assert forecast(number).median is not None
    clock.advance(timedelta(days=60))
    late = forecast(number)
    assert late.median is None
    assert late.why_not is not None
    assert "这一步已经比同类办件久" in late.why_not.zh
    assert "只有 0 件" in late.why_not.zh


def test_paused_and_decided_cases_are_not_guessed_at(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_them(monkeypatch, histories(120))
    number = city.case().number
    view = cases.read_case(SYSTEM, number)
    for changed, words in (
        (replace(view, suspended=True), "停表中"),
        (replace(view, state="decided"), "已办结"),
        (replace(view, mode="simulated"), "模拟"),
    ):
        found = api.forecast_of(changed)
        assert found.median is None
        assert found.why_not is not None
        assert words in found.why_not.zh


def test_it_costs_three_queries_whatever_was_counted(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = cases.read_case(SYSTEM, city.case().number)
    for count in (60, 200):
        count_them(monkeypatch, histories(count))
        with CaptureQueriesContext(connection) as queries:
            assert api.forecast_of(view).median is not None
        assert len(queries) == 3
