"""Indicators of a pack from marks of decided cases: each kind of figure, what is left out, what cannot be said yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.figures import ANSWERED, marks_of
from yichuang.kernel.cases.models import Case, CaseMark
from yichuang.kernel.cases.parts import case_part, node_part
from yichuang.kernel.cases.queries.find import find_case
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.testing import DICTIONARY, City, small_pack
from yichuang.kernel.cases.worlds import on_trial
from yichuang.kernel.catalogue.api import World, reserved, world_of
from yichuang.kernel.catalogue.contracts import Expression, IndicatorDef, PackContent


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """A database that was rolled back gives the same numbers again."""
    cache.clear()


def indicator(key: str, measure: str, what: str = "cases", **more: Any) -> IndicatorDef:
    """An indicator of the small works."""
    rules: dict[str, Any] = {
        k: Expression(v) if k in ("where", "among") else v for k, v in more.items()
    }
    return IndicatorDef(key, Text(key, key), measure, what, "works", **rules)


DECLARED = (
    indicator("short", "share", where="works.short"),
    indicator("granted_short", "share", where="works.short", among="case.result = 'granted'"),
    indicator("results", "share", by="case.result"),
    indicator("long", "count", where="NOT works.short"),
    indicator("days", "median", "case.working_days", by="works.short"),
    indicator("metres", "sum", "case.days"),
    indicator("other", "outliers", "case.result", same="works.short"),
    indicator("deep", "share", where="works.depth > 10 m"),
    indicator("hours", "median", "case.working_hours"),
    indicator("notes", "count", "findings"),
    indicator("mean", "value", "cases"),
    indicator("wrong", "share", where="works.unheard"),
    replace(indicator("who", "count"), by="applicant.secret"),
)


def declaring() -> PackContent:
    """The small pack with the indicators, and something secret."""
    content = small_pack()
    secret = testing.small.named("secret", "text 20", sensitivity="secret")
    enterprise = replace(
        DICTIONARY.subjects["enterprise"], data={"secret": secret}, pack=content.key
    )
    measure = replace(content.measure, indicators={i.key: i for i in DECLARED})
    subjects = {**content.subjects, "enterprise": enterprise}
    return replace(content, measure=measure, subjects=subjects)


def world() -> World:
    """The pack alone."""
    return world_of(DICTIONARY, [declaring()])


def decided(n: int, **more: Any) -> Case:
    """A decided case, as far as its marks need it."""
    now = clock.now()
    given = {"state": "decided", "result": "granted", "region": "341100", **more}
    return Case.objects.create(
        number=str(n), item="small.works", adopted_set="x", as_of=date(2023, 10, 19),
        received_at=now, decided_at=now, query_code="x", opened_by="x", answers_digest="",
        materials_digest="", **given,
    )  # fmt: skip


def mark(n: int, key: str, state: str = "in", **more: Any) -> None:
    """What one case says to one indicator."""
    case = Case.objects.filter(number=str(n)).first() or decided(n)
    region = more.pop("region", "341100")
    CaseMark.objects.create(
        case=case, pack="small", indicator=key, state=state, region=region, **more
    )


def shown(region: str = "") -> dict[str, tuple[str | None, int, int]]:
    """Value in Chinese, cases counted, cases left out."""
    found = api.figures(world(), "small", region=region)
    return {f.key: (f.shown.zh if f.shown else None, f.of, f.unknown) for f in found}


@pytest.mark.django_db
def test_what_cannot_be_computed_says_what_is_lacking_and_shows_no_figure() -> None:
    said = {f.key: f.why_not.zh for f in api.figures(world(), "small") if f.why_not}
    assert said == {
        "hours": "还不能计算：平台没有记录“工作小时数”",
        "notes": "还不能计算：平台目前只按办件统计",
        "mean": "这类指标平台还不能计算",
        "wrong": "还不能计算：平台没有记录“works.unheard”",
        "who": "按个人数据分组，不公开",
    }
    assert all(f.shown is None and f.of == 0 for f in api.figures(world(), "small"))


@pytest.mark.django_db
def test_each_kind_of_figure_adds_up() -> None:
    for n in range(3):
        mark(n, "short", hit=n == 0)
    mark(3, "short", "unknown")
    mark(4, "short", "out")
    for n, value in enumerate((9, 1, 4, 5)):
        mark(n, "days", hit=True, grp="是" if n < 3 else "否", grp_en="yes", value=Decimal(value))
        mark(n, "metres", hit=True, value=Decimal(value))
        mark(n, "other", hit=True, grp="a" if n < 3 else "b", outcome="granted" if n else "refused")
        mark(n, "long", hit=True)
        mark(n, "results", hit=True, grp="准予" if n else "不予")
    assert shown() == {
        "short": ("33.3%", 3, 1),
        "granted_short": (None, 0, 0),
        "results": (None, 4, 0),
        "long": ("4 件", 4, 0),
        "days": ("4 个工作日", 4, 0),
        "metres": ("19 天", 4, 0),
        "other": ("1 件", 4, 0),
        "deep": (None, 0, 0),
        **dict.fromkeys(("hours", "notes", "mean", "wrong", "who"), (None, 0, 0)),
    }
    groups = {
        f.key: [(g.name.zh, g.of, g.shown.zh) for g in f.groups]
        for f in api.figures(world(), "small")
    }
    assert groups["days"] == [("是", 3, "4 个工作日"), ("否", 1, "5 个工作日")]
    assert groups["results"] == [("准予", 3, "75%"), ("不予", 1, "25%")]
    assert groups["short"] == []
    assert shown("340100")["short"] == (None, 0, 0)


@pytest.mark.django_db
def test_all_but_one_are_never_called_all() -> None:
    for n in range(2):
        mark(n, "short", hit=True)
    assert shown()["short"][0] == "100%"
    CaseMark.objects.all().delete()
    whole = [decided(n) for n in range(10, 2100)]
    CaseMark.objects.bulk_create(
        CaseMark(case=c, pack="small", indicator="short", region="341100", state="in", hit=n > 0)
        for n, c in enumerate(whole)
    )
    assert shown()["short"][0] == "99.9%"


@pytest.mark.django_db
def test_figures_cost_one_query_until_a_case_moves_and_never_more_with_more_cases() -> None:
    counts = []
    for n in range(4):
        mark(n, "short", hit=True)
        mark(n, "days", hit=True, value=Decimal(n))
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                shown()
            counts.append(len(queries))
    assert counts == [4, 1] * 4


def test_a_decided_case_speaks_and_a_redone_one_speaks_anew(city: City) -> None:
    content = declaring()
    trial = replace(world(), id="trial-figures", region=city.cast.region)
    item = content.items["small.works"]
    with clock.travel(clock.now()), on_trial(city.cast.region, trial):
        testing.staff_city([content], city.cast.region)
        number = testing.make_case(
            city.cast, item, city.party, testing.small_city.FULL,
            materials={"map": testing.FILE}, signed=("applicant",),
        ).number  # fmt: skip
        assert api.keep_figures(number) == 0, "what runs is not counted"
        marks = {m.indicator: m for m in marks_of(Sight(find_case(number)))}
        assert (marks["short"].state, marks["short"].hit) == ("in", False)
        assert marks["long"].state == "in"
        assert marks["granted_short"].state == "unknown"
        assert marks["deep"].state == "unknown"
        assert marks["days"].group.zh == "否"
        assert {"hours", "notes", "mean", "wrong", "who"}.isdisjoint(marks)
        Case.objects.filter(number=number).update(
            decided_at=clock.now(), state="decided", result="granted"
        )
        assert api.keep_figures(number) == api.keep_figures(number) == 8
        assert CaseMark.objects.filter(case__number=number).count() == 8
        assert shown()["long"] == ("1 件", 1, 0)
        assert shown()["granted_short"] == ("0%", 1, 0)


def test_the_parts_said_to_be_answered_are_those_that_are(city: City) -> None:
    sight = Sight(find_case(city.case().number))
    answered = {p for p in reserved.CASE if case_part(sight.case, (p,)) is not None}
    assert ANSWERED["case"] == answered
    row = next(iter(sight.all_nodes().values()))
    assert ANSWERED["nodes"] == {p for p in reserved.NODE if node_part(row, (p,)) is not None}
    for key, part in (("papers", reserved.PAPER), ("materials", reserved.MATERIAL)):
        for name in ("permit", "map"):
            found = {p for p in part if sight.part((key, name, p)) is not None}
            assert found <= ANSWERED[key], (key, name)
