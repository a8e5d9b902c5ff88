"""Which seat of a countersigning an actor may take now, and whom a seat may be given to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from yichuang.base.text import Text
from yichuang.kernel.cases import refusals, seating
from yichuang.kernel.cases.models import Seat
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_see
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_rows import UNSPOKEN, is_of, is_seated, seats_of
from yichuang.kernel.catalogue.contracts import TaskSpec
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, Holder


def own_seat(move: Move, actor: Actor, row: NodeNow) -> Seat:
    """The first open seat that the actor may take. Raises NotFound to strangers, else says why there is none."""
    must_see(move, actor)
    name = move.plan.nodes[row.key].name
    all_seats = list(seats_of(move.case.id, row.key, row.round))
    mine = [s for s in all_seats if is_of(s, actor)]
    if one_each(move, row) and _spoke(all_seats, actor):
        raise refusals.not_now(
            "seat_taken",
            f"您已在“{name.zh}”签署意见，一人只占一席",
            f"you have signed “{name.show('en')}” already: one person, one seat",
        )
    seat = next((s for s in mine if s.state == seating.OPEN), None)
    if seat is not None:
        return seat
    if not mine:
        raise refusals.not_your_post(name)
    if any(s.state == seating.WAITS for s in mine):
        raise not_your_turn(row, all_seats)
    who = people.names({s.account for s in mine if s.account is not None})
    said = "、".join(dict.fromkeys(who.values()))
    raise refusals.moved_on(
        Text(f"本岗位的席位已由 {said} 签署", f"the seat of your post was signed by {said}"),
        {"node": row.key, "seats": [s.place for s in mine]},
    )


def not_your_turn(row: NodeNow, seats: Sequence[Seat]) -> Exception:
    """Others must speak first: who they are."""
    due = names_of([s for s in seats if s.state == seating.OPEN])
    return refusals.not_now(
        "not_your_turn",
        f"尚未轮到您会签，正在等待：{due}",
        f"it is not your turn to sign yet; now it is that of: {due}",
        node=row.key,
    )


def one_each(move: Move, row: NodeNow) -> bool:
    """Whether one person may take one seat only."""
    spec = move.plan.nodes[row.key].spec
    return isinstance(spec, TaskSpec) and spec.distinct


def _spoke(seats: Sequence[Seat], actor: Actor) -> bool:
    """Whether the actor has spoken for the whole; what one said as a delegate, another has answered for."""
    counted = (s for s in seats if s.side != seating.DELEGATE and s.state == seating.SIGNED)
    return actor.account is not None and any(s.account == actor.account for s in counted)


def open_seating(move: Move, key: str) -> NodeNow:
    """The open round of a task with seats. Raises NotFound for another step, Conflict where it is not open."""
    if not move.has_node(key):
        raise refusals.no_such_node(key)
    row = move.node(key)
    if not is_seated(row):
        raise refusals.not_now(
            "no_seats_open",
            f"“{move.plan.nodes[key].name.zh}”现在不在会签中",
            f"“{move.plan.nodes[key].name.show('en')}” is not being countersigned now",
            node=key,
            state=row.state,
        )
    return row


def own_unspoken(move: Move, actor: Actor, row: NodeNow, seats: Sequence[Seat]) -> Seat:
    """The actor's seat that has not spoken, its turn or not. A delegate only speaks. Raises like `own_seat`."""
    mine = [s for s in seats if is_of(s, actor) and s.state in UNSPOKEN]
    seat = next((s for s in mine if s.side != seating.DELEGATE), None)
    if seat is not None:
        return seat
    if mine:
        raise refusals.not_now(
            "only_speaks",
            "受委派的席位只能签署意见",
            "a delegated seat can only speak",
            place=mine[0].place,
        )
    return own_seat(move, actor, row)


def seat_at(seats: Sequence[Seat], place: int) -> Seat:
    """The unspoken seat of a place. Raises Invalid naming the places there are, Conflict naming who signed."""
    found = next((s for s in seats if s.place == place and s.state != seating.REMOVED), None)
    if found is None:
        there = "、".join(str(s.place) for s in seats if s.state != seating.REMOVED)
        raise refusals.invalid(
            "no_such_seat",
            f"没有第 {place} 席，现有：{there}",
            f"there is no seat {place}; there are {there}",
        )
    if found.state == seating.SIGNED:
        who = names_of([found])
        raise refusals.not_now(
            "seat_signed",
            f"{who} 已签署，席位不能再变动",
            f"{who} has signed: the seat stays as it is",
            place=place,
        )
    return found


def names_of(seats: Sequence[Seat]) -> str:
    """Whose seats these are, in words: persons where they are bound to one, else posts."""
    who = people.names({s.holder for s in seats if s.holder is not None})
    posts = people.read_posts({s.post for s in seats if s.post is not None})
    said = []
    for seat in seats:
        post = posts.get(seat.post) if seat.post is not None else None
        office = post.name.zh if post else ""
        said.append(office if seat.holder is None else who.get(seat.holder, office))
    return "、".join(dict.fromkeys(w for w in said if w))


def colleagues(post: int) -> dict[int, tuple[Holder, int]]:
    """Who works in the department of a post now: account to the person and one of their posts there."""
    found: dict[int, tuple[Holder, int]] = {}
    home = people.read_posts([post])[post].department.id
    posts = sorted(people.list_posts(home), key=lambda p: p.id != post)
    able = people.holders_of([p.id for p in posts])
    for one in posts:
        for holder in able.get(one.id, ()):
            if not holder.absent:
                found.setdefault(holder.account, (holder, one.id))
    return found


def the_colleague(post: int, account: int) -> tuple[Holder, int]:
    """Whoever works in the department of a post now, by account. Raises Invalid for anybody else."""
    found = colleagues(post).get(account)
    if found is None:
        raise refusals.invalid(
            "no_colleague",
            "只能交给本部门在岗的同事",
            "only somebody of the same department who works now can take it",
        )
    return found


def must_be_new(seats: Sequence[Seat], accounts: Collection[int]) -> None:
    """Raises Invalid when every one of these persons has signed here already, or has a seat of their own."""
    taken = {s.account for s in seats if s.state == seating.SIGNED}
    taken |= {s.holder for s in seats if s.state in UNSPOKEN}
    if all(a in taken for a in accounts):
        raise refusals.invalid(
            "seat_doubled",
            "对方已在本次会签中，一人只占一席",
            "that person takes part already: one person, one seat",
        )
