"""What a party does in a case: fills, signs, confirms, pays; and optional steps opened by a person."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.base.text import Text
from yichuang.engines.plan import DONE, DORMANT, IDLE, OPEN, hash_of, recount
from yichuang.kernel.cases import refusals
from yichuang.kernel.cases.actions.complete_task import not_open
from yichuang.kernel.cases.actions.redo_case import send_back
from yichuang.kernel.cases.change import NothingToDo, change, change_quietly
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.deciding import RUNNING
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import is_window, parties_of
from yichuang.kernel.cases.plans import effects_of
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.statements import read_yields
from yichuang.kernel.catalogue.contracts import AskSpec
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

NOTHING: Mapping[str, str] = {}
DONE_WORDS: Mapping[str, str] = {
    "fill": "filled",
    "sign": "signed",
    "confirm": "confirmed",
    "pay": "paid",
}


def answer_ask(
    actor: Actor,
    *,
    number: str,
    node: str,
    outcome: str = "",
    answers: Mapping[str, str] = NOTHING,
    opinion: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """The party does what it is asked for: fills, signs or confirms; paying has its own verb.

    Raises NotPermitted to others, Conflict when it is not asked now, Invalid with every problem.
    """

    def deed(move: Move) -> None:
        row, spec = asked(move, actor, node)
        if spec.ask == "pay":
            raise refusals.not_now("pay_instead", "请通过缴费办理", "this is done by paying")
        word = outcome or DONE_WORDS[spec.ask]
        effect = effects_of(move.plan.nodes[node]).get(word, "go" if not spec.outcomes else "")
        if not effect:
            offered = "、".join(spec.outcomes)
            raise refusals.invalid(
                "no_such_outcome", f"请选择：{offered}", f"choose one of {', '.join(spec.outcomes)}"
            )
        said = read_yields(move, (*spec.fills, *move.plan.nodes[node].yields), answers)
        move.set(row, yields=said, opinion=opinion, actor=actor.label, account=actor.account)
        if effect.startswith("redo "):
            send_back(move, row, effect.removeprefix("redo ").strip(), opinion or word)
            return
        move.settle(row, DONE, outcome=word, effect=effect, why={})

    content = {"outcome": outcome, "answers": dict(answers), "opinion": opinion}
    return change(
        actor, number, "case.answered", deed, node=node, key=key, expected=expected, content=content
    )


def asked(move: Move, actor: Actor, node: str) -> tuple[NodeNow, AskSpec]:
    """The open ask of a party for which the actor acts (or that a window does on its behalf)."""
    definition = move.plan.nodes.get(node)
    if definition is None or not isinstance(definition.spec, AskSpec) or not move.has_node(node):
        raise refusals.no_such_node(node)
    row = move.node(node)
    own = row.asks_of in actor.subjects or definition.spec.party in parties_of(move, actor)
    if not (own or is_window(move, actor)):
        raise refusals.not_your_post(definition.name)
    if row.state != OPEN:
        raise not_open(move, row)
    return row, definition.spec


def pay(actor: Actor, *, number: str, node: str, key: str = "") -> Done:
    """Begin a payment: an order under a key that is the same until the order has failed.

    The bank is asked outside, after the commit (line `payment.requested`); `numbers["order"]` names the order.
    """

    def deed(move: Move) -> None:
        row, spec = asked(move, actor, node)
        if spec.ask != "pay":
            raise refusals.not_now("not_a_payment", "这一步不是缴费", "this step is no payment")
        extra = dict(row.extra)
        if not extra.get("order") or extra.get("pay_state") == "failed":
            attempt = int(extra.get("attempt", 0)) + 1
            extra.update(attempt=attempt, pay_state="requested")
            extra["order"] = hash_of([move.case.number, node, row.round, attempt])
            body = {
                "case": move.case.number,
                "node": node,
                "round": row.round,
                "order": extra["order"],
                "amount": extra["amount"],
                "payer": row.asks_of,
                "item": move.case.item,
                "region": move.case.region,
            }
            trail.record(
                f"payment:{extra['order']}", "payment.requested", body, actor=actor.label, node=node
            )
        move.set(row, extra=extra)
        move.numbers["order"] = extra["order"]

    return change(actor, number, "case.pay_ordered", deed, node=node, key=key)


def payment_result(
    actor: Actor, *, number: str, node: str, ref: str, state: str, receipt: str = ""
) -> Done | None:
    """What the bank says of an order: paid, failed, pending or unknown. Twice or late it changes nothing.

    Gives None where there was nothing to change.
    """
    if state not in ("paid", "failed", "pending", "unknown"):
        raise ValueError(state)

    def deed(move: Move) -> None:
        row = move.node(node)
        if row.state not in (OPEN, "held") or row.extra.get("order") != ref:
            raise NothingToDo
        if row.extra.get("pay_state") == state:
            raise NothingToDo
        extra = {**row.extra, "pay_state": state, "receipt": receipt}
        move.set(row, extra=extra)
        move.detail.update(order=ref, paid=state)
        if state == "paid" and row.state == OPEN:
            move.settle(row, DONE, outcome="paid", effect="go", actor=actor.label, why={})

    return change_quietly(actor, number, "case.pay_result", deed, node=node)


def open_optional(
    actor: Actor, *, number: str, node: str, key: str = "", expected: int | None = None
) -> Done:
    """Open a step that the plan declares as optional; whoever opened it finishes after it."""

    def deed(move: Move) -> None:
        definition = move.plan.nodes.get(node)
        if definition is None or not definition.optional:
            raise refusals.no_such_node(node)
        row = move.node(node)
        if row.state != DORMANT or move.case.closed_at is not None:
            raise refusals.not_now(
                "opened_before", "该环节已经启动", "the step was opened already", state=row.state
            )
        opener = _opener(move, actor, definition.opened_by)
        graph = move.plan.graph
        if any(move.node(b).settled for b in graph.successors[node]):
            raise refusals.not_now(
                "too_late", "后续环节已办结，不能再启动", "what follows is settled already"
            )
        move.pass_to(row, IDLE, opened_by=opener)
        rows = move.all_nodes()
        for one in (node, *graph.successors[node]):
            move.set_count(one, recount(graph, rows, one))
        if row.unsettled == 0:
            move.queue.append(node)

    return change(actor, number, "case.opened_step", deed, node=node, key=key, expected=expected)


def _opener(move: Move, actor: Actor, allowed: tuple[str, ...]) -> str:
    """The open node of the actor that opens the step; a post, department or party that the plan names may, too."""
    mine = [
        r.key for r in move.all_nodes().values() if r.state == OPEN and r.post in actor.post_ids
    ]
    if mine and not allowed:
        return mine[0]
    names = {p.key for p in actor.posts} | {p.department_key for p in actor.posts}
    names |= set(parties_of(move, actor))
    if not (names & set(allowed) or actor.is_system):
        raise refusals.not_your_post(Text("启动可选环节", "opening an optional step"))
    if move.case.state not in (*RUNNING, "decided"):
        raise refusals.not_now("ended", "办件已终结", "the case has ended")
    return mine[0] if mine else ""
