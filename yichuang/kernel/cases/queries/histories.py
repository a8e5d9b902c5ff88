"""Cases that are over, many at a time, with their rounds, pauses and who had taken what; six queries a batch.

Who took a task is told by the record alone: the tables keep only who holds it now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from yichuang.base.text import Text
from yichuang.kernel.cases.deciding import RUNNING
from yichuang.kernel.cases.history_contracts import CaseHistory, PauseSpan, RoundSpan
from yichuang.kernel.cases.models import Case, CaseNode, PastRound, Pause
from yichuang.kernel.cases.plans import ItemPlan
from yichuang.kernel.cases.words import result_name, state_name
from yichuang.kernel.cases.worlds import plan_of
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Line

CASE = (
    "id", "number", "item", "adopted_set", "mode", "region", "state", "result", "received_at", "decided_at",
    "closed_at",
)  # fmt: skip
ROUND = (
    "case_id", "key", "kind", "round", "state", "outcome", "department", "post", "opened_at", "settled_at",
    "carried_from",
)  # fmt: skip
# Kinds of lines by which a task passes into somebody's hands (or out of them: the second column).
TAKEN = ("case.claimed", "case.assigned", "case.taken_back")
LEFT = ("case.released",)
PASSED = "case.handed_over"
NEVER_WORKED = ("end", "stage")
Span = tuple[datetime, datetime]


def histories(numbers: Sequence[str]) -> tuple[CaseHistory, ...]:
    """Those of the cases that are over and were no simulation, in the order of their reception."""
    rows = list(_over().filter(number__in=numbers).order_by("id").values(*CASE))
    return tuple(_histories(rows))


def list_over(
    *,
    after: int = 0,
    limit: int = 500,
    item: str = "",
    regions: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[tuple[str, ...], int]:
    """Numbers of cases that are over, and after which to go on (0: these were the last).

    Received before `until`; not decided before `since` (others may have ended before it: their end is in the history).
    """
    rows = _over().filter(id__gt=after)
    if item:
        rows = rows.filter(item=item)
    if regions:
        rows = rows.filter(region__in=regions)
    if since is not None:
        rows = rows.filter(Q(decided_at__isnull=True) | Q(decided_at__gte=since))
    if until is not None:
        rows = rows.filter(received_at__lt=until)
    found = list(rows.order_by("id").values_list("id", "number")[: limit + 1])
    more = found[limit - 1][0] if len(found) > limit else 0
    return tuple(number for _, number in found[:limit]), more


def _over() -> QuerySet[Case]:
    return Case.objects.exclude(Q(state__in=RUNNING) | Q(mode="simulated"))


def _histories(rows: Sequence[Mapping[str, Any]]) -> Iterator[CaseHistory]:
    ids = [r["id"] for r in rows]
    rounds: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in CaseNode.objects.filter(case_id__in=ids).values(*ROUND):
        rounds[row["case_id"]].append(row)
    for row in PastRound.objects.filter(case_id__in=ids).values(*ROUND, "superseded_at"):
        rounds[row["case_id"]].append(row)
    pauses: dict[int, list[PauseSpan]] = defaultdict(list)
    for p in Pause.objects.filter(case_id__in=ids).order_by("id"):
        pauses[p.case_id].append(PauseSpan(p.node, p.round, p.since, p.until))
    hands = _hands([f"case:{r['number']}" for r in rows])
    for row in rows:
        plan = plan_of(row["adopted_set"], row["item"], row["mode"])
        spans = _rounds(plan, rounds[row["id"]], hands[f"case:{row['number']}"])
        yield CaseHistory(
            number=row["number"],
            item=row["item"],
            item_name=plan.item.name,
            region=row["region"],
            state=row["state"],
            result=row["result"],
            result_name=_result(plan, row),
            received_at=row["received_at"],
            decided_at=row["decided_at"],
            ended_at=_end(row, spans),
            rounds=spans,
            pauses=tuple(pauses[row["id"]]),
        )


def _result(plan: ItemPlan, row: Mapping[str, Any]) -> Text:
    return result_name(row["result"], plan.item.results) or state_name(row["state"])


def _end(row: Mapping[str, Any], rounds: Sequence[RoundSpan]) -> datetime:
    """The decision; else when it was closed, or the last step was settled."""
    settled = (r.settled_at for r in rounds if r.settled_at is not None)
    end: datetime = (
        row["decided_at"] or row["closed_at"] or max(settled, default=row["received_at"])
    )
    return end


def _rounds(
    plan: ItemPlan, rows: Sequence[Mapping[str, Any]], hands: Sequence[Line]
) -> tuple[RoundSpan, ...]:
    places = {key: n for n, key in enumerate(plan.graph.order)}
    found = []
    for row in rows:
        key, node = row["key"], plan.nodes.get(row["key"])
        if row["kind"] in NEVER_WORKED or node is None:
            continue
        opened = None if row["carried_from"] is not None else row["opened_at"]
        settled = row["settled_at"] or row.get("superseded_at")
        found.append(
            RoundSpan(
                node=key,
                name=node.name,
                place=places.get(key, len(places)),
                kind=row["kind"],
                round=row["round"],
                state=row["state"],
                outcome=row["outcome"],
                department=row["department"],
                post=row["post"],
                opened_at=opened,
                settled_at=settled,
                taken=_taken([x for x in hands if x.node == key], opened, settled),
                after_decision=key in plan.graph.after_decision,
            )
        )
    return tuple(sorted(found, key=lambda r: (r.place, r.node, r.round)))


def _hands(abouts: Sequence[str]) -> Mapping[str, list[Line]]:
    """The lines by which tasks passed from hand to hand, by case, in order."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in trail.lines_of(abouts, (*TAKEN, *LEFT, PASSED)):
        found[line.about].append(line)
    return found


def _taken(
    lines: Sequence[Line], opened: datetime | None, settled: datetime | None
) -> tuple[Span, ...]:
    """The stretches of a round in which somebody had it."""
    if opened is None or settled is None:
        return ()
    spans: list[Span] = []
    since: datetime | None = None
    for line in lines:
        if not opened <= line.at <= settled:
            continue
        if line.kind in TAKEN or (line.kind == PASSED and "to" in line.body):
            since = since or line.at
        elif since is not None:
            spans.append((since, line.at))
            since = None
    return tuple(spans if since is None else [*spans, (since, settled)])
