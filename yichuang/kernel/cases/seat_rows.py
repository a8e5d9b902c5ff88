"""Rows of seats as a move changes them, each told in the line so that the record folds to the seats."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from yichuang.kernel.cases import seating
from yichuang.kernel.cases.models import CaseNode, Seat
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.people.contracts import Actor


def is_seated(row: NodeNow) -> bool:
    """Whether the open work of the round lies with its seats (no longer so once a post was told to do it)."""
    return row.state == "open" and bool(row.extra.get("seats")) and row.post is None


def tell(detail: dict[str, Any], seat: Seat) -> None:
    """The line of the move (`detail` is its body) says what a seat is now."""
    said = [seat.key, seat.round, seat.place, seat.state, seat.outcome]
    detail.setdefault("seats", []).append(said)


def seats_of(case: int, key: str, round_: int) -> QuerySet[Seat]:
    """The seats of one round in their order."""
    return Seat.objects.filter(case_id=case, key=key, round=round_).order_by("place")


def call_off_seats(case: int, key: str, round_: int, detail: dict[str, Any]) -> None:
    """Whoever has not spoken when the round ends need not any more."""
    for seat in seats_of(case, key, round_).filter(state__in=(seating.OPEN, seating.WAITS)):
        seat.state = seating.CALLED_OFF
        seat.save(update_fields=["state"])
        tell(detail, seat)


def seated(actor: Actor) -> QuerySet[CaseNode]:
    """Open tasks with a seat that the actor could take now."""
    mine = Seat.objects.filter(post__in=actor.post_ids, state=seating.OPEN)
    here = mine.filter(case=OuterRef("case"), key=OuterRef("key"), round=OuterRef("round"))
    rows = CaseNode.objects.filter(case__in=mine.values("case"), state="open", post=None)
    return rows.filter(Exists(here))


def seated_in(case: int, actor: Actor) -> frozenset[str]:
    """The tasks of one case in which the actor could take a seat now."""
    return frozenset(seated(actor).filter(case_id=case).values_list("key", flat=True))
