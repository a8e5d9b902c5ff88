"""A seat of an open countersigning is taken away: also the one whose turn it is, never one that has signed."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.base.text import Text
from yichuang.kernel.cases import refusals, seating
from yichuang.kernel.cases.actions.sign_seat import rule_of, settle_seats
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.models import Seat
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_lead
from yichuang.kernel.cases.seat_permits import names_of, open_seating, seat_at
from yichuang.kernel.cases.seat_rows import is_of, seats_of, tell, voices_of
from yichuang.kernel.catalogue.contracts import TaskSpec
from yichuang.kernel.people.contracts import Actor

REMOVE = Text("减签", "removing a signer")


def remove_signer(
    actor: Actor,
    *,
    number: str,
    node: str,
    place: int,
    reason: str,
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Take the seat in `place` away: whoever brought it may, and the deciding department.

    The turn moves on; where everybody left has signed the round settles. Raises Conflict for a seat that has signed
    and for one that the plan demands, Invalid without a reason.
    """

    def deed(move: Move) -> None:
        row = open_seating(move, node)
        seats = list(seats_of(move.case.id, node, row.round))
        asked_by = {s.place: s.asked_by for s in seats}.get(place)
        if not any(s.place == asked_by and is_of(s, actor) for s in seats):
            must_lead(move, actor, REMOVE)
        if not reason.strip():
            raise refusals.reason_missing("请写明减签的理由", "write why", "reason")
        seat = seat_at(seats, place)
        _must_be_free(move, node, seats, seat)
        # whoever was to speak for it need not any more
        for one in (s for s in seats if s is seat or _spoke_for(s.asked_by, s.side, place)):
            if one.state != seating.SIGNED:
                one.state = seating.REMOVED
                one.save(update_fields=["state"])
                tell(move.detail, one)
        move.detail.update(place=place, reason=reason)
        settle_seats(move, actor, row)

    content = {"place": place, "reason": reason}
    return change(
        actor,
        number,
        "case.signer_removed",
        deed,
        node=node,
        key=key,
        expected=expected,
        content=content,
    )


def _must_be_free(move: Move, node: str, seats: Sequence[Seat], seat: Seat) -> None:
    """Raises Conflict for a seat that the plan demands."""
    spec = move.plan.nodes[node].spec
    assert isinstance(spec, TaskSpec)
    passes = rule_of(move, spec.passes)
    if not seating.may_leave(voices_of(seats), seat.place, spec.passes, passes):
        raise refusals.not_now(
            "seat_of_the_plan",
            f"“{names_of([seat])}”是事项规定的会签席位，不能减签，可以转办",
            f"the plan demands the seat of {names_of([seat])}; it can be handed over",
            place=seat.place,
        )


def _spoke_for(asked_by: int | None, side: str, place: int) -> bool:
    return asked_by == place and side == seating.DELEGATE
