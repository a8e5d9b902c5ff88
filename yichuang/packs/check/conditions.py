"""Conditions are asked when a case is handed in: one that waits for the plan demands a node of acceptance behind it."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.values import Fault
from yichuang.kernel.catalogue.contracts import Expression, ServiceSpec
from yichuang.kernel.catalogue.section import NoGround, Reading, World
from yichuang.packs.check.context import Context, Pack, WrittenItem
from yichuang.packs.check.graph import Graph
from yichuang.packs.prove import ON_NO_DAY


def check_conditions(context: Context, world: World) -> None:
    """All conditions of all items."""
    for pack in context.packs.values():
        for item in pack.items.values():
            _item(context, world, pack, item)


def _item(context: Context, world: World, pack: Pack, written: WrittenItem) -> None:
    item, graph = written.value, Graph(written.value)
    reading = Reading(world, item, NoGround(), ON_NO_DAY, pack=pack.key)
    late = {item.decides, *graph.below(item.decides)}
    early = [n for n in item.plan if n.key not in late]
    given = {name: n.key for n in early for name in _yields(n.spec, n.yields, n.sets)}
    before = {*graph.above(item.accepts), item.accepts} if item.accepts else set()
    for key, condition in item.conditions.items():
        for name in _needs(reading, condition.rule):
            node = given.get(name)
            if node is not None and node not in before:
                context.faults.add(
                    written.root.block("conditions").place(key), "condition_too_early",
                    Text(f"条件 {key} 要用 {node} 得到的 {name}", f"{key} reads {name}, which {node} yields"),
                    expected=f"accepts: a node after {node}", link="condition",
                )  # fmt: skip


def _yields(spec: object, yields: tuple[str, ...], sets: object) -> set[str]:
    own = spec.yields if isinstance(spec, ServiceSpec) else ()
    asks = getattr(spec, "asks", ())
    return {*yields, *own, *asks, *(sets if isinstance(sets, dict) else ())}


def _needs(reading: Reading, rule: Expression | None) -> frozenset[str]:
    try:
        return reading.needs(rule) if rule is not None else frozenset()
    except (Fault, KeyError):
        return frozenset()  # named where rules are checked
