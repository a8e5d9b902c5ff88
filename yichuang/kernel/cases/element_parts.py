"""What rules read of nodes that have one for each element: the list of them, one of them, and elements themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from yichuang.engines.plan import DORMANT, IDLE
from yichuang.engines.rules import Path
from yichuang.engines.values import Listing, Record, Subject, Unknown, Value
from yichuang.kernel.cases.elements import base_of, element_of, elements_in, loop_of, row_key
from yichuang.kernel.cases.parts import NODE_PARTS, node_part
from yichuang.kernel.cases.plans import ItemPlan
from yichuang.kernel.cases.rows import NodeNow


class Rows(Protocol):
    """Of a case what is needed here: its plan, its rows, and what they stand for."""

    @property
    def plan(self) -> ItemPlan:
        """The compiled plan of the item."""
        ...

    def node(self, key: str) -> NodeNow:
        """The current round of one node or element."""
        ...

    def elements_of(self, base: str) -> list[NodeNow]:
        """The rows of the elements of a node."""
        ...

    def element(self, key: str) -> Value:
        """What the row of an element is for."""
        ...

    def yielded(self) -> dict[str, str]:
        """Facts that current rounds yield."""
        ...


def elements(source: str, value: Value) -> dict[str, Value] | Unknown:
    """The elements of a list by key; what is unknown is called by the list where it has no name."""
    found = elements_in(value)
    if isinstance(found, Unknown) and not found.missing:
        return Unknown(frozenset({source}))
    return found


def part(sight: Rows, path: Path) -> Value | None:
    """`nodes.help.outcome`, `nodes.help.water.outcome`, or `nodes.help` alone: its elements, one record for each."""
    key, rest = path[0], path[1:]
    row = sight.node(key)
    if not sight.plan.repeats(key) or (len(rest) == 1 and rest[0] in NODE_PARTS):
        return node_part(row, rest)
    rows = [r for r in sight.elements_of(key) if r.state != DORMANT]
    if not rest:
        known = tuple(v for r in rows if (v := node_part(r, ())) is not None)
        begun = row.settled or (row.state != IDLE and bool(rows))
        return Listing(known, None, complete=begun)
    one = next((r for r in rows if r.key == row_key(key, rest[0])), None)
    return node_part(one, rest[1:]) if one is not None else Unknown()


def plain_element(sight: Rows, key: str) -> Value:
    """An element as it came into the case: without what nodes of the case have found out about it since."""
    value = sight.element(key)
    if not isinstance(value, Mapping) or isinstance(value, Subject):
        return value
    start = f"{loop_of(sight.plan.nodes[base_of(key)])[1]}.{element_of(key)}."
    found = {n.removeprefix(start) for n in sight.yielded() if n.startswith(start)}
    return Record.of({k: v for k, v in value.items() if k not in found})
