"""Counts over cases, and messages to other systems that are not answered."""

from __future__ import annotations

from statistics import median

from django.db.models import Count, F, Q

from yichuang.base import clock
from yichuang.kernel.cases.contracts import Indicators, Service
from yichuang.kernel.cases.days import official_calendar
from yichuang.kernel.cases.models import Case, CaseNode

# A median over more cases than this is taken from the newest ones.
MOST_FOR_MEDIAN = 5000


def indicators(region: str = "", item: str = "") -> Indicators:
    """Simple counts of formal cases, of an item or region or of all."""
    rows = Case.objects.exclude(mode="simulated")
    if region:
        rows = rows.filter(region=region)
    if item:
        rows = rows.filter(item=item)
    running = Q(state__in=["received", "accepted"])
    late = Q(decided_at__gte=F("due_at"))
    counts = rows.aggregate(
        received=Count("id"),
        running=Count("id", filter=running),
        decided=Count("id", filter=Q(decided_at__isnull=False)),
        granted=Count("id", filter=Q(result="granted")),
        refused=Count("id", filter=Q(result="refused")),
        overdue=Count("id", filter=running & Q(due_at__lte=clock.now())),
        late=Count("id", filter=late),
    )
    on_time = counts.pop("decided") - counts.pop("late")
    spans = (
        rows.filter(decided_at__isnull=False)
        .order_by("-id")
        .values_list("received_at", "decided_at")
    )
    days = [
        official_calendar().working_days_between(clock.day_of(a), clock.day_of(b))
        for a, b in spans[:MOST_FOR_MEDIAN]
        if b is not None
    ]
    return Indicators(
        decided=len(days)
        if len(days) < MOST_FOR_MEDIAN
        else rows.filter(decided_at__isnull=False).count(),
        on_time=on_time,
        median_working_days=int(median(days)) if days else None,
        **counts,
    )


def pending_services(number: str = "", *, limit: int = 200) -> tuple[Service, ...]:
    """Messages to other systems that are not answered yet, oldest first; of one case or of all."""
    rows = CaseNode.objects.filter(kind__in=["service", "end"], state="waiting")
    if number:
        rows = rows.filter(case__number=number)
    return tuple(
        Service(
            number=r.case.number,
            node=r.key,
            key=str(r.extra.get("key", "")),
            message=str(r.extra.get("message", "")),
            attempt=int(r.extra.get("attempt", 0)),
            state=str(r.extra.get("state", "")),
            since=r.opened_at,
            to=tuple(r.extra.get("to", ())),
        )
        for r in rows.select_related("case").order_by("id")[:limit]
    )
