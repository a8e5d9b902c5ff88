"""Nodes with one for each element of a list: how rows are called, which elements there are, what a rule reads of them.

The row of the element `water` of the node `help` is called `help.water`. The keys are fixed when the node's turn
comes; what is read of an element is read as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yichuang.base.canonical import digest
from yichuang.base.text import Text
from yichuang.engines.plan import spell
from yichuang.engines.values import Listing, Nothing, Subject, Unknown, Value
from yichuang.kernel.catalogue.contracts import Node

# The longest key that an element has as it is; of a longer one, or one with other signs, a digest.
LONGEST = 24
# The kind of a row whose node waits for its elements; the elements' rows have the kind of the node.
EACH = "each"
_PLAIN = re.compile(r"[\w-]+\Z")


class ByKey(dict[str, Any]):
    """What a plan holds by node, asked by the name of a row: that of an element gives what its node has.

    Iteration, length and `in` are those of the nodes alone.
    """

    def get(self, key: str, default: Any = None) -> Any:
        """The same without a fault for what is no node."""
        return self[key] if base_of(key) in self else default

    def __missing__(self, key: str) -> Any:
        base = base_of(key)
        if base == key:
            raise KeyError(key)
        return self[base]


def base_of(key: str) -> str:
    """The node that a row belongs to."""
    return key.partition(".")[0]


def element_of(key: str) -> str:
    """The element that a row is for; empty for the row of a node."""
    return key.partition(".")[2]


def row_key(base: str, element: str) -> str:
    """The name of the row of an element."""
    return f"{base}.{element}"


def loop_of(node: Node) -> tuple[str, str]:
    """Variable and list of `for_each: u in package.utilities`; two empty words where the node has none."""
    variable, _, source = (part.strip() for part in node.for_each.partition(" in "))
    return variable, source


def key_of(value: Value) -> str:
    """The key of an element: a subject's number, a word itself, a record's `key`; of anything else its content."""
    if isinstance(value, Subject):
        text = value.id if value.id.isdigit() else f"{value.kind}-{value.id}"
    elif isinstance(value, Mapping):
        own = value.get("key")
        text = str(own) if isinstance(own, str | int) else ""
    else:
        text = str(value) if isinstance(value, str | int) else ""
    if text and len(text) <= LONGEST and _PLAIN.match(text):
        return text
    return digest(spell(value))[:12]


def elements_in(value: Value) -> dict[str, Value] | Unknown:
    """The elements of a list by key, equal ones once. Unknown while the list is, or may hold more than is known."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Nothing):
        return {}
    if isinstance(value, Listing):
        if not value.complete:
            return Unknown()
        items: tuple[Value, ...] = value.items
    else:
        items = value if isinstance(value, tuple) else (value,)
    missing = [i for i in items if isinstance(i, Unknown)]
    if missing:
        return Unknown(frozenset().union(*(i.missing for i in missing)))
    return {key_of(item): item for item in items}


def label_of(value: Value, key: str, name: str = "") -> str:
    """What people call an element: the subject's name, a record's own name, else its key."""
    if isinstance(value, Mapping):
        for field in ("zh", "name"):
            text = value.get(field)
            if isinstance(text, str) and text:
                return text[:120]
    return (name or key)[:120]


def named(name: Text, label: str) -> Text:
    """The name of a node together with that of one of its elements."""
    return Text(f"{name.zh}·{label}", f"{name.show('en')} · {label}") if label else name
