"""What to expect of a running case: how long it really was, for those that stood where it stands, until the decision.

Three queries whatever the number of cases: regions, buckets, the region's name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db.models import Sum

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.blocks.mining.contracts import Forecast, Quantiles
from yichuang.blocks.mining.logic import LEFT, WHOLE, quantiles
from yichuang.blocks.mining.models import Spread
from yichuang.blocks.mining.months import last_year
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView
from yichuang.kernel.people import api as people

STANDS = ("open", "waiting", "held")
OVER = Text("办件已办结", "the case is over")
PAUSED = Text("停表中，恢复以后再推算", "the clock stands still; an estimate comes when it goes on")
SIMULATED = Text("模拟办件不推算", "no estimate for a simulation")
Buckets = dict[tuple[str, str], Counter[int]]


def forecast_of(case: CaseView) -> Forecast:
    """When a case may be over, for whoever was shown the case."""
    why_not = _why_not(case)
    if why_not is not None or case.received_at is None:
        return Forecast(why_not=why_not)
    stands = {
        n.key: n.opened_at
        for n in case.nodes
        if n.state in STANDS and n.opened_at is not None and n.settled_at is None
    } or {WHOLE: case.received_at}
    scopes = (case.region, *people.parents(case.region))
    found, now, best = _buckets(scopes, case.item, stands), clock.now(), 0
    reached = 0
    for scope in scopes:
        known = {node: _left(found, scope, node, since, now) for node, since in stands.items()}
        count = min(q.count for q in known.values())
        if count >= settings.FORECAST_LEAST:
            return _told(known, stands, scope, count)
        best = max(best, count)
        reached = max(reached, min(found[scope, node].total() for node in stands))
    return Forecast(cases=best, why_not=_too_few(best, reached))


def _why_not(case: CaseView) -> Text | None:
    if case.mode == "simulated":
        return SIMULATED
    if case.state not in cases.RUNNING:
        return OVER
    return PAUSED if case.suspended else None


def _too_few(count: int, reached: int) -> Text:
    """`reached` came to this step, `count` of them were not over sooner than the case is old at it."""
    least = settings.FORECAST_LEAST
    if reached >= least:
        return Text(
            f"这一步已经比同类办件久（近一年到过这一步的 {reached} 件里，只有 {count} 件拖到现在还没办结），推算不出",
            f"this step lasts longer than usual: of {reached} in the last year {count} were not over by now",
        )
    return Text(
        f"同类办件还不够多（近一年 {count} 件，至少要 {least} 件），暂不推算",
        f"too few such cases to tell ({count} in the last year, {least} are needed)",
    )


def _buckets(scopes: tuple[str, ...], item: str, stands: Mapping[str, datetime]) -> Buckets:
    """How long it was from where the case stands, by region and step."""
    rows = (
        Spread.objects.filter(
            scope__in=scopes,
            item=item,
            what=LEFT,
            node__in=list(stands),
            month__range=last_year(),
        )
        .values_list("scope", "node", "bucket")
        .annotate(sum=Sum("n"))
    )
    found: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for scope, node, bucket, n in rows:
        found[scope, node][bucket] += n
    return found


def _left(found: Buckets, scope: str, node: str, since: datetime, now: datetime) -> Quantiles:
    """Of those only that were not over sooner than this step is old."""
    passed = cases.office_time().between(since, now)
    return quantiles(found[scope, node], at_least=passed)


def _told(
    known: Mapping[str, Quantiles], stands: Mapping[str, datetime], scope: str, count: int
) -> Forecast:
    """The latest of the steps in which the case stands."""
    region = people.read_regions([scope]).get(scope)
    return Forecast(
        median=max(_day(stands[n], q.median) for n, q in known.items()),
        most=max(_day(stands[n], q.most) for n, q in known.items()),
        cases=count,
        region=scope,
        region_name=region.name if region else Text(scope, scope),
    )


def _day(since: datetime, seconds: int | None) -> date:
    """The day on which so much office time has passed."""
    return clock.day_of(cases.office_time().after(since, seconds or 0))
