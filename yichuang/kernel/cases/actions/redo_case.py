"""Going back: return to an earlier node, take one's own completion back, redo what read something that changed."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.base.text import Text
from yichuang.engines.plan import (
    CALLED_OFF,
    DORMANT,
    HELD,
    IDLE,
    OPEN,
    SETTLED,
    SKIPPED,
    redo,
)
from yichuang.kernel.cases import branches, refusals
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.deciding import RUNNING, set_limits
from yichuang.kernel.cases.elements import base_of, element_of
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_hold
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.seat_rows import unsay_of
from yichuang.kernel.cases.turns import digests
from yichuang.kernel.people.contracts import Actor

TAKE_BACK = Text("取回", "take back")


def start_redo(move: Move, targets: Mapping[str, bool]) -> None:
    """Do nodes again with all that depends on them. Raises Conflict when the case is decided."""
    if move.case.state not in RUNNING:
        raise refusals.not_now(
            "decided",
            "办件已办结，不能退回；请走变更、撤销或重新审查程序",
            "the case is decided and cannot go back",
        )
    if not targets:
        return
    graph = move.plan.graph
    nodes = {k: forced for k, forced in targets.items() if not element_of(k)}
    move.redone = graph.sorted(base_of(k) for k in targets)[0]
    again = graph.downstream(nodes)
    # Elements of a node that is done again as a whole are compared one by one when its turn comes.
    single = {k: f for k, f in targets.items() if element_of(k) and base_of(k) not in again}
    below = {b: False for k in branches.reopen(move, single) for b in graph.successors[k]}
    ready = redo(graph, move, {**below, **nodes})
    for key in (k for k in targets if element_of(k) and k not in single and targets[k]):
        move.set(move.node(key), forced=True)
    move.queue.extend(k for k in ready if k not in move.queue)


def readers_of_change(move: Move) -> dict[str, bool]:
    """The nodes whose digest is no longer what they read: what a change of inputs makes to be done again."""
    move.stale()
    found: dict[str, bool] = {}
    move.all_nodes()
    for row in move.in_order():
        if row.state in (IDLE, HELD, DORMANT) or not row.digest:
            continue
        base = base_of(row.key)
        if base != row.key and (base in found or move.node(base).state in (SKIPPED, CALLED_OFF)):
            continue
        if digests(move, row.key)[0] != row.digest:
            found[row.key] = False
    return found


def redo_readers(move: Move) -> tuple[str, ...]:
    """Redo whoever reads something that has changed, and compute the limits anew. Gives the readers."""
    targets = readers_of_change(move)
    start_redo(move, targets)
    if move.case.accepted_at is not None:
        set_limits(move, move.case.accepted_at)
    return tuple(targets)


def return_to(
    actor: Actor,
    *,
    number: str,
    from_node: str,
    to_node: str,
    ground: str,
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Send the case back from a task to any settled node before it, out of a parallel branch too.

    What nothing changed for goes on or is carried over afterwards. Raises Invalid without a ground, Conflict when the
    node is not before this one, was never settled, or somebody else is doing it again already.
    """

    def deed(move: Move) -> None:
        for one in (from_node, to_node):
            if not move.has_node(one):
                raise refusals.no_such_node(one)
        row = move.node(from_node)
        must_hold(move, actor, row, move.plan.nodes[from_node].name)
        if row.state != OPEN:
            raise refusals.not_now("not_open", "该任务现在不能办理", "the task cannot be done now")
        send_back(move, row, to_node, ground)

    content = {"to": to_node, "ground": ground}
    return change(
        actor,
        number,
        "case.returned",
        deed,
        node=from_node,
        key=key,
        expected=expected,
        content=content,
    )


def send_back(move: Move, row: NodeNow, target: str, ground: str) -> None:
    """The holder of `row` returns the case to `target`."""
    if not ground.strip():
        raise refusals.reason_missing("请写明退回的理由", "write why it is sent back", "ground")
    if base_of(target) not in move.plan.graph.upstream(base_of(row.key)):
        raise refusals.not_now(
            "not_upstream",
            "只能退回到本环节之前的环节",
            "only a step before this one can be returned to",
        )
    goal = move.node(target)
    if goal.state not in SETTLED:
        raise refusals.not_now(
            "being_redone",
            "该环节正在办理中，不需要退回",
            "that step is being done already",
            node=target,
            state=goal.state,
        )
    _limit(move, row, target)
    move.set(row, returned=True)
    move.detail.update(to=target, ground=ground)
    start_redo(move, {target: True})
    _take_words_back(move)
    _tell(move, target, row.key, ground)


def _take_words_back(move: Move) -> None:
    """Who sends the case back has not agreed any more where a countersigning stands still because of it."""
    account = move.actor.account
    for row in [move.node(e.node) for e in move.effects if e.after == HELD]:
        if account is not None and row.extra.get("seats"):
            in_order = getattr(move.plan.nodes[row.key].spec, "passes", "") == "in_order"
            unsay_of(move.detail, move.case.id, row, account, in_order=in_order)


def _limit(move: Move, row: NodeNow, target: str) -> None:
    slot = getattr(move.plan.nodes[row.key].spec, "redo_at_most", None)
    most = move.reading().evaluate(slot) if slot is not None else None
    if not isinstance(most, int):
        return
    done = PastRound.objects.filter(case_id=move.case.id, key=target).count()
    if done >= most:
        raise refusals.not_now(
            "redo_used_up",
            f"最多退回 {most} 次，已用完",
            f"it may be sent back {most} times, all are used",
        )


def _tell(move: Move, target: str, by: str, ground: str) -> None:
    row = move.node(target)
    move.set(row, why={**row.why, "returned_by": by, "ground": ground})


def take_back(
    actor: Actor, *, number: str, node: str, key: str = "", expected: int | None = None
) -> Done:
    """The completer takes the completion back, until somebody has begun what follows. Raises Conflict then."""

    def deed(move: Move) -> None:
        if not move.has_node(node):
            raise refusals.no_such_node(node)
        row = move.node(node)
        if row.account is None or row.account != actor.account:
            raise refusals.not_your_post(TAKE_BACK)
        if row.state != "done":
            raise refusals.not_now("not_done", "该环节不是已办结状态", "the step is not completed")
        for after in move.nodes(move.plan.graph.successors[base_of(node)]).values():
            if after.holder is not None or after.account is not None or after.state == HELD:
                raise refusals.not_now(
                    "successor_begun",
                    "后续环节已经开始办理，不能取回",
                    "what follows has been begun already",
                    node=after.key,
                    by=after.actor,
                )
        move.keep_holder[node] = actor.account
        start_redo(move, {node: True})

    return change(actor, number, "case.taken_back", deed, node=node, key=key, expected=expected)
