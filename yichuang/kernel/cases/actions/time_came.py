"""Everything that happens by itself. Each deed looks at the state it finds, so that it is safe twice and late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from yichuang.base import clock
from yichuang.base.refs import Ref
from yichuang.engines.plan import DONE, OPEN, WAITING
from yichuang.engines.values import Unknown
from yichuang.kernel.cases import notices
from yichuang.kernel.cases.change import NothingToDo, change_quietly
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.deciding import RUNNING, end
from yichuang.kernel.cases.kinds.checks import person_for
from yichuang.kernel.cases.kinds.opening import open_at
from yichuang.kernel.cases.kinds.together import TogetherKind
from yichuang.kernel.cases.kinds.waits import WaitKind
from yichuang.kernel.cases.models import CaseMaterial, Correction
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.plans import effects_of
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import TogetherSpec, WaitSpec
from yichuang.kernel.people.contracts import Actor

SYSTEM = Actor("system:clock", "平台")
WORDS = {"go": ("yes", "go"), "refuse": ("no", "stop")}


def time_came(kind: str, ref: str, key: str, args: Mapping[str, Any]) -> Done | None:
    """A timer of a case is due. `kind` starts with `cases.`; gives None where there was nothing to do any more."""
    number = Ref.parse(ref).id
    node, _, _ = key.partition(":")
    deed = DEEDS[kind.removeprefix("cases.")]
    line = "case.presumed" if kind == "cases.presume" else "case.time_came"

    def move_it(move: Move) -> None:
        move.detail["timer"] = kind
        deed(move, node, args)

    return change_quietly(
        SYSTEM, number, line, move_it, node=node if node not in ("case", "material") else ""
    )


def _row(move: Move, node: str, args: Mapping[str, Any], *states: str) -> NodeNow:
    row = move.all_nodes().get(node)
    if row is None or row.state not in states or row.round != args.get("round", row.round):
        raise NothingToDo
    return row


def _presume(move: Move, node: str, args: Mapping[str, Any]) -> None:
    """Nobody has told the applicant in time: accepted as of receipt (Administrative Licensing Law 32)."""
    row = _row(move, node, args, OPEN, WAITING)
    served = Correction.objects.filter(case_id=move.case.id).exclude(served_at=None)
    if move.case.state != "received" or served.exists():
        raise NothingToDo
    move.detail["presumed"] = True
    move.settle(row, DONE, outcome="approve", effect="go", why={"reason": "presumed"})


def _silence(move: Move, node: str, args: Mapping[str, Any]) -> None:
    """The post or party has said nothing: recorded as such, with the effect that the plan gives it."""
    row = _row(move, node, args, OPEN)
    definition = move.plan.nodes[node]
    silent = getattr(definition.spec, "silent", None)
    if silent is None:
        raise NothingToDo
    effect = effects_of(definition).get(silent.outcome, "silent")
    move.settle(row, DONE, outcome=silent.outcome, effect=effect, why={"reason": "silence"})


def _at_most(move: Move, node: str, args: Mapping[str, Any]) -> None:
    """The most that a node may last is over: what the plan says then."""
    row = _row(move, node, args, OPEN, WAITING)
    definition = move.plan.nodes[node]
    if isinstance(definition.spec, TogetherSpec):
        _freeze(move, node, args)
        return
    word, _, rest = definition.then.partition(" ")
    if word == "task" or (not word and row.state == WAITING):
        _to_person(move, row, rest)
    elif word in WORDS:
        outcome, effect = WORDS[word]
        move.settle(row, DONE, outcome=outcome, effect=effect, why={"reason": "at_most"})
    elif word == "lapse":
        notices.write(move, "lapse", ground=f"“{definition.name.zh}”逾期")
        end(move, "lapsed")
    elif word in effects_of(definition):
        effect = effects_of(definition)[word]
        move.settle(row, DONE, outcome=word, effect=effect, why={"reason": "at_most"})
    else:
        _mark(move, row)


def _to_person(move: Move, row: NodeNow, rest: str) -> None:
    definition = move.plan.nodes[row.key]
    post = person_for(move, definition, rest)
    if isinstance(post, Unknown) or row.post == post.id:
        _mark(move, row)
        return
    move.leave(row)
    open_at(
        move,
        row,
        definition,
        department=post.department.id,
        post=post.id,
        why={"reason": "at_most"},
    )


def _freeze(move: Move, node: str, args: Mapping[str, Any]) -> None:
    """The freeze of a barrier is over, unless a served correction pauses the case."""
    row = _row(move, node, args, WAITING)
    until = row.extra.get("frozen_until")
    if until and move.at < datetime.fromisoformat(until):
        raise NothingToDo
    if move.case.suspended:
        raise NothingToDo
    TogetherKind().begin(move, row)


def _look(move: Move, node: str, args: Mapping[str, Any]) -> None:
    row = _row(move, node, args, WAITING)
    definition = move.plan.nodes.get(node)
    if definition is None or not isinstance(definition.spec, WaitSpec):
        raise NothingToDo
    before = len(move.effects)
    WaitKind().begin(move, row)
    if len(move.effects) == before:
        # Nothing came of it: the next look stands in the timers already.
        move.detail["looked"] = True


def _due(move: Move, node: str, args: Mapping[str, Any]) -> None:
    """A task is overdue: it is marked, and shown to whoever leads."""
    row = _row(move, node, args, OPEN)
    if row.extra.get("overdue") or (row.due_at is not None and move.at < row.due_at):
        raise NothingToDo
    _mark(move, row)


def _mark(move: Move, row: NodeNow) -> None:
    if row.extra.get("overdue"):
        raise NothingToDo
    move.set(row, extra={**row.extra, "overdue": True})
    move.detail["overdue"] = row.key


def _case_due(move: Move, _node: str, _args: Mapping[str, Any]) -> None:
    """The case itself is overdue."""
    limits = move.case.limits or {}
    due = move.case.due_at
    if move.case.state not in RUNNING or limits.get("overdue") or due is None or move.at < due:
        raise NothingToDo
    move.set_case(limits={**limits, "overdue": clock.day_of(move.at).isoformat()})


def _stuck(move: Move, node: str, args: Mapping[str, Any]) -> None:
    """A node still waits for a fact at the case's own date."""
    _mark(move, _row(move, node, args, WAITING))


def _correction(move: Move, _node: str, args: Mapping[str, Any]) -> None:
    """A correction was not answered by its date."""
    open_ = Correction.objects.filter(
        case_id=move.case.id, id=int(args.get("correction", 0)), answered_at=None
    )
    row = open_.first()
    if row is None or move.case.state not in RUNNING or move.at < row.due:
        raise NothingToDo
    open_.update(answered_at=move.at)
    move.end_pauses("", "correction")
    notices.write(move, "lapse", ground="逾期未补正")
    end(move, "lapsed")


def _deficient(move: Move, _node: str, args: Mapping[str, Any]) -> None:
    """A paper that was to follow has not come: the case is closed without a result, as was told."""
    late = CaseMaterial.objects.filter(
        case_id=move.case.id, key=args.get("material"), current=True, state="deficient"
    )
    if not late.exists() or move.case.state not in RUNNING:
        raise NothingToDo
    notices.write(move, "lapse", ground="容缺材料逾期未补齐")
    end(move, "lapsed", result="closed")


DEEDS: Mapping[str, Callable[[Move, str, Mapping[str, Any]], None]] = {
    "presume": _presume,
    "silence": _silence,
    "at_most": _at_most,
    "freeze": _freeze,
    "look": _look,
    "due": _due,
    "case_due": _case_due,
    "stuck": _stuck,
    "correction": _correction,
    "deficient": _deficient,
}
