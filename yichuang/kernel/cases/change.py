"""How every verb runs: once per key, under the case's lock, from a state the person has seen, to one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from yichuang.base.canonical import digest
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_see
from yichuang.kernel.cases.refusals import moved_on, no_such_case
from yichuang.kernel.cases.rows import lock_case
from yichuang.kernel.cases.turns import run_turns
from yichuang.kernel.cases.words import lines_since, what_happened
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Line

Deed = Callable[[Move], None]
RECEIPT = "case.service_result"


class NothingToDo(Exception):
    """The deed finds that it has been done already, or is no longer due."""


def change(
    actor: Actor,
    number: str,
    kind: str,
    deed: Deed,
    *,
    node: str = "",
    key: str = "",
    expected: int | None = None,
    content: Mapping[str, Any] | None = None,
    sees: bool = True,
) -> Done:
    """Do `deed` to the case under its lock, run what follows, write one line.

    With a `key` the same answer is given again for the same content. `expected` is the seq that the person saw.
    Raises NotFound to strangers, Conflict when the state has moved on.
    """
    with transaction.atomic():
        if key:
            answered = trail.once(
                actor.label, key, digest([kind, number, node, dict(content or {})])
            )
            if answered is not None:
                return done_again(answered)
        case = lock_case(number)
        if case is None:
            raise no_such_case()
        move = Move(case, actor, kind, node=node)
        if sees:
            must_see(move, actor)
        check_expected(move, expected)
        with move.within(node):
            deed(move)
        done = finish(move)
        if key:
            trail.remember(actor.label, key, as_answer(done))
    return done


def change_quietly(
    actor: Actor, number: str, kind: str, deed: Deed, *, node: str = ""
) -> Done | None:
    """The same for what happens by itself: where there is nothing to do nothing is changed and None is given."""
    try:
        with transaction.atomic():
            case = lock_case(number)
            if case is None:
                raise NothingToDo
            move = Move(case, actor, kind, node=node)
            with move.within(node):
                deed(move)
            return finish(move)
    except NothingToDo:
        return None


def finish(move: Move) -> Done:
    """Run the turns, write the line, and say what was done."""
    run_turns(move)
    move.write()
    return Done(
        number=move.case.number,
        seq=move.case.seq,
        state=move.case.state,
        opened=tuple(dict.fromkeys(move.opened)),
        settled=tuple(dict.fromkeys(move.settled)),
        numbers=dict(move.numbers),
    )


def check_expected(move: Move, expected: int | None) -> None:
    """Raises Conflict saying what happened since the person looked.

    That a receiver has taken a message about the case changes nothing that anybody decides on.
    """
    before = move.case.seq - 1
    if expected is None or expected == before:
        return
    lines = lines_since(move.ref, expected)
    if lines and all(_is_receipt(move, line) for line in lines):
        return
    text, data = what_happened(lines)
    raise moved_on(text, {"seq": before, "since": data})


def _is_receipt(move: Move, line: Line) -> bool:
    return line.kind == RECEIPT and line.node in move.plan.item.ends


def as_answer(done: Done) -> dict[str, Any]:
    """A `Done` as it is kept under an idempotency key."""
    return {
        "number": done.number,
        "seq": done.seq,
        "state": done.state,
        "opened": list(done.opened),
        "settled": list(done.settled),
        "numbers": dict(done.numbers),
    }


def done_again(answer: Mapping[str, Any]) -> Done:
    """The answer that was given before."""
    return Done(
        number=answer["number"],
        seq=answer["seq"],
        state=answer["state"],
        opened=tuple(answer["opened"]),
        settled=tuple(answer["settled"]),
        numbers=dict(answer["numbers"]),
        again=True,
    )
