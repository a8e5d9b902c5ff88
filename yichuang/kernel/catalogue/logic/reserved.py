"""The roles that no pack declares (case, node, nodes, papers ...): their parts, each with type and a line of meaning.

The reference of the pack language prints these lists; rooms that answer a role answer exactly these parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from yichuang.base.text import Text
from yichuang.engines.values import ANY, Field, Type, choice_of, parse_type, record_of


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a reserved role: the words of its type (`any` fits everywhere) and what it is."""

    type: str
    name: Text
    choices: tuple[tuple[str, Text], ...] = ()


def _part(type_: str, zh: str, en: str, **choices: str) -> Part:
    words = tuple((k, Text(*v.split(" / "))) for k, v in choices.items())
    return Part(type_, Text(zh, en), words)


STATES = {
    "draft": "草稿 / draft",
    "received": "已收件 / received",
    "at_window": "转窗口办理 / at the window",
    "accepted": "已受理 / accepted",
    "decided": "已办结 / decided",
    "closed": "已归档 / closed",
    "not_accepted": "不予受理 / not accepted",
    "withdrawn": "已撤回 / withdrawn",
    "terminated": "已终止 / terminated",
    "lapsed": "逾期失效 / lapsed",
    "joined": "并入他件 / joined to another case",
}
RESULTS = {
    "granted": "准予 / granted",
    "refused": "不予 / refused",
    "not_accepted": "不予受理 / not accepted",
    "withdrawn": "撤回 / withdrawn",
    "lapsed": "失效 / lapsed",
    "terminated": "终止 / terminated",
    "joined": "并案 / joined",
    "closed": "结案 / closed",
}

CASE: Mapping[str, Part] = {
    "number": _part("text", "办件编号", "Case number"),
    "item": _part("text", "事项", "Item"),
    "scene": _part("choice", "情形", "Scene"),
    "mode": _part(
        "choice", "办理方式", "Mode", formal="正式 / formal", simulated="模拟 / simulated"
    ),
    "channel": _part("text", "提交渠道", "Channel"),
    "state": _part("choice", "状态", "State", **STATES),
    "result": _part("choice", "结果", "Result", **RESULTS),
    "suspended": _part("yes_no", "中止计时", "Suspended"),
    "opened": _part("moment", "开始时间", "Opened at"),
    "received_on": _part("date", "收件日", "Received on"),
    "accepted_on": _part("date", "受理日", "Accepted on"),
    "decided_on": _part("date", "办结日", "Decided on"),
    "archived_on": _part("date", "归档日", "Archived on"),
    "joined": _part("integer", "并入的诉求数", "Cases joined to this one"),
    "elapsed": _part("duration", "已用时长", "Time taken so far"),
    "days": _part("integer", "自然日数", "Days taken"),
    "working_days": _part("integer", "工作日数", "Working days taken"),
    "working_hours": _part("decimal", "工作小时数", "Working hours taken"),
    "on_time": _part("yes_no", "按时办结", "Decided on time"),
    "overdue": _part("yes_no", "已逾期", "Overdue"),
    "level": _part("integer", "督办层级", "Level reached by escalation"),
    "corrections": _part("integer", "补正次数", "Times a correction was asked for"),
    "transfers": _part("integer", "转办次数", "Times it was handed over"),
    "helped": _part("yes_no", "经帮办", "Helped at a distance"),
    "materials_asked": _part("integer", "要求提交的材料数", "Materials asked for"),
    "papers_on_paper": _part("integer", "纸质材料数", "Papers handed in on paper"),
}

NODE: Mapping[str, Part] = {
    "key": _part("text", "环节", "Key"),
    "outcome": _part("text", "结论", "Outcome"),
    "stopped": _part("yes_no", "结论为不同意", "Its outcome stops the case"),
    "skipped": _part("yes_no", "未启动", "Skipped"),
    "rounds": _part("integer", "办理轮次", "Rounds"),
    "winner": _part("any", "中选者", "Who was chosen"),
    "drawn": _part("any", "抽取结果", "Who was drawn"),
    "exceptions": _part("integer", "例外项数", "Findings that need a person"),
    "unknowns": _part("integer", "无法判断项数", "Findings that are unknown"),
    "opened": _part("moment", "开始时间", "Opened at"),
    "settled": _part("moment", "完成时间", "Settled at"),
    "carried": _part("yes_no", "沿用前次结论", "Carried over"),
    "departed": _part("yes_no", "未采纳系统建议", "Departed from the proposal"),
    "on_time": _part("yes_no", "按时", "On time"),
    "department": _part("text", "部门", "Department"),
}

PAPER: Mapping[str, Part] = {
    "present": _part("yes_no", "已提交", "Present, itself or its valid replacement"),
    "signed": _part("yes_no", "已签署", "Signed by all who must"),
    "replaced": _part("yes_no", "以承诺代替", "Replaced by a commitment"),
    "number": _part("text", "编号", "Number"),
    "issued": _part("yes_no", "已签发", "Issued"),
    "issued_on": _part("date", "签发日", "Issued on"),
}

MATERIAL: Mapping[str, Part] = {
    "asked": _part("yes_no", "需要提交", "Asked for"),
    "present": _part("yes_no", "已提交", "Present"),
    "signed": _part("yes_no", "已签署", "Signed by all who must"),
    "valid": _part("yes_no", "有效", "Valid"),
    "replaced": _part("yes_no", "以承诺代替", "Replaced by a commitment"),
}

PARTY: Mapping[str, Part] = {
    "role": _part("text", "身份", "Role"),
    "subject": _part("any", "主体", "Subject"),
    "name": _part("text", "名称", "Name"),
    "signed": _part("yes_no", "已签署", "Signed"),
    "paid": _part("yes_no", "已缴费", "Paid"),
}

SEATS: Mapping[str, Part] = {
    "count": _part("integer", "席位数", "Seats not removed"),
    "approved": _part("integer", "同意数", "Seats in favour"),
    "refused": _part("integer", "不同意数", "Seats against"),
    "silent": _part("integer", "未表态数", "Seats that said nothing"),
    "open": _part("integer", "未完成数", "Seats still open"),
    "share": _part("share", "同意席位占比", "Share of the seats in favour"),
    "weight_share": _part("share", "同意权重占比", "Share of the weights in favour"),
}

FINDING: Mapping[str, Part] = {
    "key": _part("text", "审查要点", "Finding"),
    "answer": _part("text", "结论", "Answer"),
    "level": _part("text", "级别", "Level"),
}

POLICIES: Mapping[str, Part] = {
    "years_paid": _part("integer", "已兑现年数", "Years paid already"),
    "best_of_group": _part("yes_no", "同类政策中最优", "The best of its group"),
    "room_under_cap": _part("money", "上限内余额", "What the cap still leaves"),
    "check.faults": _part("integer", "政策校验问题数", "Faults found in the policy"),
}

ACCOUNTS: Mapping[str, Part] = {"balance": _part("money", "账户余额", "Balance of the account")}

USES: Mapping[str, Part] = {
    "key": _part("text", "用途", "Use"),
    "shown": _part("yes_no", "已出示", "Shown"),
    "logged": _part("yes_no", "已留痕", "Recorded"),
    "verdict": _part("text", "核验结论", "Verdict"),
}

REQUESTS: Mapping[str, Part] = {
    "open": _part("integer", "待回应事项数", "Requests not yet answered"),
    "overdue": _part("integer", "逾期事项数", "Requests past their date"),
}

SUPPLIERS: Mapping[str, Part] = {
    "open": _part("any", "可匹配供应商", "Suppliers that can be ranked")
}

REGISTRY: Mapping[str, Part] = {"seat": _part("text", "登记机构简称", "Short name of the seat")}

# roles whose parts stand directly behind them
PLAIN_ROLES: Mapping[str, Mapping[str, Part]] = {
    "case": CASE,
    "node": NODE,
    "seats": SEATS,
    "finding": FINDING,
    "policies": POLICIES,
    "registry": REGISTRY,
    "requests": REQUESTS,
    "suppliers": SUPPLIERS,
    "use": USES,
}
# roles whose parts stand behind a key: `nodes.river.outcome`, `seats.creditor.share`
KEYED_ROLES: Mapping[str, Mapping[str, Part]] = {
    "nodes": NODE,
    "papers": PAPER,
    "materials": MATERIAL,
    "accounts": ACCOUNTS,
    "uses": USES,
    "seats": SEATS,
}
ROLES: Mapping[str, Text] = {
    "case": Text("办件本身", "The case itself"),
    "node": Text("规则所在的环节", "The node in which the rule stands"),
    "nodes": Text("办件的各环节，按键名", "The nodes of the case, by key"),
    "papers": Text("材料和签发的证照，按键名", "Materials and issued papers, by key"),
    "materials": Text("要求提交的材料，按键名", "Materials asked for, by key"),
    "parties": Text("全体当事人（逐人）", "Every party, one by one"),
    "seats": Text("会签、表决席位", "The seats of a countersigning or vote"),
    "region": Text("办件所在地区", "The region of the case"),
    "tables": Text("表的有效行", "The valid rows of a table"),
    "policies": Text("政策兑现情况", "What is known of the policies"),
    "accounts": Text("资金账户，按键名", "Accounts, by key"),
    "uses": Text("证照使用，按键名", "Uses of certificates, by key"),
    "use": Text("本次使用", "The use at hand"),
    "requests": Text("待当事人回应的事项", "What parties are asked for"),
    "suppliers": Text("供应商", "Suppliers"),
    "registry": Text("登记机构", "The registry"),
    "finding": Text("审查要点", "A finding of a check"),
}


@lru_cache(maxsize=500)
def part_type(part: Part) -> Type:
    """The type of a part; a choice without words of its own takes any text."""
    if part.type == "any":
        return ANY
    if part.type == "choice":
        if not part.choices:
            return Type("text")
        return choice_of(*(k for k, _ in part.choices), names=dict(part.choices))
    return parse_type(part.type)


def parts_record(parts: Mapping[str, Part]) -> Type:
    """The parts as one record type, as an element of `parties` or of a node with `for_each` has them."""
    return record_of(Field(key, part_type(part), part.name) for key, part in parts.items())
