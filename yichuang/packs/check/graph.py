"""The graph of a plan: what stands before what, and what a node may do to those behind it."""

from __future__ import annotations

from collections.abc import Callable

from yichuang.kernel.catalogue.contracts import AskSpec, CaseSpec, CheckSpec, Item, Node, TaskSpec


def never(key: str) -> bool:
    """Stops nowhere."""
    return False


class Graph:
    """Predecessors of each node, existing ones only."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.nodes = {n.key: n for n in item.plan}
        self.before = {n.key: [p for p in n.after if p in self.nodes] for n in item.plan}

    def above(self, key: str, stop: Callable[[str], bool] = never) -> list[str]:
        """All predecessors, near ones first; beyond those for which `stop` holds it does not look."""
        seen: list[str] = []
        todo = list(self.before.get(key, ()))
        while todo:
            node = todo.pop(0)
            if node not in seen:
                seen.append(node)
                todo += [] if stop(node) else self.before[node]
        return seen

    def below(self, key: str) -> set[str]:
        """All successors."""
        return {k for k in self.nodes if key in self.above(k)}

    def rings(self) -> list[str]:
        """The nodes that stand before themselves."""
        return [k for k in self.nodes if k in self.above(k)]


def may_be_skipped(node: Node) -> bool:
    """Whether a node may be skipped on its own."""
    return node.when is not None or bool(node.only) or node.optional


def may_refuse(node: Node) -> bool:
    """Whether a node may settle with a stop."""
    spec = node.spec
    if isinstance(spec, TaskSpec):
        if spec.outcomes:
            return "stop" in spec.outcomes.values()
        return spec.mode != "commitment_check"
    if isinstance(spec, CheckSpec):
        ways = (spec.on_no, spec.on_block, spec.on_unknown, spec.on_person, node.then)
        decides = spec.rule is not None or spec.findings or spec.table
        asked = any(w == "refuse" or w.startswith("task") for w in ways[1:])
        return asked or (
            bool(decides) and (spec.on_no == "refuse" or spec.on_no.startswith("task"))
        )
    if isinstance(spec, AskSpec) and spec.outcomes:
        return "stop" in spec.outcomes.values() or node.then == "refuse"
    if isinstance(spec, CaseSpec):
        return spec.on_no == "refuse" or node.then == "refuse"
    return node.then == "refuse"
