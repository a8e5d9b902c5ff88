"""A signer of an open countersigning brings another: one who signs before, or after, the own seat."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.kernel.cases import refusals, seating
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.models import Seat
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_permits import must_be_new, one_each, open_seating, own_unspoken
from yichuang.kernel.cases.seat_rows import add_seat, seats_of, voices_of
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor


def add_signer(
    actor: Actor,
    *,
    number: str,
    node: str,
    post: int,
    when: str,
    note: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Bring the post `post` into an open countersigning, `when`: before or after the own seat. It counts like a seat.

    Before: only the own seat waits for it. Raises NotPermitted to whoever has no seat left to speak, Conflict where
    seats brought one another too often, Invalid for a post that takes part, is not here, or has nobody at work.
    """

    def deed(move: Move) -> None:
        row = open_seating(move, node)
        seats = list(seats_of(move.case.id, node, row.round))
        asker = own_unspoken(move, actor, row, seats)
        side = _side(when)
        must_not_be_deep(seats, asker)
        _must_fit(move, row, seats, post, actor)
        made = Seat(case_id=move.case.id, key=node, round=row.round, post=post)
        made.asked_by, made.side, made.state = asker.place, side, seating.WAITS
        spec = move.plan.nodes[node].spec
        add_seat(move.detail, seats, made, in_order=getattr(spec, "passes", "") == "in_order")
        move.detail.update(post=post, side=side, note=note)

    content = {"post": post, "when": when, "note": note}
    return change(
        actor,
        number,
        "case.signer_added",
        deed,
        node=node,
        key=key,
        expected=expected,
        content=content,
    )


def _side(when: str) -> str:
    if when not in (seating.BEFORE, seating.AFTER):
        raise refusals.invalid(
            "no_such_side",
            "请选择前加签（before）或后加签（after）",
            "choose before or after",
        )
    return when


def must_not_be_deep(seats: Sequence[Seat], asker: Seat) -> None:
    """Raises Conflict where a seat that this one brings would be too far from the plan."""
    if seating.depth(voices_of(seats), asker.place) >= seating.DEEPEST:
        raise refusals.not_now(
            "too_deep",
            f"加签、委派最多 {seating.DEEPEST} 层",
            f"signers bring one another {seating.DEEPEST} times at most",
            place=asker.place,
        )


def _must_fit(move: Move, row: NodeNow, seats: Sequence[Seat], post: int, actor: Actor) -> None:
    """Raises Invalid unless the post is of this place, takes no part yet, and somebody works there."""
    found = people.read_posts([post]).get(post)
    here = {move.case.region, *people.parents(move.case.region)}
    if found is None or found.department.region not in here:
        raise refusals.invalid("no_such_post", "本地没有这个岗位", "there is no such post here")
    part = (s for s in seats if s.state != seating.REMOVED and s.side != seating.DELEGATE)
    if any(s.post == post for s in part):
        raise refusals.invalid(
            "seat_doubled",
            f"“{found.name.zh}”已在本次会签中",
            f"{found.name.show('en')} takes part already",
        )
    able = {h.account for h in people.holders(post) if not h.absent}
    if not able:
        raise refusals.invalid(
            "nobody_there",
            f"“{found.name.zh}”目前无人在岗",
            f"nobody works at {found.name.show('en')} now",
        )
    if one_each(move, row):
        must_be_new(seats, able - {actor.account})
