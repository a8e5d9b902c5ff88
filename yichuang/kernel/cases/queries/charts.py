"""The plan of a case as a graph for drawing, with its states as the actor may see them."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.plan import DORMANT, HELD, SKIPPED, WAITING
from yichuang.kernel.cases.contracts import Chart, ChartEdge, ChartNode
from yichuang.kernel.cases.elements import base_of, element_of
from yichuang.kernel.cases.plans import is_for_element
from yichuang.kernel.cases.queries.find import see
from yichuang.kernel.cases.queries.lights import last_day
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor


def chart_of(actor: Actor, number: str) -> Chart:
    """Nodes and edges of a case's plan, what nobody opened left out; lanes are departments or parties."""
    return chart(see(actor, number), actor)


def chart(sight: Sight, actor: Actor) -> Chart:
    """The same of a case that is at hand already."""
    rows = sight.all_nodes()
    departments = people.read_departments(
        {r.department for r in rows.values() if r.department is not None}
    )
    shown = [r for r in sight.in_order() if r.state != DORMANT]
    nodes = []
    for row in shown:
        key, node = row.key, sight.plan.nodes[row.key]
        office = departments.get(row.department) if row.department is not None else None
        party = str(getattr(node.spec, "party", ""))
        lane = (
            office.name.zh if office else sight.reading().names.role_name(party).zh if party else ""
        )
        nodes.append(
            ChartNode(
                key=key,
                name=sight.name_of(row),
                kind=node.do,
                state=row.state,
                lane=lane,
                round=row.round,
                outcome=row.outcome,
                why=why_words(sight, row),
                due=last_day(row.due_at) if row.due_at else None,
                beside=node.beside,
                mine=row.post in actor.post_ids and row.state == "open",
            )
        )
    keys = {r.key for r in shown}
    edges = [
        ChartEdge(above, row.key, _condition(sight, row))
        for row in shown
        for above in _above(sight, row)
        if above in keys
    ]
    return Chart(tuple(nodes), tuple(edges))


def _above(sight: Sight, row: NodeNow) -> tuple[str, ...]:
    """What a node comes after; one with elements comes after them, and they after what it says."""
    elements = [r.key for r in sight.elements_of(row.key) if r.state != DORMANT]
    return tuple(elements) or sight.plan.graph.predecessors[base_of(row.key)]


def _condition(sight: Sight, row: NodeNow) -> Text | None:
    node = sight.plan.nodes[row.key]
    if node.when is None or (node.for_each and is_for_element(node) != bool(element_of(row.key))):
        return None
    with sight.within(row.key):
        return sight.reading().explain(node.when).rule


def why_words(sight: Sight, row: NodeNow) -> Text | None:
    """Why a node waits, stands still, was skipped or called off, in words."""
    why = row.why or {}
    if row.state == WAITING:
        return _waits(sight, row)
    if row.state == HELD:
        name = _name(sight, str(why.get("held_by", "")))
        return Text(f"前序环节“{name.zh}”正在重新办理", f"“{name.show('en')}” is being done again")
    if row.state == SKIPPED:
        return {
            "when": Text("不适用：条件不满足", "does not apply: its condition is not met"),
            "nothing_to_pay": Text("无需缴费", "nothing to pay"),
            "nobody": Text("名单为空，无需办理", "nothing on its list"),
            "all_skipped": Text("各项均不适用", "applies to none of its list"),
            "all_before_skipped": Text("前序环节均未启动", "nothing before it was needed"),
        }.get(str(why.get("reason", "")))
    if row.state == "called_off":
        name = _name(sight, str(why.get("because", "")))
        return Text(f"因“{name.zh}”而取消", f"called off because of “{name.show('en')}”")
    if why.get("returned_by"):
        name, ground = _name(sight, str(why["returned_by"])), str(why.get("ground", ""))
        return Text(f"“{name.zh}”退回：{ground}", f"sent back by “{name.show('en')}”: {ground}")
    return {
        "silence": Text("逾期未表态", "nothing was said in time"),
        "presumed": Text("逾期未告知，视为受理", "presumed accepted"),
        "at_most": Text("等待期满", "the wait was over"),
    }.get(str(why.get("reason", "")))


def _waits(sight: Sight, row: NodeNow) -> Text:
    why = row.why or {}
    missing = [str(n) for n in why.get("missing", ())]
    if missing:
        names = [sight.reading().naming.name(tuple(n.split("."))) for n in missing]
        return Text(
            f"等待：{'、'.join(n.zh for n in names)}",
            f"waits for {', '.join(n.show('en') for n in names)}",
        )
    if why.get("frozen_because"):
        names = [_name(sight, str(k)) for k in why["frozen_because"]]
        return Text(
            f"“{'、'.join(n.zh for n in names)}”未同意，等待补正",
            f"frozen: {', '.join(n.show('en') for n in names)} refused, a correction may follow",
        )
    if why.get("each"):
        return Text(
            f"还有 {row.elements_open} 项未办结", f"{row.elements_open} of its list are not settled"
        )
    if why.get("service"):
        return Text("等待外部系统回执", "waits for another system")
    return Text("等待条件成立", "waits until its rule holds")


def _name(sight: Sight, key: str) -> Text:
    if sight.plan.nodes.get(key) is None or not sight.has_node(key):
        return Text(key or "办件", key or "the case")
    return sight.name_of(sight.node(key))
