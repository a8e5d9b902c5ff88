"""Plans compiled: predecessors, successors, order. A plan is acyclic; every fault of it is named with its node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property


class PlanFault(ValueError):
    """A plan that cannot run: `node` is where, `code` what (cycle, unknown_node, doubled, empty, no_decision)."""

    def __init__(self, code: str, node: str, detail: str) -> None:
        super().__init__(f"{node}: {detail}")
        self.code = code
        self.node = node


@dataclass(frozen=True, slots=True)
class Step:
    """What the graph needs of a node. `reads_results` are nodes whose results it reads: they become predecessors."""

    key: str
    after: tuple[str, ...] = ()
    reads_results: frozenset[str] = frozenset()
    takes_all: bool = False
    has_when: bool = False
    dormant: bool = False
    beside: bool = False
    redo_always: bool = False


@dataclass(frozen=True)
class Plan:
    """A compiled plan. `order` is topological and keeps the order as written where the graph leaves it open."""

    steps: Mapping[str, Step]
    order: tuple[str, ...]
    predecessors: Mapping[str, tuple[str, ...]]
    successors: Mapping[str, tuple[str, ...]]
    decides: str
    accepts: str = ""
    place: Mapping[str, int] = field(default_factory=dict)

    def downstream(self, keys: Iterable[str]) -> frozenset[str]:
        """`keys` and everything that depends on one of them."""
        found: set[str] = set()
        todo = list(keys)
        while todo:
            key = todo.pop()
            if key not in found:
                found.add(key)
                todo.extend(self.successors[key])
        return frozenset(found)

    def upstream(self, key: str) -> frozenset[str]:
        """Everything that `key` depends on, itself not among it."""
        return self._upstream[key]

    @cached_property
    def _upstream(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for key in self.order:
            above = self.predecessors[key]
            found[key] = frozenset(above).union(*(found[p] for p in above))
        return found

    @cached_property
    def after_decision(self) -> frozenset[str]:
        """The nodes that start only after the decision."""
        return self.downstream((self.decides,)) - {self.decides}

    def sorted(self, keys: Iterable[str]) -> list[str]:
        """`keys` in the plan's order."""
        return sorted(keys, key=self.place.__getitem__)


def compile_plan(
    steps: Iterable[Step],
    *,
    decides: str,
    accepts: str = "",
    stages: Mapping[str, tuple[str, ...]] | None = None,
) -> Plan:
    """The plan of these steps, in the order written. A stage in `after` stands for its nodes.

    Raises PlanFault for a cycle, an unknown or doubled node, an empty plan or a missing deciding node.
    """
    listed = _by_key(steps)
    if decides not in listed:
        raise PlanFault("no_decision", decides, "the deciding node is not in the plan")
    if accepts and accepts not in listed:
        raise PlanFault("unknown_node", accepts, "the accepting node is not in the plan")
    predecessors = {k: _predecessors(s, listed, stages or {}) for k, s in listed.items()}
    successors: dict[str, list[str]] = {key: [] for key in listed}
    for key, above in predecessors.items():
        for one in above:
            successors[one].append(key)
    order = _ordered(predecessors, successors)
    return Plan(
        steps=listed,
        order=order,
        predecessors=predecessors,
        successors={k: tuple(v) for k, v in successors.items()},
        decides=decides,
        accepts=accepts,
        place={key: n for n, key in enumerate(order)},
    )


def _by_key(steps: Iterable[Step]) -> dict[str, Step]:
    listed: dict[str, Step] = {}
    for step in steps:
        if step.key in listed:
            raise PlanFault("doubled", step.key, "two nodes have this key")
        listed[step.key] = step
    if not listed:
        raise PlanFault("empty", "", "a plan needs a node")
    return listed


def _predecessors(
    step: Step, listed: Mapping[str, Step], stages: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in (*step.after, *sorted(step.reads_results - {step.key})):
        for key in stages.get(name, (name,)):
            if key not in listed:
                raise PlanFault("unknown_node", step.key, f"comes after {key}, which is no node")
            found[key] = None
    return tuple(found)


def _ordered(
    predecessors: Mapping[str, tuple[str, ...]], successors: Mapping[str, list[str]]
) -> tuple[str, ...]:
    left = {key: len(above) for key, above in predecessors.items()}
    ready = [key for key in predecessors if left[key] == 0]
    order: list[str] = []
    while ready:
        key = ready.pop(0)
        order.append(key)
        for below in successors[key]:
            left[below] -= 1
            if left[below] == 0:
                ready.append(below)
    if len(order) < len(predecessors):
        stuck = next(key for key in predecessors if left[key] > 0)
        raise PlanFault("cycle", stuck, "depends on itself through other nodes")
    return tuple(order)
