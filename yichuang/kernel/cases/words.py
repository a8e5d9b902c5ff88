"""States, results, verbs and lines in words of both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yichuang.base.clock import SHANGHAI
from yichuang.base.text import Text
from yichuang.kernel.people import api as people
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Line

CASE_STATES: Mapping[str, Text] = {
    "received": Text("已收件", "received"),
    "accepted": Text("已受理", "accepted"),
    "decided": Text("已办结", "decided"),
    "closed": Text("已归档", "closed"),
    "not_accepted": Text("不予受理", "not accepted"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "terminated": Text("已终止", "terminated"),
    "lapsed": Text("逾期终结", "lapsed"),
    "at_window": Text("转窗口办理", "at the window"),
}
RESULTS: Mapping[str, Text] = {
    "granted": Text("准予", "granted"),
    "refused": Text("不予许可", "refused"),
    "done": Text("已办理", "done"),
    "closed": Text("已结", "closed"),
    "revoked": Text("已撤销", "revoked"),
    **{k: CASE_STATES[k] for k in ("not_accepted", "withdrawn", "terminated", "lapsed")},
}
OUTCOMES: Mapping[str, Text] = {
    "approve": Text("同意", "approve"),
    "approve_with_remarks": Text("同意并附意见", "approve with remarks"),
    "refuse": Text("不同意", "refuse"),
    "yes": Text("符合", "met"),
    "no": Text("不符合", "not met"),
    "issue": Text("已签发", "issued"),
    "no_opinion": Text("未发表意见", "no opinion"),
    "filed": Text("已备案", "filed"),
    "done": Text("已完成", "done"),
    "ok": Text("承诺属实", "the commitment holds"),
    "broken": Text("承诺不实", "the commitment is broken"),
    "paid": Text("已缴费", "paid"),
    "signed": Text("已签署", "signed"),
    "filled": Text("已填报", "filled"),
    "confirmed": Text("已确认", "confirmed"),
}
LINES: Mapping[str, Text] = {
    "case.submitted": Text("提交申请", "handed in"),
    "case.received": Text("窗口收件", "received at the window"),
    "case.accepted": Text("受理", "accepted"),
    "case.refused_acceptance": Text("不予受理", "acceptance refused"),
    "case.presumed": Text("逾期未告知，视为受理", "presumed accepted"),
    "case.correction_asked": Text("一次性告知补正", "a correction was asked for"),
    "case.corrected": Text("补正", "corrected"),
    "case.completed": Text("办理完成", "completed"),
    "case.claimed": Text("签收", "taken"),
    "case.released": Text("退签", "given back"),
    "case.assigned": Text("分派", "assigned"),
    "case.handed_over": Text("转办", "handed over"),
    "case.signer_added": Text("加签", "a signer was added"),
    "case.signer_removed": Text("减签", "a signer was removed"),
    "case.seat_delegated": Text("委派会签席位", "a seat was delegated"),
    "case.seat_handed_over": Text("转办会签席位", "a seat was handed over"),
    "case.taken_back": Text("取回", "taken back"),
    "case.returned": Text("驳回至前序环节", "returned to an earlier step"),
    "case.suspended": Text("挂起", "suspended"),
    "case.resumed": Text("恢复", "resumed"),
    "case.extended": Text("延期", "extended"),
    "case.reminded": Text("催办", "reminded"),
    "case.supervised": Text("督办", "supervised"),
    "case.withdrawn": Text("撤回申请", "withdrawn"),
    "case.terminated": Text("终止办理", "terminated"),
    "case.opened_step": Text("启动可选环节", "an optional step was opened"),
    "case.answered": Text("当事人办理", "answered by the party"),
    "case.pay_ordered": Text("发起缴费", "payment begun"),
    "case.pay_result": Text("缴费结果", "result of the payment"),
    "case.service_result": Text("外部系统回执", "answer of another system"),
    "case.commitment_checked": Text("承诺核查", "commitment checked"),
    "case.fact_supplied": Text("补充信息", "a fact was supplied"),
    "case.facts_changed": Text("信息变更", "facts have changed"),
    "case.time_came": Text("到期自动处理", "happened by itself"),
    "case.attached": Text("补充材料", "a paper was added"),
    "case.signed": Text("签署", "signed"),
}


def state_name(state: str) -> Text:
    """A state of a case in words."""
    return CASE_STATES.get(state, Text(state, state))


def result_name(result: str, own: Mapping[str, Any]) -> Text | None:
    """A result in words: the item's own first."""
    if not result:
        return None
    if result in own:
        name = own[result].name
        return name if isinstance(name, Text) else None
    return RESULTS.get(result, Text(result, result))


def outcome_name(outcome: str) -> Text | None:
    """An outcome in words; None while there is none."""
    return OUTCOMES.get(outcome, Text(outcome, outcome)) if outcome else None


def line_name(kind: str) -> Text:
    """A kind of line in words."""
    return LINES.get(kind, Text(kind, kind))


def lines_since(ref: str, since: int) -> list[Line]:
    """The lines of a case after its line `since`, oldest first."""
    return [line for line in trail.list_lines(ref, limit=0).rows if (line.seq or 0) > since]


def who_did(label: str) -> Text:
    """Who an actor of the record is, for people: the name of an account, else that it was the platform or a partner."""
    kind, _, ident = label.partition(":")
    if kind == "account" and ident.isdigit():
        name = people.names([int(ident)]).get(int(ident), "")
        return Text(name, name) if name else Text("经办人员", "an officer")
    if kind == "key":
        return Text("合作单位", "a partner")
    return Text("系统", "the platform")


def what_happened(lines: Sequence[Line]) -> tuple[Text, list[dict[str, Any]]]:
    """What was done to a case meanwhile, as a sentence and as data."""
    data = [
        {
            "seq": line.seq,
            "kind": line.kind,
            "node": line.node,
            "actor": line.actor,
            "at": line.at.isoformat(),
        }
        for line in lines
    ]
    if not lines:
        return Text("办件状态已变化", "the case has moved on"), data
    last = lines[-1]
    at = last.at.astimezone(SHANGHAI)
    what = line_name(last.kind)
    who = who_did(last.actor)
    zh = f"办件已有新的变化：{who.zh} 于 {at:%m月%d日 %H:%M} {what.zh}"
    en = f"the case has moved on: {who.show('en')}, {at:%Y-%m-%d %H:%M}, {what.show('en')}"
    return Text(zh, en), data
