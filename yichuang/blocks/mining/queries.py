"""Reads of `mining`: sums of one region, item and some months. None of them looks at a case."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping

from django.db.models import Q, Sum

from yichuang.base.text import Text
from yichuang.blocks.mining.contracts import (
    DepartmentTimes,
    Flow,
    ItemCount,
    StepTimes,
    Times,
    Way,
    WayStep,
)
from yichuang.blocks.mining.logic import LASTED, LEFT, RESULT, WHOLE, quantiles
from yichuang.blocks.mining.models import Name, Spread, StepSum, WaySum, WayText
from yichuang.blocks.mining.permits import must_look_at
from yichuang.kernel.cases import api as cases
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

MOST_WAYS = 12
TIMES = ("rounds", "again", "working", "waiting", "paused")
NOWHERE = Text("当事人、其他系统或者等待日期", "a party, another system or a date")


def list_mined(actor: Actor, scope: str, months: tuple[int, int]) -> tuple[ItemCount, ...]:
    """The items with cases that ended in a region in these months, most cases first. Raises NotFound to strangers."""
    must_look_at(actor, scope)
    rows = (
        WaySum.objects.filter(scope=scope, month__range=months)
        .values_list("item")
        .annotate(cases=Sum("n"))
        .filter(cases__gt=0)
    )
    counts = dict(rows.order_by("-cases", "item"))
    names = {n.item: n for n in Name.objects.filter(item__in=counts, node=WHOLE)}
    return tuple(
        ItemCount(item, _text(names[item]) if item in names else Text(item, item), count)
        for item, count in counts.items()
    )


def read_flow(actor: Actor, scope: str, item: str, months: tuple[int, int]) -> Flow:
    """How the cases of an item went that ended in a region in these months; no query is over cases.

    Raises NotFound to those whose region it is not.
    """
    must_look_at(actor, scope)
    place = Q(scope=scope, item=item, month__range=months)
    names = {n.node: n for n in Name.objects.filter(item=item)}
    spread = _spread(place)
    by_node, by_department = _times(place)
    ways, in_all, count = _ways(place, names)
    steps = tuple(
        StepTimes(
            node=node,
            name=_name(names, node),
            kind=names[node].kind if node in names else "",
            times=times,
            lasts=quantiles(spread.get((LASTED, node), {})),
            after_decision=node in names and names[node].after,
        )
        for node, times in sorted(by_node.items(), key=lambda one: _order(names, one[0]))
        if times.rounds
    )
    before = (s for s in steps if not s.after_decision)
    slowest = max(before, key=lambda s: s.times.working + s.times.waiting, default=None)
    held = slowest is not None and slowest.times.working + slowest.times.waiting > 0
    return Flow(
        item=item,
        name=_name(names, WHOLE) if WHOLE in names else Text(item, item),
        scope=scope,
        months=months,
        cases=count,
        lasts=quantiles(spread.get((LEFT, WHOLE), {})),
        steps=steps,
        departments=_departments(by_department),
        ways=ways,
        ways_in_all=in_all,
        bottleneck=slowest.node if slowest is not None and held else "",
        day=cases.office_time().day_seconds,
    )


def _spread(place: Q) -> Mapping[tuple[str, str], Counter[int]]:
    found: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    wanted = Q(what=LASTED) | Q(what=LEFT, node=WHOLE)
    rows = Spread.objects.filter(place & wanted).values_list("what", "node", "bucket")
    for what, node, bucket, n in rows.annotate(sum=Sum("n")):
        found[what, node][bucket] += n
    return found


def _times(place: Q) -> tuple[dict[str, Times], dict[int, Times]]:
    by_node: dict[str, Times] = defaultdict(Times)
    by_department: dict[int, Times] = defaultdict(Times)
    sums = {f"sum_{name}": Sum(name) for name in TIMES}
    rows = StepSum.objects.filter(place).values_list("node", "department").annotate(**sums)
    for node, department, *amounts in rows:
        times = Times(*amounts)
        by_node[node] = by_node[node].plus(times)
        by_department[department] = by_department[department].plus(times)
    return by_node, by_department


def _departments(by_department: Mapping[int, Times]) -> tuple[DepartmentTimes, ...]:
    known = people.read_departments(by_department)
    rows = [
        DepartmentTimes(
            ident,
            known[ident].name if ident in known else NOWHERE,
            known[ident].region if ident in known else "",
            times,
        )
        for ident, times in by_department.items()
        if times.rounds
    ]
    return tuple(sorted(rows, key=lambda d: (-d.times.lasted, d.department)))


def _ways(place: Q, names: Mapping[str, Name]) -> tuple[tuple[Way, ...], int, int]:
    """The most frequent ways, how many there are, and how many cases went them."""
    sums = (
        WaySum.objects.filter(place)
        .values_list("way")
        .annotate(cases=Sum("n"), time=Sum("seconds"))
    )
    rows = list(sums.filter(cases__gt=0).order_by("-cases", "way"))
    shown = rows[:MOST_WAYS]
    texts = dict(WayText.objects.filter(way__in=[r[0] for r in shown]).values_list("way", "text"))
    ways = tuple(_way(texts[way], n, seconds, names) for way, n, seconds in shown)
    return ways, len(rows), sum(r[1] for r in rows)


def _way(text: str, n: int, seconds: int, names: Mapping[str, Name]) -> Way:
    steps, result = json.loads(text)
    return Way(
        tuple(WayStep(node, _name(names, node), bool(again)) for node, again in steps),
        result,
        _text(names[RESULT + result]) if RESULT + result in names else Text(result, result),
        n,
        seconds // n,
    )


def _order(names: Mapping[str, Name], node: str) -> tuple[int, str]:
    return (names[node].place if node in names else len(names), node)


def _name(names: Mapping[str, Name], node: str) -> Text:
    return _text(names[node]) if node in names else Text(node, node)


def _text(row: Name) -> Text:
    return Text(row.zh, row.en)
