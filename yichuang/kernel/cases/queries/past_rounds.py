"""Rounds that are history: shown beside the present one, never counted."""

from __future__ import annotations

from django.db.models import Q

from yichuang.base.clock import SHANGHAI
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.queries.find import see
from yichuang.kernel.cases.round_contracts import RoundView
from yichuang.kernel.cases.words import line_name, outcome_name
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

MOST = 200


def list_rounds(actor: Actor, number: str, *, node: str = "") -> tuple[RoundView, ...]:
    """Earlier rounds of a case (of one node) that somebody had worked in, newest first. Raises NotFound."""
    sight = see(actor, number)
    worked = Q(opened_at__isnull=False) | Q(settled_at__isnull=False)
    rows = PastRound.objects.filter(worked, case_id=sight.case.id)
    if node:
        rows = rows.filter(key=node)
    rows_now = sight.all_nodes()
    found = list(rows.order_by("-superseded_at", "-id")[:MOST])
    names = people.names({r.account for r in found if r.account is not None})
    return tuple(
        RoundView(
            node=r.key,
            name=sight.name_of(rows_now[r.key]),
            round=r.round,
            state=r.state,
            outcome_name=outcome_name(r.outcome),
            effect=r.effect,
            opinion=r.opinion,
            conditions=tuple(r.conditions),
            who=names.get(r.account, "") if r.account is not None else "",
            settled_at=r.settled_at.astimezone(SHANGHAI) if r.settled_at else None,
            cause=line_name(r.cause),
            superseded_at=r.superseded_at.astimezone(SHANGHAI),
        )
        for r in found
        if r.key in rows_now and sight.plan.nodes.get(r.key) is not None
    )
