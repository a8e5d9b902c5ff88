"""The flow chart of a plan or a running case: wide for the desk, upright for the phone, told in words as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe

from yichuang.base.clock import SHANGHAI
from yichuang.base.text import Text
from yichuang.engines.chart import Box, arrange, draw
from yichuang.kernel.cases.contracts import NodeView
from yichuang.kernel.catalogue.contracts import Item

STATES = {
    "idle": Text("未开始", "not begun"),
    "waiting": Text("在等", "waiting"),
    "open": Text("办理中", "in work"),
    "held": Text("暂时冻结", "held"),
    "done": Text("已完成", "done"),
    "carried_over": Text("沿用原意见", "carried over"),
    "skipped": Text("不涉及", "not needed"),
    "called_off": Text("不再办理", "called off"),
}
DRAWN = {
    "idle": "idle",
    "waiting": "ask",
    "open": "open",
    "held": "ask",
    "done": "done",
    "carried_over": "done",
    "skipped": "skipped",
    "called_off": "skipped",
}


def flow_of_case(nodes: Sequence[NodeView], lang: str) -> SafeString:
    """Both drawings of a running case; nodes that were never drawn into the plan's order keep theirs."""
    boxes = [Box(n.key, n.name.show(lang), _under(n, lang), _drawn(n)) for n in nodes]
    told = ("；" if lang == "zh" else "; ").join(
        f"{n.name.show(lang)}{STATES[n.state].show(lang)}" for n in nodes
    )
    return _both(
        boxes, {n.key: n.after for n in nodes}, ("办件流程：" if lang == "zh" else "") + told
    )


def flow_of_item(item: Item, lang: str) -> SafeString:
    """Both drawings of an item's plan before anybody applied."""
    boxes = [Box(n.key, n.name.show(lang)) for n in item.plan if n.do != "stage"]
    told = " → ".join(b.label for b in boxes)
    return _both(
        boxes, {n.key: n.after for n in item.plan}, ("流程：" if lang == "zh" else "Flow: ") + told
    )


def _both(boxes: Sequence[Box], after: Mapping[str, Sequence[str]], label: str) -> SafeString:
    wide = draw(arrange(boxes, after, tall=False), label=label, css="d-none d-md-block")
    tall = draw(arrange(boxes, after, tall=True), label=label, css="d-block d-md-none")
    return mark_safe(  # noqa: S308 - every text in it is escaped by the drawing
        wide + tall
    )


def _drawn(node: NodeView) -> str:
    if node.effect == "stop" and node.state in ("done", "carried_over"):
        return "refused"
    return DRAWN[node.state]


def _under(node: NodeView, lang: str) -> str:
    """The small line under a name: who and how it stands."""
    if node.settled_at and node.state in ("done", "carried_over"):
        said = node.outcome_name.show(lang) if node.outcome_name else STATES[node.state].show(lang)
        return f"{said} {node.settled_at.astimezone(SHANGHAI):%m-%d}"
    if node.state == "open":
        return f"{node.holder} {STATES['open'].show(lang)}".strip()
    return STATES[node.state].show(lang) if node.state != "idle" else ""
