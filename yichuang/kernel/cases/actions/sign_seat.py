"""One seat of a countersigning speaks: the door is `complete`; the round settles when the seats' rule says so."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.engines.plan import DONE
from yichuang.kernel.cases import seating
from yichuang.kernel.cases.actions.redo_case import send_back
from yichuang.kernel.cases.models import Seat
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.plans import effects_of, offered_outcomes
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_rows import give_turns, seats_of, tell, unsay, voices_of
from yichuang.kernel.catalogue.contracts import Expression, Node, TaskSpec
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor


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
    """The seat says its outcome; whose turn it is then opens; the round settles once the seats' rule is decided."""
    seat.state, seat.outcome, seat.opinion = seating.SIGNED, outcome, opinion
    # the column is short: a return is known by its outcome, which names its node in the plan
    seat.effect = "redo" if effect.startswith("redo ") else effect
    seat.account, seat.settled_at = actor.account, move.at
    seat.instead_of = _stood_in_for(seat, actor)
    seat.save()
    tell(move.detail, seat)
    if conditions and seat.side != seating.DELEGATE:
        move.set(row, conditions=[*row.conditions, *conditions])
    settle_seats(move, actor, row)


def _stood_in_for(seat: Seat, actor: Actor) -> int | None:
    """The absent holder for whom a substitute signs; None where one signs for oneself."""
    if seat.holder is not None:
        return seat.holder if seat.holder != actor.account else None
    return next((p.substitute_for for p in actor.posts if p.post == seat.post), None)


def settle_seats(move: Move, actor: Actor, row: NodeNow) -> None:
    """Settle the round if the seats that are left decide it, else give the turns."""
    node = move.plan.nodes[row.key]
    spec = node.spec
    assert isinstance(spec, TaskSpec)
    seats = list(seats_of(move.case.id, row.key, row.round))
    fails = rule_of(move, spec.fails) if spec.fails else None
    passes = rule_of(move, spec.passes)
    passed = seating.verdict(voices_of(seats), passes, fails, stop=spec.on_refuse == "stop")
    if passed is None:
        give_turns(move.detail, seats, in_order=spec.passes == "in_order")
        return
    outcome = seating.speaking(voices_of(seats), passed) or _declared(node, passed)
    effect = effects_of(node)[outcome]
    opinion = _opinions(seats)
    if effect.startswith("redo "):
        _speak_again(move, seats, spec.passes == "in_order")
        send_back(move, row, effect.removeprefix("redo ").strip(), opinion)
        return
    label, account = _last_word(seats, actor)
    move.set(row, opinion=opinion, actor=label, account=account)
    move.settle(row, DONE, outcome=outcome, effect=effect, why={})


def _last_word(seats: Sequence[Seat], actor: Actor) -> tuple[str, int | None]:
    """Who signed last, whose result the round is: not whoever removed a seat so that it settled."""
    said = [(s.settled_at, s.account) for s in seats if s.settled_at and s.account is not None]
    account = max(said)[1] if said else actor.account
    label = actor.label if account == actor.account else f"account:{account}"
    return label, account


def _speak_again(move: Move, seats: Sequence[Seat], in_order: bool) -> None:
    """The whole went back: who did not agree speaks again when it comes here, unless it opens anew for all.

    Who sent it back speaks again at every seat: an approval does not outlive its own giver's return.
    """
    present = [s for s in seats if s.state == seating.SIGNED and s.side != seating.DELEGATE]
    senders = {s.account for s in present if s.effect == "redo" and s.account is not None}
    unsaid = [s for s in present if s.effect != "go" or s.account in senders] or present
    for seat in unsaid:
        unsay(seat)
    give_turns(move.detail, seats, in_order=in_order)
    for seat in (s for s in unsaid if s.state == seating.WAITS):
        tell(move.detail, seat)


def rule_of(move: Move, text: str) -> seating.Rule:
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
    counted = [s for s in seats if s.side != seating.DELEGATE and s.opinion.strip()]
    posts = people.read_posts({s.post for s in counted if s.post is not None})
    said = [s for s in counted if s.post is not None]
    return "\n".join(f"{posts[s.post].name.zh}：{s.opinion.strip()}" for s in said if s.post)
