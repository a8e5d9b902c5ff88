"""A seat is passed to a colleague: delegated, so that it comes back with an opinion, or handed over for good."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.cases import refusals, seating
from yichuang.kernel.cases.actions.add_signer import must_not_be_deep
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.models import Seat
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_lead
from yichuang.kernel.cases.seat_permits import (
    colleagues,
    must_be_new,
    names_of,
    not_your_turn,
    one_each,
    open_seating,
    own_unspoken,
    seat_at,
    the_colleague,
)
from yichuang.kernel.cases.seat_rows import add_seat, is_of, seats_of, tell
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

HAND_OVER = Text("转办会签席位", "handing a seat over")


def delegate_seat(
    actor: Actor,
    *,
    number: str,
    node: str,
    account: int,
    note: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Let a colleague of the department state an opinion first; then the seat is one's own again, and decides.

    What the delegate says does not count by itself. Raises Invalid for who is away, elsewhere or has signed.
    """

    def deed(move: Move) -> None:
        row = open_seating(move, node)
        seats = list(seats_of(move.case.id, node, row.round))
        seat = own_unspoken(move, actor, row, seats)
        if seat.state != seating.OPEN:
            raise not_your_turn(row, seats)
        must_not_be_deep(seats, seat)
        _not_oneself(actor, account)
        _, post = the_colleague(_post_of(seat), account)
        if one_each(move, row):
            must_be_new(seats, [account])
        made = Seat(case_id=move.case.id, key=node, round=row.round, post=post, holder=account)
        made.asked_by, made.side, made.state = seat.place, seating.DELEGATE, seating.WAITS
        spec = move.plan.nodes[node].spec
        add_seat(move.detail, seats, made, in_order=getattr(spec, "passes", "") == "in_order")
        move.detail.update(to=account, note=note)

    content = {"account": account, "note": note}
    return change(
        actor,
        number,
        "case.seat_delegated",
        deed,
        node=node,
        key=key,
        expected=expected,
        content=content,
    )


def hand_over_seat(
    actor: Actor,
    *,
    number: str,
    node: str,
    account: int,
    place: int | None = None,
    reason: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Hand a seat to a colleague of its department; it does not come back.

    One's own without `place`; the deciding department may with `place` when nobody whose seat it is works now.
    """

    def deed(move: Move) -> None:
        row = open_seating(move, node)
        seats = list(seats_of(move.case.id, node, row.round))
        seat = _seat(move, actor, node, seats, place)
        _not_oneself(actor, account)
        the_colleague(_post_of(seat), account)
        if one_each(move, row):
            must_be_new(seats, [account])
        seat.holder = account
        seat.save(update_fields=["holder"])
        tell(move.detail, seat)
        move.detail.update(to=account, reason=reason)

    content = {"account": account, "place": place, "reason": reason}
    return change(
        actor,
        number,
        "case.seat_handed_over",
        deed,
        node=node,
        key=key,
        expected=expected,
        content=content,
    )


def _seat(move: Move, actor: Actor, node: str, seats: list[Seat], place: int | None) -> Seat:
    """The seat to be handed over. Raises like `own_seat`, and Conflict where somebody at work has it."""
    row = move.node(node)
    if place is None:
        return own_unspoken(move, actor, row, seats)
    named = next((s for s in seats if s.place == place), None)
    if named is None or not is_of(named, actor):
        must_lead(move, actor, HAND_OVER)
    seat = seat_at(seats, place)
    if seat.side == seating.DELEGATE:
        raise refusals.not_now(
            "only_speaks",
            "受委派的席位不能转办，可以减签后另行委派",
            "a delegated seat is not handed over; remove it and delegate anew",
            place=place,
        )
    if not is_of(seat, actor) and _manned(seat):
        raise refusals.not_now(
            "seat_manned",
            f"“{names_of([seat])}”有人在岗，由其本人签署或转办",
            f"{names_of([seat])} is at work: it is theirs to sign or hand over",
            place=place,
        )
    return seat


def _manned(seat: Seat) -> bool:
    """Whether somebody whose seat it is works now."""
    post = _post_of(seat)
    if seat.holder is not None:
        return seat.holder in colleagues(post)
    return any(not h.absent for h in people.holders(post))


def _post_of(seat: Seat) -> int:
    assert seat.post is not None
    return seat.post


def _not_oneself(actor: Actor, account: int) -> None:
    if account == actor.account:
        raise refusals.invalid("oneself", "不能交给自己", "it cannot be given to oneself")
