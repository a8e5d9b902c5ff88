"""The completion of a task: the path that is walked most. Plain SQL, one file, one owner.

Lock and seq in one statement; the node; its successors counted down; the node written; one line with its work.
What it costs does not depend on the size of the plan, of history, or of anything that grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.engines.plan import DONE, HELD, OPEN
from yichuang.engines.values import Unknown
from yichuang.kernel.cases import commitments, issuing, refusals
from yichuang.kernel.cases.actions.redo_case import send_back
from yichuang.kernel.cases.actions.sign_seat import sign_seat
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.element_yields import kept_as
from yichuang.kernel.cases.elements import base_of
from yichuang.kernel.cases.findings import Finding
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_hold, must_see
from yichuang.kernel.cases.plans import effects_of, offered_outcomes
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_permits import own_seat
from yichuang.kernel.cases.seat_rows import is_seated
from yichuang.kernel.cases.statements import read_yields, set_values
from yichuang.kernel.cases.words import outcome_name, who_did
from yichuang.kernel.catalogue.contracts import CheckSpec, Node, TaskSpec
from yichuang.kernel.people.contracts import Actor

NOTHING: Mapping[str, str] = {}


def complete(
    actor: Actor,
    *,
    number: str,
    node: str,
    outcome: str,
    opinion: str = "",
    reason: str = "",
    yields: Mapping[str, str] = NOTHING,
    conditions: Sequence[str] = (),
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Complete an open task (or a check that lies with a person) with one of its outcomes.

    `yields` are facts that the task asks for, as typed. A refusal needs an opinion, departing from a proposal a
    reason. Raises NotFound, NotPermitted, Conflict (somebody was faster, held) and Invalid with every problem.
    """
    content = {"outcome": outcome, "opinion": opinion, "reason": reason, "yields": dict(yields)}
    content["conditions"] = list(conditions)

    def deed(move: Move) -> None:
        if move.has_node(node) and is_seated(move.node(node)):
            _say_at_seat(move, actor, node, outcome, opinion, conditions)
            return
        row = open_task(move, actor, node)
        definition = move.plan.nodes[node]
        effect = effect_of(definition, outcome)
        said = read_yields(move, asked_names(definition), yields)
        must_fit(check(move, row, definition, outcome, effect, opinion, reason, said, conditions))
        move.detail.update(outcome=outcome)
        if effect.startswith("redo "):
            send_back(move, row, effect.removeprefix("redo ").strip(), opinion or reason)
            return
        move.set(row, opinion=opinion, reason=reason, conditions=list(conditions))
        move.set(row, yields={**said, **set_values(move, definition, said)})
        move.set(row, actor=actor.label, account=actor.account)
        _settle(move, row, outcome, effect)

    return change(
        actor,
        number,
        "case.completed",
        deed,
        node=node,
        key=key,
        expected=expected,
        content=content,
        sees=False,
    )


def _settle(move: Move, row: NodeNow, outcome: str, effect: str) -> None:
    if effect != "stop":
        issue_papers(move, row)
    move.settle(row, DONE, outcome=outcome, effect=effect, why={})
    commitments.follow(move, row, move.plan.nodes[row.key], outcome)


def _say_at_seat(
    move: Move, actor: Actor, key: str, outcome: str, opinion: str, conditions: Sequence[str]
) -> None:
    """The task has seats: what is said is the opinion of the actor's own seat."""
    row, node = move.node(key), move.plan.nodes[key]
    seat = own_seat(move, actor, row)
    effect = effect_of(node, outcome)
    must_fit(check(move, row, node, outcome, effect, opinion, "", {}, conditions))
    move.detail.update(outcome=outcome)
    sign_seat(
        move,
        actor,
        row,
        seat,
        outcome=outcome,
        effect=effect,
        opinion=opinion,
        conditions=conditions,
    )


def must_fit(problems: tuple[Problem, ...]) -> None:
    """Raises Invalid with every problem, headed by the first; nothing when there is none."""
    if problems:
        first = problems[0]
        raise refusals.invalid(first.code, first.message.zh, first.message.en, *problems)


def open_task(move: Move, actor: Actor, key: str) -> NodeNow:
    """The open round of a task that the actor may complete. Raises in the order: stranger, post, state."""
    if not move.has_node(key):
        must_see(move, actor)
        raise refusals.no_such_node(key)
    row = move.node(key)
    name = move.plan.nodes[key].name
    if row.post not in actor.post_ids and not actor.is_system:
        must_see(move, actor)
    if row.state != OPEN or row.post is None:
        raise not_open(move, row)
    must_hold(move, actor, row, name)
    return row


def not_open(move: Move, row: NodeNow) -> Exception:
    """Why a node cannot be completed now: who did it and when, what holds it, or what it waits for."""
    name = move.plan.nodes[row.key].name
    data = {"node": row.key, "state": row.state, "actor": row.actor, "outcome": row.outcome}
    if row.settled:
        at = row.settled_at.strftime("%Y-%m-%d %H:%M") if row.settled_at else ""
        word = outcome_name(row.outcome) or Text(row.state, row.state)
        who = who_did(row.actor)
        return refusals.moved_on(
            Text(
                f"“{name.zh}”已由 {who.zh} 于 {at} 办结：{word.zh}",
                f"“{name.show('en')}” was completed by {who.show('en')} at {at}: {word.show('en')}",
            ),
            {**data, "at": at},
        )
    if row.state == HELD:
        held_by = str(row.why.get("held_by", ""))
        other = move.plan.nodes.get(held_by)
        zh = other.name.zh if other else held_by
        en = other.name.show("en") if other else held_by
        return refusals.moved_on(
            Text(
                f"“{name.zh}”暂停办理：前序环节“{zh}”正在重新办理",
                f"“{name.show('en')}” is held: “{en}” is being done again",
            ),
            {**data, "held_by": held_by},
        )
    return refusals.moved_on(
        Text(f"“{name.zh}”现在不能办理", f"“{name.show('en')}” cannot be done now"), data
    )


def effect_of(node: Node, outcome: str) -> str:
    """The effect of an outcome that the node offers. Raises Invalid naming those it has."""
    effects = effects_of(node)
    if outcome not in effects:
        offered = ", ".join(offered_outcomes(node))
        raise refusals.invalid(
            "no_such_outcome",
            f"没有“{outcome}”这个结论，可选：{offered}",
            f"there is no outcome {outcome}; choose one of {offered}",
            Problem(
                "outcome", Text(f"可选：{offered}", f"one of {offered}"), code="no_such_outcome"
            ),
        )
    return effects[outcome]


def asked_names(node: Node) -> tuple[str, ...]:
    """The facts that a person states when completing the node."""
    return tuple(dict.fromkeys([*getattr(node.spec, "asks", ()), *node.yields]))


def check(
    move: Move,
    row: NodeNow,
    node: Node,
    outcome: str,
    effect: str,
    opinion: str,
    reason: str,
    said: Mapping[str, str],
    conditions: Sequence[str],
) -> tuple[Problem, ...]:
    """Everything that keeps the task from being completed so."""
    problems: list[Problem] = []
    if effect == "stop" and not opinion.strip() and not _has_ground(move, row, outcome):
        problems.append(_reason("opinion", "请写明不同意的理由", "write why it is refused"))
    spec = node.spec
    proposes = spec.proposes if isinstance(spec, TaskSpec) else None
    departs = bool(row.proposed) and outcome != row.proposed
    # the ground of a refusal is its reason; who lets go against the proposal says why, apart from the opinion
    wordless = not (reason.strip() or (effect == "stop" and opinion.strip()))
    if departs and wordless and proposes is not None and proposes.departing == "reason":
        problems.append(
            _reason("reason", "未采纳系统建议，请写明理由", "say why you depart from the proposal")
        )
    if effect == "go":
        problems += _asked(move, node, said)
        problems += _blocked(row, node)
        problems += _ruled(move, row, node, said)
    if any(not c.strip() for c in conditions):
        problems.append(
            Problem("conditions", Text("附加要求不能为空", "a condition cannot be empty"))
        )
    return tuple(problems)


def _has_ground(move: Move, row: NodeNow, outcome: str) -> bool:
    """Whether the ground of a refusal stands on record already: proposed so, found by rules, or refused before it."""
    if row.proposed == outcome or any(f.get("answer") == "no" for f in row.findings):
        return True
    base = base_of(row.key)
    above = move.now(move.plan.graph.predecessors[base]).values()
    return move.plan.graph.steps[base].takes_all and any(a.stops for a in above)


def _reason(where: str, zh: str, en: str) -> Problem:
    return Problem(where, Text(zh, en), Text("请写明理由", "write the reason"), "reason_missing")


def _asked(move: Move, node: Node, said: Mapping[str, str]) -> list[Problem]:
    found = []
    for name in getattr(node.spec, "asks", ()):
        if kept_as(move, name) not in said:
            label = move.reading().naming.name(tuple(name.split(".")))
            found.append(
                Problem(
                    name,
                    Text(f"请填写{label.zh}", f"{label.show('en')} is missing"),
                    code="missing",
                )
            )
    return found


def _blocked(row: NodeNow, node: Node) -> list[Problem]:
    """What a block finding forbids nobody may overrule."""
    if not isinstance(node.spec, CheckSpec):
        return []
    findings = [Finding.read(f) for f in row.findings]
    return [
        Problem(f.key, f.ground, Text("须先补正", "it must be mended first"), "blocked")
        for f in findings
        if f.level == "block" and f.answer == "no"
    ]


def _ruled(move: Move, row: NodeNow, node: Node, said: Mapping[str, str]) -> list[Problem]:
    """The task's own rule, asked with what it has just been told."""
    spec = node.spec
    if not isinstance(spec, TaskSpec) or spec.rule is None:
        return []
    before = row.yields
    row.yields = {**before, **said}
    move.stale()
    answer = move.reading().answer(spec.rule)
    row.yields = before
    move.stale()
    if answer is True:
        return []
    if isinstance(answer, Unknown):
        names = "、".join(sorted(answer.missing))
        return [
            Problem(n, Text(f"缺少：{names}", f"missing: {names}"), code="missing")
            for n in sorted(answer.missing)
        ]
    ground = spec.ground or Text("不符合办结条件", "the rule of the task is not met")
    return [Problem(row.key, ground, code="rule_not_met")]


def issue_papers(move: Move, row: NodeNow) -> None:
    """A task that is not the deciding one issues its papers when it is completed."""
    if row.key == move.plan.decides or not move.plan.nodes[row.key].issues:
        return
    plan = issuing.plan_papers(move, row.key)
    if not isinstance(plan, Unknown) and plan.papers:
        issuing.issue(move, row.key, plan)
