"""Rows of seats as a move changes them, each told in the line so that the record folds to the seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from yichuang.kernel.cases import seating
from yichuang.kernel.cases.models import CaseNode, Seat
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.people.contracts import Actor

UNSPOKEN = (seating.OPEN, seating.WAITS)


def is_seated(row: NodeNow) -> bool:
    """Whether the open work of the round lies with its seats (no longer so once a post was told to do it)."""
    return row.state == "open" and bool(row.extra.get("seats")) and row.post is None


def tell(detail: dict[str, Any], seat: Seat) -> None:
    """The line of the move (`detail` is its body) says what a seat is now."""
    detail.setdefault("seats", []).append([seat.key, seat.round, seat.place, *stand_of(seat)])


def stand_of(seat: Seat) -> list[Any]:
    """What the record keeps of a seat beside its place: state, outcome, whose it is, and who brought it how."""
    return [seat.state, seat.outcome, seat.post, seat.holder, seat.asked_by, seat.side]


def voices_of(seats: Sequence[Seat]) -> list[seating.Voice]:
    """Seats as the reckoning takes them."""
    return [seating.Voice(s.place, s.state, s.outcome, s.effect, s.asked_by, s.side) for s in seats]


def arrange(seats: Sequence[Seat], *, in_order: bool) -> list[Seat]:
    """Set the seats whose turn it is open, the others waiting; gives those that changed. Nothing is written."""
    due = seating.turns(voices_of(seats), in_order=in_order)
    changed = []
    for seat in seats:
        state = seating.OPEN if seat.place in due else seating.WAITS
        if seat.state in UNSPOKEN and seat.state != state:
            seat.state = state
            changed.append(seat)
    return changed


def give_turns(detail: dict[str, Any], seats: Sequence[Seat], *, in_order: bool) -> None:
    """Open the seats whose turn it is, let the others wait, and tell the line."""
    for seat in arrange(seats, in_order=in_order):
        seat.save(update_fields=["state"])
        tell(detail, seat)


def unsay(seat: Seat) -> None:
    """A seat that has spoken has to speak again; whoever calls gives the turns and tells the line."""
    seat.state, seat.outcome, seat.effect = seating.WAITS, "", ""
    seat.account = seat.instead_of = seat.settled_at = None
    seat.save()


def seats_of(case: int, key: str, round_: int) -> QuerySet[Seat]:
    """The seats of one round in their order."""
    return Seat.objects.filter(case_id=case, key=key, round=round_).order_by("place")


def call_off_seats(case: int, key: str, round_: int, detail: dict[str, Any]) -> None:
    """Whoever has not spoken when the round ends need not any more."""
    for seat in seats_of(case, key, round_).filter(state__in=UNSPOKEN):
        seat.state = seating.CALLED_OFF
        seat.save(update_fields=["state"])
        tell(detail, seat)


def seated(actor: Actor) -> QuerySet[CaseNode]:
    """Open tasks with a seat that the actor could take now."""
    mine = Seat.objects.filter(lies_with(actor), state=seating.OPEN)
    here = mine.filter(case=OuterRef("case"), key=OuterRef("key"), round=OuterRef("round"))
    rows = CaseNode.objects.filter(case__in=mine.values("case"), state="open", post=None)
    return rows.filter(Exists(here))


def seated_in(case: int, actor: Actor) -> frozenset[str]:
    """The tasks of one case in which the actor could take a seat now."""
    return frozenset(seated(actor).filter(case_id=case).values_list("key", flat=True))


def unsay_of(
    detail: dict[str, Any], case: int, row: NodeNow, account: int, *, in_order: bool
) -> None:
    """What an account has said at seats of a round that stands still is no longer said."""
    seats = list(seats_of(case, row.key, row.round))
    said = [s for s in seats if s.account == account and s.state == seating.SIGNED]
    for seat in said:
        unsay(seat)
    if said:
        give_turns(detail, seats, in_order=in_order)
    for seat in (s for s in said if s.state == seating.WAITS):
        tell(detail, seat)


def add_seat(detail: dict[str, Any], seats: list[Seat], seat: Seat, *, in_order: bool) -> None:
    """A seat more, in the next place, with the turns that follow from it."""
    seat.place = max((s.place for s in seats), default=0) + 1
    seats.append(seat)
    changed = arrange(seats, in_order=in_order)
    seat.save()
    tell(detail, seat)
    for other in (s for s in changed if s is not seat):
        other.save(update_fields=["state"])
        tell(detail, other)


def persons_of(actor: Actor) -> frozenset[int]:
    """The accounts whose own seats the actor may take: its own, and those it stands in for while they are away."""
    away = {p.substitute_for for p in actor.posts if p.substitute_for is not None}
    return frozenset(away if actor.account is None else {*away, actor.account})


def lies_with(actor: Actor) -> Q:
    """The seats that the actor may take when it is their turn: of its posts while nobody's own, and its own."""
    return Q(holder=None, post__in=actor.post_ids) | Q(holder__in=persons_of(actor))


def is_of(seat: Seat, actor: Actor) -> bool:
    """The same for one seat."""
    if seat.holder is None:
        return seat.post in actor.post_ids
    return seat.holder in persons_of(actor)
