"""One seat of a countersigning speaks: the door is `complete`; the round settles when the seats' rule says so."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.base.text import Text
from yichuang.engines.plan import DONE
from yichuang.kernel.cases import refusals, seating
from yichuang.kernel.cases.actions.redo_case import send_back
from yichuang.kernel.cases.models import Seat
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_see
from yichuang.kernel.cases.plans import effects_of, offered_outcomes
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_rows import seats_of, tell
from yichuang.kernel.catalogue.contracts import Expression, Node, TaskSpec
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor


def own_seat(move: Move, actor: Actor, row: NodeNow) -> Seat:
    """The first open seat that the actor may take. Raises NotFound to strangers, else says why there is none."""
    must_see(move, actor)
    node = move.plan.nodes[row.key]
    spec = node.spec
    mine = list(seats_of(move.case.id, row.key, row.round).filter(post__in=actor.post_ids))
    spoken = next((s for s in mine if s.account == actor.account), None)
    if spoken is not None and isinstance(spec, TaskSpec) and spec.distinct:
        raise refusals.not_now(
            "seat_taken",
            f"您已在“{node.name.zh}”签署意见，一人只占一席",
            f"you have signed “{node.name.show('en')}” already: one person, one seat",
        )
    seat = next((s for s in mine if s.state == seating.OPEN), None)
    if seat is not None:
        return seat
    if not mine:
        raise refusals.not_your_post(node.name)
    if any(s.state == seating.WAITS for s in mine):
        raise refusals.not_now(
            "not_your_turn", "尚未轮到您会签", "it is not your turn to sign yet", node=row.key
        )
    names = people.names({s.account for s in mine if s.account is not None})
    said = "、".join(dict.fromkeys(names.values()))
    raise refusals.moved_on(
        Text(f"本岗位的席位已由 {said} 签署", f"the seat of your post was signed by {said}"),
        {"node": row.key, "seats": [s.place for s in mine]},
    )


def sign_seat(
    move: Move,
    actor: Actor,
    row: NodeNow,
    seat: Seat,
    *,
    outcome: str,
    effect: str,
    opinion: str,
    conditions: Sequence[str],
) -> None:
    """The seat says its outcome; the next in order opens; the round settles once the seats' rule is decided."""
    seat.state, seat.outcome, seat.opinion = seating.SIGNED, outcome, opinion
    # the column is short: a return is known by its outcome, which names its node in the plan
    seat.effect = "redo" if effect.startswith("redo ") else effect
    seat.account, seat.settled_at = actor.account, move.at
    seat.save()
    tell(move.detail, seat)
    if conditions:
        move.set(row, conditions=[*row.conditions, *conditions])
    _settle(move, actor, row)


def _settle(move: Move, actor: Actor, row: NodeNow) -> None:
    node = move.plan.nodes[row.key]
    spec = node.spec
    assert isinstance(spec, TaskSpec)
    seats = list(seats_of(move.case.id, row.key, row.round))
    voices = [seating.Voice(s.place, s.state, s.outcome, s.effect) for s in seats]
    fails = _rule(move, spec.fails) if spec.fails else None
    passed = seating.verdict(voices, _rule(move, spec.passes), fails, stop=spec.on_refuse == "stop")
    if passed is None:
        _next_in_order(move, seats)
        return
    outcome = seating.speaking(voices, passed) or _declared(node, passed)
    effect = effects_of(node)[outcome]
    opinion = _opinions(seats)
    if effect.startswith("redo "):
        _speak_again(move, seats, spec.passes == "in_order")
        send_back(move, row, effect.removeprefix("redo ").strip(), opinion)
        return
    move.set(row, opinion=opinion, actor=actor.label, account=actor.account)
    move.settle(row, DONE, outcome=outcome, effect=effect, why={})


def _speak_again(move: Move, seats: Sequence[Seat], in_order: bool) -> None:
    """The whole went back: who did not agree speaks again when it comes here, unless it opens anew for all."""
    present = [s for s in seats if s.state != seating.REMOVED]
    unsaid = [s for s in present if s.effect != "go"] or present
    for seat in unsaid:
        later = in_order and seat is not unsaid[0]
        seat.state, seat.outcome, seat.effect = seating.WAITS if later else seating.OPEN, "", ""
        seat.account = seat.settled_at = None
        seat.save()
        tell(move.detail, seat)


def _next_in_order(move: Move, seats: Sequence[Seat]) -> None:
    if any(s.state == seating.OPEN for s in seats):
        return
    following = next((s for s in seats if s.state == seating.WAITS), None)
    if following is not None:
        following.state = seating.OPEN
        following.save(update_fields=["state"])
        tell(move.detail, following)


def _rule(move: Move, text: str) -> seating.Rule:
    """A short form, or a rule of the pack asked over the count of the seats."""
    short = seating.short_rule(text)
    if short is not None:
        return short

    def asked(counted: seating.Count) -> bool:
        move.seats = counted
        move.stale()
        answer = move.reading().answer(Expression(text))
        move.seats = {}
        move.stale()
        return answer is True

    return asked


def _declared(node: Node, passed: bool) -> str:
    """The outcome where no seat of the winning side spoke (all were silent): the first that has its effect."""
    effects = effects_of(node)
    offered = offered_outcomes(node)
    return next(o for o in offered if (effects[o] == "go") == passed and effects[o] != "silent")


def _opinions(seats: Sequence[Seat]) -> str:
    posts = people.read_posts({s.post for s in seats if s.post is not None})
    said = [s for s in seats if s.opinion.strip() and s.post is not None]
    return "\n".join(f"{posts[s.post].name.zh}：{s.opinion.strip()}" for s in said if s.post)
