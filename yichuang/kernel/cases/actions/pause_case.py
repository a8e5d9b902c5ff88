"""Clocks of a case: suspended and resumed by ground and scope, extended once, reminded, supervised."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.base.text import Text
from yichuang.engines.plan import OPEN
from yichuang.engines.values import Span
from yichuang.kernel.cases import notices, refusals
from yichuang.kernel.cases.actions.correct_case import still_paused
from yichuang.kernel.cases.change import change
from yichuang.kernel.cases.contracts import Done
from yichuang.kernel.cases.deciding import RUNNING, compute_dates
from yichuang.kernel.cases.elements import base_of
from yichuang.kernel.cases.kinds.opening import due_again
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.permits import must_lead, parties_of
from yichuang.kernel.people.contracts import Actor

LAW_45 = "《中华人民共和国行政许可法》第四十五条"
# Grounds with their names and the clock that they stop where nobody says otherwise.
GROUNDS: Mapping[str, tuple[Text, str]] = {
    "hearing": (Text("听证", "a hearing"), "case"),
    "tender": (Text("招标、拍卖", "a tender or auction"), "case"),
    "test": (Text("检验、检测、检疫", "a test or inspection"), "case"),
    "appraisal": (Text("鉴定", "an appraisal"), "case"),
    "expert_review": (Text("专家评审", "an expert review"), "case"),
    "site_visit": (Text("现场核查", "a visit to the site"), "node"),
    "other": (Text("其他法定事由", "another ground of law"), "node"),
}
SUSPEND = Text("挂起", "suspending")
EXTEND = Text("延期", "extending")


def suspend(
    actor: Actor,
    *,
    number: str,
    ground: str,
    node: str = "",
    basis: str = "",
    note: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Stop the clock of the case, or of a node, on a ground of the table; the party is told in writing."""

    def deed(move: Move) -> None:
        if ground not in GROUNDS:
            names = "、".join(f"{k}({v[0].zh})" for k, v in GROUNDS.items())
            raise refusals.invalid(
                "no_such_ground", f"挂起事由应为：{names}", f"choose a ground: {', '.join(GROUNDS)}"
            )
        scope = "node" if node else GROUNDS[ground][1]
        if scope == "node" and not node:
            raise refusals.invalid(
                "node_missing",
                "该事由只能挂起某一环节，请选择环节",
                "this ground stops one step: name it",
            )
        _may(move, actor, node)
        _stop(move, ground, node if scope == "node" else "", basis, note)

    content = {"ground": ground, "basis": basis, "note": note}
    return change(
        actor,
        number,
        "case.suspended",
        deed,
        node=node,
        key=key,
        expected=expected,
        content=content,
    )


def _may(move: Move, actor: Actor, node: str) -> None:
    if move.case.state not in RUNNING:
        raise refusals.not_now("decided", "办件已办结", "the case is decided")
    if node:
        if not move.has_node(node):
            raise refusals.no_such_node(node)
        row = move.node(node)
        if row.state != OPEN:
            raise refusals.not_now("not_open", "该任务现在不能办理", "the task is not open")
        if row.post in actor.post_ids:
            return
    must_lead(move, actor, SUSPEND)


def _stop(move: Move, ground: str, node: str, basis: str, note: str) -> None:
    round_ = move.node(node).round if node else 0
    move.pause(node, ground, basis=basis or LAW_45, note=note, round_=round_)
    move.detail.update(ground=ground, scope="node" if node else "case")
    if node:
        row = move.node(node)
        move.set(row, extra={**row.extra, "paused": True})
        due_again(move, row, move.plan.nodes[node])
    else:
        move.set_case(suspended=True)
        _dates_again(move)
    notices.write(
        move,
        "suspension",
        procedure=GROUNDS[ground][0],
        **{"from": move.at},
        basis=basis or LAW_45,
        ground=note,
        period="",
    )


def _dates_again(move: Move) -> None:
    compute_dates(move)
    for row in move.all_nodes().values():
        if row.state == OPEN and base_of(row.key) in move.plan.nodes:
            due_again(move, row, move.plan.nodes[row.key])


def resume(
    actor: Actor,
    *,
    number: str,
    ground: str = "",
    node: str = "",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Let the clock go on; with several pauses open the ground says which one ends."""

    def deed(move: Move) -> None:
        _may(move, actor, node)
        if not move.end_pauses(node, ground):
            raise refusals.not_now("not_suspended", "办件没有挂起", "nothing is suspended")
        if node:
            row = move.node(node)
            move.set(row, extra={k: v for k, v in row.extra.items() if k != "paused"})
            due_again(move, row, move.plan.nodes[node])
        else:
            move.set_case(suspended=still_paused(move))
            _dates_again(move)

    return change(
        actor,
        number,
        "case.resumed",
        deed,
        node=node,
        key=key,
        expected=expected,
        content={"ground": ground},
    )


def extend(
    actor: Actor,
    *,
    number: str,
    ground: str,
    days: int = 10,
    unit: str = "working_days",
    key: str = "",
    expected: int | None = None,
) -> Done:
    """Extend the limit of the case, once, before it is over, told with its ground (Administrative Licensing Law 42)."""

    def deed(move: Move) -> None:
        must_lead(move, actor, EXTEND)
        if not ground.strip():
            raise refusals.reason_missing("请写明延期的理由", "write why it is extended", "ground")
        if move.case.state != "accepted" or move.case.extended:
            raise refusals.not_now(
                "extended_once",
                "只能在受理后、期满前延期一次",
                "it can be extended once, after acceptance and before the end",
            )
        if move.case.due_at is not None and move.at >= move.case.due_at:
            raise refusals.not_now("too_late", "期限已满，不能延期", "the limit is over")
        move.set_case(extended={"n": days, "unit": unit, "ground": ground})
        compute_dates(move)
        due = move.case.promised_due or move.case.statutory_due or ""
        period = str(Span(days, unit).n) + (" 个工作日" if unit == "working_days" else " 日")
        notices.write(move, "extension", ground=ground, period=period, due=due, basis="")

    content = {"ground": ground, "days": days, "unit": unit}
    return change(actor, number, "case.extended", deed, key=key, expected=expected, content=content)


def remind(actor: Actor, *, number: str, node: str, text: str = "", key: str = "") -> Done:
    """Remind whoever has an open task; the reminder belongs to its round."""

    def deed(move: Move) -> None:
        if not parties_of(move, actor):
            must_lead(move, actor, Text("催办", "reminding"))
        _count(move, node, "reminders", text)

    return change(actor, number, "case.reminded", deed, node=node, key=key, content={"text": text})


def supervise(actor: Actor, *, number: str, node: str, text: str, key: str = "") -> Done:
    """The deciding department supervises an open task in writing."""

    def deed(move: Move) -> None:
        must_lead(move, actor, Text("督办", "supervising"))
        if not text.strip():
            raise refusals.reason_missing("请写明督办意见", "write what is demanded", "text")
        _count(move, node, "supervised", text)

    return change(
        actor, number, "case.supervised", deed, node=node, key=key, content={"text": text}
    )


def _count(move: Move, node: str, what: str, text: str) -> None:
    if not move.has_node(node):
        raise refusals.no_such_node(node)
    row = move.node(node)
    if row.state != OPEN:
        raise refusals.not_now("not_open", "该任务现在不能办理", "the task is not open")
    move.set(row, extra={**row.extra, what: int(row.extra.get(what, 0)) + 1})
    move.detail["text"] = text
