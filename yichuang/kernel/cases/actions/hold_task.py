"""Who holds a task: claimed, given back, assigned, handed over to a colleague of the post."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.plan import OPEN
from yichuang.kernel.cases import refusals
from yichuang.kernel.cases.actions.complete_task import open_task
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.models import CaseNode, Seat
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_lead
from yichuang.kernel.cases.seat_rows import UNSPOKEN, seats_of, tell
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

ASSIGN = Text("分派任务", "assigning work")


def claim(
    actor: Actor, *, number: str, node: str, key: str = "", expected: int | None = None
) -> Done:
    """Take an open task of one's post. Raises Conflict when a colleague has it."""

    def deed(move: Move) -> None:
        move.set(open_task(move, actor, node), holder=actor.account)

    return change(actor, number, "case.claimed", deed, node=node, key=key, expected=expected)


def release(
    actor: Actor, *, number: str, node: str, key: str = "", expected: int | None = None
) -> Done:
    """Give a task that one holds back to its post."""

    def deed(move: Move) -> None:
        row = open_task(move, actor, node)
        if row.holder is None:
            raise refusals.not_now("not_held", "该任务没有人签收", "nobody holds the task")
        move.set(row, holder=None)

    return change(actor, number, "case.released", deed, node=node, key=key, expected=expected)


def assign(
    actor: Actor,
    *,
    number: str,
    node: str,
    account: int,
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Give an open task to somebody who can take the work of its post; the deciding department may."""

    def deed(move: Move) -> None:
        if not move.has_node(node):
            raise refusals.no_such_node(node)
        row = move.node(node)
        if row.post not in actor.post_ids:
            must_lead(move, actor, ASSIGN)
        _give(move, node, account)

    content = {"account": account}
    return change(
        actor, number, "case.assigned", deed, node=node, key=key, expected=expected, content=content
    )


def hand_over(
    actor: Actor,
    *,
    number: str,
    node: str,
    account: int,
    reason: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Hand a task that one may do over to a colleague; it does not come back."""

    def deed(move: Move) -> None:
        open_task(move, actor, node)
        _give(move, node, account)
        move.detail["reason"] = reason

    content = {"account": account, "reason": reason}
    return change(
        actor,
        number,
        "case.handed_over",
        deed,
        node=node,
        key=key,
        expected=expected,
        content=content,
    )


def _give(move: Move, node: str, account: int) -> None:
    row = move.node(node)
    if row.state != OPEN or row.post is None:
        raise refusals.not_now("not_open", "该任务现在不能办理", "the task cannot be done now")
    able = {h.account: h for h in people.holders(row.post)}
    if account not in able:
        raise refusals.invalid(
            "not_of_the_post",
            "对方不在承办岗位上",
            "that person does not hold the post of the task",
        )
    if able[account].absent:
        raise refusals.invalid("absent", "对方目前不在岗", "that person is absent now")
    move.set(row, holder=account)
    move.detail["to"] = account


def hand_over_all(actor: Actor, *, account: int) -> tuple[str, ...]:
    """Everything that a person who leaves holds, seats too, goes back to its posts; gives the numbers of the cases."""
    rows = CaseNode.objects.filter(holder=account, state__in=["open", "held"])
    done: list[str] = []
    for number, node in list(rows.values_list("case__number", "key")):

        def deed(move: Move, node: str = node) -> None:
            move.set(move.node(node), holder=None)
            move.detail["left"] = account

        change(actor, number, "case.handed_over", deed, node=node, sees=False)
        done.append(number)
    return (*done, *_seats_back(actor, account))


def _seats_back(actor: Actor, account: int) -> tuple[str, ...]:
    mine = Seat.objects.filter(holder=account, state__in=UNSPOKEN)
    done: list[str] = []
    for number, node in list(mine.values_list("case__number", "key").distinct()):

        def deed(move: Move, node: str = node) -> None:
            for seat in seats_of(move.case.id, node, move.node(node).round):
                if seat.holder == account and seat.state in UNSPOKEN:
                    seat.holder = None
                    seat.save(update_fields=["holder"])
                    tell(move.detail, seat)
            move.detail["left"] = account

        change(actor, number, "case.seat_handed_over", deed, node=node, sees=False)
        done.append(number)
    return tuple(done)
