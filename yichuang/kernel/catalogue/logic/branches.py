"""The values a slot can end in, whatever the facts: the leaves of its CASE, followed into computed data."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.engines.rules import Choice, Literal, Name, Node, Parameter, compile_rule
from yichuang.engines.values import Subject, Unknown, Value
from yichuang.kernel.catalogue.logic import tables
from yichuang.kernel.catalogue.logic.place import Place
from yichuang.kernel.catalogue.logic.reading import Reading, tree_of

DEEPEST = 8


def possible_values(tree: Node, reading: Reading) -> tuple[Value, ...]:
    """All values that a slot may take, each once; () where some branch depends on facts themselves."""
    found: list[Value] = []
    for value in _values(tree, reading.env, DEEPEST):
        if value is None or isinstance(value, Unknown):
            return ()
        if value not in found:
            found.append(value)
    return tuple(found)


def _values(tree: Node, place: Place, depth: int) -> Iterator[Value | None]:
    if isinstance(tree, Choice):
        for _, branch in tree.branches:
            yield from _values(branch, place, depth)
        if tree.otherwise is not None:
            yield from _values(tree.otherwise, place, depth)
    elif isinstance(tree, Literal | Parameter):
        yield compile_rule(tree).evaluate(place)
    elif isinstance(tree, Name) and depth:
        yield from _datum(tree, place, depth)
    else:
        yield None


def _datum(name: Name, place: Place, depth: int) -> Iterator[Value | None]:
    """The branches of a computed datum: of its expression, or of the rows of its table."""
    step = place.reading.names.inside(place.pack).find(name.path)
    computed = step.datum.definition.computed if step is not None and step.datum else None
    if step is None or step.datum is None or computed is None:
        yield None
        return
    pack = step.datum.pack or place.pack
    there = Place(place.reading, pack, {step.datum.kind: (Subject(step.datum.kind, ""), "")})
    if computed.expression is not None:
        yield from _values(tree_of(computed.expression), there, depth - 1)
        return
    table = tables.compiled(place.reading.world, computed.table, pack)
    wanted = computed.column or step.datum.key
    for row in table.rows:
        for column, node in row.results:
            if column == (wanted if wanted in table.columns else table.main):
                yield from _values(node, there, depth - 1)
