"""Indicators of a measure as they stand: sums over the marks of decided cases, three queries for all of them.

Cost: one look at the newest mark of the pack; only when it is another than last time, two scans of the index
`marks_summed` (counts by group, medians), whatever the number of indicators. Nothing reads cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, F, Max, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from yichuang.base.text import Text
from yichuang.engines.values import ANY, Type, show_both
from yichuang.kernel.cases.figure_contracts import FigureGroup, FigureView
from yichuang.kernel.cases.figures import type_of, unit_of, why_not
from yichuang.kernel.cases.models import CaseMark
from yichuang.kernel.catalogue.api import World
from yichuang.kernel.catalogue.contracts import IndicatorDef

# Groups beyond these are not shown one by one.
MOST_GROUPS = 30
KEPT_SECONDS = 3600
# All groups of an indicator together; no group of a pack can be called so.
WHOLE = Text("*", "*")


@dataclass(frozen=True, slots=True)
class Sums:
    """The marks of one group of an indicator added up."""

    name: Text
    counted: int
    hits: int
    unknown: int
    total: Decimal | None
    alike: int
    median: Decimal | None = None


def figures(world: World, pack: str, *, region: str = "") -> tuple[FigureView, ...]:
    """The indicators of a pack as `world` has it, over all cases of the province or those of one region."""
    sums = _kept(pack, region)
    declared = world.packs[pack].measure.indicators.values()
    return tuple(_view(world, pack, i, sums.get(i.key, ())) for i in declared)


def _kept(pack: str, region: str) -> Mapping[str, Sequence[Sums]]:
    """The sums, computed once for each state of the marks."""
    newest = CaseMark.objects.filter(pack=pack).aggregate(newest=Max("id"))["newest"]
    if newest is None:
        return {}
    key = f"figures:{pack}:{region}:{newest}"
    kept: Mapping[str, Sequence[Sums]] | None = cache.get(key)
    if kept is None:
        kept = _sums(pack, region)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _sums(pack: str, region: str) -> Mapping[str, Sequence[Sums]]:
    marks = CaseMark.objects.filter(pack=pack)
    if region:
        marks = marks.filter(region=region)
    medians = _medians(marks)
    found: dict[str, dict[str, list[Mapping[str, object]]]] = defaultdict(lambda: defaultdict(list))
    counted = Q(state="in")
    rows = marks.values("indicator", "grp", "outcome").annotate(
        english=Max("grp_en"),
        counted=Count("id", filter=counted),
        hits=Count("id", filter=counted & Q(hit=True)),
        unknown=Count("id", filter=Q(state="unknown")),
        total=Sum("value", filter=counted),
    )
    for row in rows:
        found[row["indicator"]][row["grp"]].append(row)
    return {
        key: (
            *(_added(grp, some, medians.get((key, grp))) for grp, some in groups.items()),
            Sums(WHOLE, 0, 0, 0, None, 0, medians.get((key, WHOLE.zh))),
        )
        for key, groups in found.items()
    }


def _added(name: str, rows: Sequence[Mapping[str, object]], median: Decimal | None) -> Sums:
    counts = [int(str(r["counted"])) for r in rows]
    totals = [Decimal(str(r["total"])) for r in rows if r["total"] is not None]
    return Sums(
        name=Text(name, str(rows[0]["english"])),
        counted=sum(counts),
        hits=sum(int(str(r["hits"])) for r in rows),
        unknown=sum(int(str(r["unknown"])) for r in rows),
        total=sum(totals, Decimal(0)) if totals else None,
        alike=max(counts),
        median=median,
    )


def _medians(marks: QuerySet[CaseMark]) -> Mapping[tuple[str, str], Decimal]:
    """The lower median of each group, and of all groups of an indicator together."""
    found: dict[tuple[str, str], Decimal] = {}
    valued = marks.filter(state="in", value__isnull=False)
    for whole in (False, True):
        parts = [F("indicator")] if whole else [F("indicator"), F("grp")]
        ranked = valued.annotate(
            place=Window(RowNumber(), partition_by=parts, order_by=[F("value"), F("id")]),
            among=Window(Count("id"), partition_by=parts),
        )
        # the first place at which twice the place reaches the number of all
        middle = ranked.annotate(twice=F("place") * 2).filter(
            twice__gte=F("among"), twice__lt=F("among") + 2
        )
        for indicator, grp, value in middle.values_list("indicator", "grp", "value"):
            if value is not None:
                found[indicator, WHOLE.zh if whole else grp] = value
    return found


# ---- in words --------------------------------------------------------------------------------------------------------


def _view(world: World, pack: str, indicator: IndicatorDef, sums: Sequence[Sums]) -> FigureView:
    lacking = why_not(world, pack, indicator)
    if lacking is not None:
        return FigureView(indicator.key, indicator.name, indicator.goal, None, why_not=lacking)
    counted = [s for s in sums if s.counted]
    of = sum(s.counted for s in counted)
    type_ = type_of(world, pack, indicator) or ANY
    told_apart = bool(indicator.by)
    groups = sorted(counted, key=lambda s: (-s.counted, s.name.zh))[:MOST_GROUPS]
    return FigureView(
        key=indicator.key,
        name=indicator.name,
        goal=indicator.goal,
        shown=_whole(indicator, sums, type_, of) if of else None,
        of=of,
        unknown=sum(s.unknown for s in sums),
        groups=tuple(
            FigureGroup(s.name, s.counted, _shown(indicator, s, type_, of)) for s in groups
        )
        if told_apart
        else (),
    )


def _whole(indicator: IndicatorDef, sums: Sequence[Sums], type_: Type, of: int) -> Text | None:
    """The figure over all groups; None for a distribution, which only its groups say."""
    hits = sum(s.hits for s in sums)
    if indicator.measure == "share":
        return _percent(hits, of) if indicator.where is not None else None
    if indicator.measure == "count":
        return _cases(hits)
    if indicator.measure == "outliers":
        return _cases(sum(s.counted - s.alike for s in sums))
    if indicator.measure == "sum":
        return _amount(indicator, sum((s.total or Decimal(0) for s in sums), Decimal(0)), type_)
    middle = next((s.median for s in sums if s.name == WHOLE), None)
    return None if middle is None else _amount(indicator, middle, type_)


def _shown(indicator: IndicatorDef, group: Sums, type_: Type, of: int) -> Text:
    if indicator.measure == "share":
        distribution = indicator.where is None
        return _percent(
            group.counted if distribution else group.hits, of if distribution else group.counted
        )
    if indicator.measure == "count":
        return _cases(group.hits)
    if indicator.measure == "sum":
        return _amount(indicator, group.total or Decimal(0), type_)
    return _amount(indicator, group.median or Decimal(0), type_)


def _percent(hits: int, of: int) -> Text:
    """Half up, to one place; 100 % only when it is all."""
    tenths = (2000 * hits + of) // (2 * of)
    shown = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
    if hits < of and shown == "100":
        shown = "99.9"
    return Text(f"{shown}%", f"{shown} %")


def _cases(count: int) -> Text:
    return Text(f"{count} 件", f"{count} cases" if count != 1 else "1 case")


def _amount(indicator: IndicatorDef, value: Decimal, type_: Type) -> Text:
    exact = int(value) if value == value.to_integral_value() else value.normalize()
    unit = unit_of(indicator)
    if unit.zh:
        return Text(f"{exact} {unit.zh}", f"{exact} {unit.show('en')}")
    return show_both(exact, type_)
