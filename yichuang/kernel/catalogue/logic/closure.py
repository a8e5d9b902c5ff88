"""Which base facts a name can be made of, found from the definitions alone: for digests, forms and 'what is asked'."""

from __future__ import annotations

from collections.abc import Iterable

from yichuang.engines.rules import Path, compile_rule, parse_rule
from yichuang.kernel.catalogue.logic import tables
from yichuang.kernel.catalogue.logic.names import Names
from yichuang.kernel.catalogue.logic.world import Datum


def base_names(names: Names, wanted: Iterable[str]) -> frozenset[str]:
    """The stored facts, parameters (`:x`) and parts of reserved roles that these names may read, called by role.

    A list's fields count as the list; `as_of` is left out; names that lead nowhere are returned as they are.
    """
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for name in wanted:
        _collect(names, name, {}, found, seen)
    return frozenset(found)


def _collect(
    names: Names, name: str, bound: dict[str, Path], found: set[str], seen: set[tuple[str, str]]
) -> None:
    if name == "as_of" or ((names.pack, name) in seen and not bound):
        return
    if not bound:
        seen.add((names.pack, name))
    if name.startswith(":"):
        found.add(name)
        return
    path = tuple(name.split("."))
    if path[0] in bound:
        path = bound[path[0]] + path[1:]
    if names.is_reserved(path[0]):
        found.add(".".join(path))
        return
    _data(names, path, found, seen)


def _data(names: Names, path: Path, found: set[str], seen: set[tuple[str, str]]) -> None:
    """Walks a name from its role; at the first computed datum goes on with what that is computed from."""
    path = names.called(path)
    for length in range(2, len(path) + 1):
        step = names.find(path[:length])
        if step is None:
            break
        if step.datum is not None and step.datum.definition.computed is not None:
            _computed(names, step.datum, path[: length - 1], found, seen)
            return
        if step.type.kind in ("list", "group") and length < len(path):
            inner = names.find(path)
            if step.type.kind == "group" or inner is None or inner.datum is None:
                break
            if inner.datum.definition.computed is None:
                path = path[:length]
                break
    found.add(".".join(path))


def _computed(
    names: Names, datum: Datum, owner: Path, found: set[str], seen: set[tuple[str, str]]
) -> None:
    key = (f"{datum.pack} computes", ".".join((*owner, datum.key)))
    if key in seen:
        return
    seen.add(key)
    inside = names.inside(datum.pack)
    for name in reads_of(names, datum):
        _collect(inside, name, {datum.kind: owner}, found, seen)


def reads_of(names: Names, datum: Datum) -> frozenset[str]:
    """The names that the computation of a datum reads, as written there."""
    computed = datum.definition.computed
    if computed is None:
        return frozenset()
    if computed.expression is not None:
        text = str(computed.expression).strip().removeprefix("=")
        return compile_rule(parse_rule(text)).names
    return tables.names_read(names.world, computed.table, datum.pack or names.pack)
