"""Where the facts go that the element of a list yields: to its subject, to its entry of the list, or `into` another."""

from __future__ import annotations

from yichuang.engines.values import Subject
from yichuang.kernel.cases.elements import element_of, loop_of
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.catalogue.contracts import DatumDef


def place_of(sight: Sight, name: str) -> tuple[str, DatumDef] | None:
    """The name under which an element's fact is kept, and its declaration; None for any other name.

    `p.verified` of a person is kept as `person:7.verified`, `u.moved` of an entry as `package.utilities.water.moved`,
    and with `into: parcel.entries` the name `parcel.entries.conclusion` as `parcel.entries.water.conclusion`.
    """
    key = element_of(sight.here)
    if not key:
        return None
    node = sight.plan.nodes[sight.here]
    variable, source = loop_of(node)
    head, _, rest = name.partition(".")
    if head == variable and rest:
        element = sight.element(sight.here)
        if isinstance(element, Subject):
            datum = sight.world.datum(element.kind, rest, sight.plan.item.pack)
            return (f"{element}.{rest}", datum.definition) if datum is not None else None
        return _entry(sight, source, key, rest)
    if node.into and name.startswith(f"{node.into}."):
        return _entry(sight, node.into, key, name.removeprefix(f"{node.into}."))
    return None


def _entry(sight: Sight, listing: str, key: str, field: str) -> tuple[str, DatumDef] | None:
    step = sight.reading().names.find(tuple(listing.split(".")))
    record = step.datum.definition.record if step is not None and step.datum is not None else {}
    return (f"{listing}.{key}.{field}", record[field]) if field in record else None


def kept_as(sight: Sight, name: str) -> str:
    """The name under which a fact that the node at hand states is kept."""
    placed = place_of(sight, name)
    return placed[0] if placed is not None else name
