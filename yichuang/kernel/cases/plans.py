"""An item's plan made ready to run: graph, nodes, what each reads, its definition's hash. Cached by adopted set."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from yichuang.engines.plan import Plan, Step, compile_plan, hash_of
from yichuang.engines.rules import names_of, parse_rule
from yichuang.engines.values import Fault
from yichuang.kernel.cases.elements import ByKey, loop_of
from yichuang.kernel.catalogue.contracts import (
    CheckSpec,
    EndDef,
    Expression,
    Item,
    Node,
    ServiceSpec,
    StageSpec,
    TaskSpec,
)

# What the outcomes mean that a node does not name itself.
EFFECTS: Mapping[str, str] = {
    "approve": "go",
    "approve_with_remarks": "go",
    "filed": "go",
    "yes": "go",
    "done": "go",
    "issue": "go",
    "ok": "go",
    "found_true": "go",
    "broken": "go",
    "refuse": "stop",
    "no": "stop",
    "no_opinion": "silent",
}


@dataclass(frozen=True, slots=True)
class Reads:
    """What a node reads. `everything`: all answers, all materials, results of its ancestors; `names` besides."""

    everything: bool
    names: tuple[str, ...]


@dataclass(frozen=True)
class ItemPlan:
    """The plan of an item in one mode. Immutable; `ends` start on results and stand in the graph as dormant nodes.

    `nodes`, `reads` and `definitions` may be asked by the name of an element's row, too.
    """

    item: Item
    mode: str
    graph: Plan
    nodes: Mapping[str, Node]
    ends: Mapping[str, EndDef]
    reads: Mapping[str, Reads]
    definitions: Mapping[str, str]
    stages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def decides(self) -> str:
        """The deciding node in this mode."""
        return self.graph.decides

    def repeats(self, key: str) -> bool:
        """Whether a node has one for each element of a list."""
        return key in self.nodes and bool(self.nodes[key].for_each)

    @property
    def accepts(self) -> str:
        """The accepting node, empty where the case is accepted on receipt."""
        return self.graph.accepts


def effects_of(node: Node) -> Mapping[str, str]:
    """Outcome to effect (go, stop, silent, `redo NODE`) as the node declares, else the platform's words."""
    own: Mapping[str, str] = getattr(node.spec, "outcomes", None) or {}
    silent = getattr(node.spec, "silent", None)
    extra = {silent.outcome: EFFECTS.get(silent.outcome, "silent")} if silent is not None else {}
    if own:
        return {**extra, **own}
    return {**EFFECTS, **extra}


def offered_outcomes(node: Node) -> tuple[str, ...]:
    """The outcomes that a person may choose from, in order."""
    own: Mapping[str, str] = getattr(node.spec, "outcomes", None) or {}
    silent = getattr(node.spec, "silent", None)
    if own:
        return tuple(o for o in own if silent is None or o != silent.outcome or own[o] != "silent")
    if getattr(node.spec, "mode", "") == "commitment_check":
        return ("ok", "broken")
    return ("approve", "approve_with_remarks", "refuse")


@lru_cache(maxsize=4096)
def rule_names(text: str) -> frozenset[str]:
    """The names that a slot reads; none when it is a literal. An expression may start with `=`."""
    body = text.strip()
    expression = body.startswith("=")
    try:
        return names_of(parse_rule(body[1:] if expression else body))
    except Fault:
        if expression:
            raise
        return frozenset()


def value_names(slot: Expression | None) -> frozenset[str]:
    """The names that a value slot reads: only those with `=` are expressions."""
    if slot is None or not slot.text.lstrip().startswith("="):
        return frozenset()
    return rule_names(slot.text)


def slot_names(slot: Expression | None) -> frozenset[str]:
    """The names that a rule slot reads."""
    return rule_names(slot.text) if slot is not None else frozenset()


def compile_item(item: Item, mode: str) -> ItemPlan:
    """The item's plan in a mode (formal, simulated, commitment). Raises PlanFault."""
    kept = {n.key: n for n in item.plan if in_mode(n.only, mode)}
    nodes = ByKey({k: n for k, n in kept.items() if not isinstance(n.spec, StageSpec)})
    stages = {k: n.spec.nodes for k, n in kept.items() if isinstance(n.spec, StageSpec)}
    everyone = {n.key: n for n in item.plan}
    steps = [_step(n, nodes, stages, everyone) for n in nodes.values()]
    steps += [
        Step(key, dormant=True, has_when=end.when is not None) for key, end in item.ends.items()
    ]
    decides = item.decides if item.decides in nodes else _decides(nodes)
    graph = compile_plan(
        steps,
        decides=decides,
        accepts=item.accepts if item.accepts in nodes else "",
        stages={k: tuple(m for m in members if m in nodes) for k, members in stages.items()},
    )
    return ItemPlan(
        item=item,
        mode=mode,
        graph=graph,
        nodes=nodes,
        ends=dict(item.ends),
        reads=ByKey({k: _reads(n) for k, n in nodes.items()}),
        definitions=ByKey({k: hash_of(_bare(n)) for k, n in nodes.items()}),
        stages=stages,
    )


def in_mode(only: str, mode: str) -> bool:
    """Whether something that is only for one mode belongs to this one; a commitment is formal."""
    return not only or only == ("simulated" if mode == "simulated" else "formal")


def _decides(nodes: Mapping[str, Node]) -> str:
    """Where the deciding node is not in this mode: the node of this mode alone, the last one that issues or sums up."""
    own = [k for k, n in nodes.items() if n.only]
    return (own or list(nodes))[-1]


def _step(
    node: Node,
    nodes: Mapping[str, Node],
    stages: Mapping[str, tuple[str, ...]],
    everyone: Mapping[str, Node],
) -> Step:
    after = dict.fromkeys(
        k for name in node.after for k in _standing(name, nodes, stages, everyone)
    )
    after.pop(node.key, None)
    results = {n.split(".")[1] for n in graph_names(node) if n.startswith("nodes.")}
    return Step(
        node.key,
        after=tuple(after),
        reads_results=frozenset(r for r in results if r in nodes),
        takes_all=node.takes_all or bool(getattr(node.spec, "one_refused", "")),
        has_when=node.when is not None,
        dormant=node.optional,
        beside=node.beside,
        redo_always=node.redo_always,
    )


def _standing(
    name: str,
    nodes: Mapping[str, Node],
    stages: Mapping[str, tuple[str, ...]],
    everyone: Mapping[str, Node],
) -> Iterator[str]:
    """The node itself, or for one that is not in this mode those that it came after."""
    if name in nodes or name in stages or name not in everyone:
        yield name
        return
    for above in everyone[name].after:
        yield from _standing(above, nodes, stages, everyone)


def graph_names(node: Node) -> frozenset[str]:
    """Every name in slots of the node that decide whether, when and how it starts."""
    spec = node.spec
    found = slot_names(node.when) | value_names(node.limit)
    for slot in ("rule", "for_", "choices_where", "rows_where"):
        found |= slot_names(getattr(spec, slot, None))
    found |= value_names(getattr(spec, "until", None))
    found |= value_names(node.result)
    found |= source_names(node)
    if isinstance(spec, CheckSpec):
        for condition in spec.findings.values():
            found |= slot_names(condition.rule) | slot_names(condition.when)
    if isinstance(spec, TaskSpec) and spec.proposes is not None:
        found |= slot_names(spec.proposes.when)
    return found | frozenset(node.reads or ())


def source_names(node: Node) -> frozenset[str]:
    """The names that the list of a node with `for_each` is made of."""
    source = loop_of(node)[1]
    return rule_names(source) if source else frozenset()


def is_for_element(node: Node) -> bool:
    """Whether the node's `when` is asked of each element, because it names it, and not once of all."""
    variable, _ = loop_of(node)
    return bool(variable) and any(
        n == variable or n.startswith(f"{variable}.") for n in slot_names(node.when)
    )


def _reads(node: Node) -> Reads:
    names = graph_names(node) - value_names(node.limit) - source_names(node)
    names |= value_names(getattr(node.spec, "department", None)) if node.for_each else frozenset()
    if isinstance(node.spec, ServiceSpec):
        names |= frozenset(n for n in node.spec.sends if "." in n)
    kept = [n for n in sorted(names) if not _covered(n, names) and n != "as_of"]
    everything = node.reads is None
    if everything:
        kept = [n for n in kept if not n.startswith(("nodes.", "papers.", "materials."))]
    return Reads(everything, tuple(n for n in kept if not n.startswith("tables.")))


def _covered(name: str, names: frozenset[str]) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:n]) in names for n in range(2, len(parts)))


def _bare(value: Any) -> Any:
    """A definition without the places in its files."""
    if isinstance(value, Expression):
        return value.text
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {f.name: _bare(getattr(value, f.name)) for f in fields}
    if isinstance(value, Mapping):
        return {str(k): _bare(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [_bare(v) for v in value]
    return value
