"""Answers of other systems, and facts that come while a case waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.engines.plan import DONE, IDLE, WAITING
from yichuang.engines.values import Unknown
from yichuang.kernel.cases import refusals
from yichuang.kernel.cases.actions.correct_case import put_answers
from yichuang.kernel.cases.actions.redo_case import readers_of_change, redo_readers
from yichuang.kernel.cases.change import NothingToDo, change, change_quietly
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.deciding import RUNNING
from yichuang.kernel.cases.kinds.messages import request
from yichuang.kernel.cases.models import Case, Waiting
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import is_window, parties_of
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.statements import read_typed
from yichuang.kernel.catalogue.contracts import ServiceSpec
from yichuang.kernel.people.contracts import Actor

STATES = ("answered", "failed", "pending", "unknown")


def service_result(
    actor: Actor,
    *,
    number: str,
    node: str,
    key: str,
    state: str,
    body: Mapping[str, str] | None = None,
) -> Done | None:
    """What the partner answers to the message under `key`: answered, failed (nothing took effect), pending, unknown.

    `body` holds what the message yields, as text. An answer to another round or attempt, late or twice, changes
    nothing (None). Raises Invalid when the answer cannot be read.
    """
    if state not in STATES:
        raise ValueError(state)

    def deed(move: Move) -> None:
        if node not in move.plan.ends and not move.has_node(node):
            raise NothingToDo
        row = move.node(node)
        if (
            row.extra.get("key") != key
            or row.settled
            or (row.state == "held" and state != "answered")
        ):
            raise NothingToDo
        move.detail.update(service=key, answer=state)
        if state == "answered":
            _answered(move, row, dict(body or {}))
        elif row.extra.get("state") == state:
            raise NothingToDo
        else:
            move.set(row, extra={**row.extra, "state": state}, why={**row.why, "answer": state})

    return change_quietly(actor, number, "case.service_result", deed, node=node)


def _answered(move: Move, row: NodeNow, body: dict[str, str]) -> None:
    archived = body.pop("archived_on", "")
    if archived:
        move.set_case(limits={**(move.case.limits or {}), "archived_on": archived})
    definition = move.plan.nodes.get(row.key)
    spec = definition.spec if definition else None
    names = (
        (*spec.yields, *definition.yields) if isinstance(spec, ServiceSpec) and definition else ()
    )
    typed = read_typed(move, names, {n: t for n, t in body.items() if n in names}, strict=True)
    if typed.problems:
        raise refusals.invalid(
            "answer", "对方系统的回执无法识别", "the answer cannot be read", *typed.problems
        )
    move.set(
        row, yields=typed.said, extra={**row.extra, "state": "answered"}, actor=move.actor.label
    )
    move.stale()
    if isinstance(spec, ServiceSpec) and spec.took_effect is not None:
        effect = move.reading().answer(spec.took_effect)
        if effect is not True:
            word = "unknown" if isinstance(effect, Unknown) else "no_effect"
            move.set(row, extra={**row.extra, "state": word}, why={**row.why, "answer": word})
            return
    if row.state == WAITING:
        move.settle(row, DONE, outcome="done", effect="go", why={})


def again(actor: Actor, *, number: str, node: str, key: str = "") -> Done:
    """A new attempt of an act that took no effect, by a person. Raises Conflict while that is not certain."""

    def deed(move: Move) -> None:
        if not move.has_node(node):
            raise refusals.no_such_node(node)
        row = move.node(node)
        definition = move.plan.nodes.get(node)
        spec = definition.spec if definition else None
        if not isinstance(spec, ServiceSpec) or row.state != WAITING:
            raise refusals.not_now(
                "not_waiting", "该环节没有在等待外部回执", "the step waits for no answer"
            )
        if row.extra.get("state") not in ("failed", "no_effect"):
            raise refusals.not_now(
                "may_have_taken_effect",
                "对方系统是否已生效尚未确定，不能重发",
                "it may have taken effect: it is not sent again",
            )
        message = str(row.extra.get("message", ""))
        request(move, row, message, act=bool(spec.act), sends=spec.sends, to=spec.to)

    return change(actor, number, "case.sent_again", deed, node=node, key=key)


def supply_fact(
    actor: Actor, *, number: str, name: str, value: str, key: str = "", expected: int | None = None
) -> Done:
    """State a fact that the case lacks: by a party, a window, or an office that works on the case."""

    def deed(move: Move) -> None:
        if move.case.state not in RUNNING:
            raise refusals.not_now("decided", "办件已办结", "the case is decided")
        own = parties_of(move, actor) or is_window(move, actor)
        if not (own or move.case.department in actor.departments or _waits_here(move, actor)):
            raise refusals.not_your_post(Text("补充信息", "stating a fact"))
        if not value.strip():
            problem = Problem(name, Text("请填写", "a value is missing"), code="missing")
            raise refusals.invalid("answers", "请填写", "a value is missing", problem)
        move.detail["name"] = name
        put_answers(move, {name: value}, "supplied")
        redo_readers(move)
        wake(move)

    content = {"name": name, "value": value}
    return change(
        actor, number, "case.fact_supplied", deed, key=key, expected=expected, content=content
    )


def _waits_here(move: Move, actor: Actor) -> bool:
    return any(r.department in actor.departments for r in move.all_nodes().values())


def wake(move: Move, keys: Sequence[str] | None = None) -> int:
    """Nodes that wait for facts look again; gives how many."""
    woken = 0
    for row in list(move.all_nodes().values()):
        if row.state != WAITING or "missing" not in row.why or row.key in move.queue:
            continue
        if keys is not None and row.key not in keys:
            continue
        move.leave(row)
        move.pass_to(row, IDLE, why={})
        move.queue.append(row.key)
        woken += 1
    return woken


def facts_changed(actor: Actor, *, subject: int, data: Sequence[str]) -> tuple[str, ...]:
    """Facts of a subject were recorded (`kind.key`): waiting nodes look again, and running cases that read something

    else than before redo whoever read it. Gives the numbers of the cases that moved. Safe to repeat.
    """
    rows = Waiting.objects.filter(subject=subject, datum__in=list(data))
    numbers = set(rows.values_list("case__number", flat=True))
    running = Case.objects.filter(roles__subject=subject, state__in=RUNNING)
    numbers |= set(running.values_list("number", flat=True)[:200])
    moved = []
    for number in sorted(numbers):

        def deed(move: Move) -> None:
            waiting = wake(move)
            targets = readers_of_change(move) if move.case.state in RUNNING else {}
            if targets:
                redo_readers(move)
            if not waiting and not targets:
                raise NothingToDo
            move.detail["data"] = sorted(data)

        if change_quietly(actor, number, "case.facts_changed", deed) is not None:
            moved.append(number)
    return tuple(moved)
