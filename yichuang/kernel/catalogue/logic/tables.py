"""Decision tables of a world: read once with the types of what is computed from them, answered for a place."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.engines.rules import (
    DecisionTable,
    Declaration,
    Explanation,
    Naming,
    TableResult,
    evaluate_table,
    explain_table,
    listing_of,
    read_table,
)
from yichuang.engines.values import Fault, Listing, Record, Type, Value
from yichuang.kernel.catalogue.contracts import TableDef
from yichuang.kernel.catalogue.logic.scope import WorldScope
from yichuang.kernel.catalogue.logic.view import PlaceView
from yichuang.kernel.catalogue.logic.world import World


def declaration_of(table: TableDef) -> Declaration:
    """The declaration of a table as the rule engine takes it."""
    return Declaration(
        table.key,
        table.hits,
        dated_by=_words(table.dated_by),
        also=_words(table.also),
        key=table.key_column,
        of=table.of.strip().removeprefix("=").strip(),
    )


def _words(slot: object) -> str:
    return "" if slot is None else str(slot).strip().removeprefix("=").strip()


def result_types(world: World, key: str, pack: str) -> dict[str, Type]:
    """The types of a table's result columns: those of the data that are computed from them."""
    types: dict[str, Type] = {}
    for kind in world.kinds():
        for datum in world.data(kind, pack).values():
            computed = datum.definition.computed
            if computed is None or computed.table != key:
                continue
            found = world.table(key, datum.pack or pack)
            if found is not None and datum.type.kind != "list":
                types.setdefault(computed.column or datum.key, datum.type)
    return types


def checked(world: World, table: TableDef, pack: str) -> tuple[DecisionTable, list[Fault]]:
    """A table read for a pack, and every fault of its form with row and column."""
    scope = WorldScope.of_pack(world, pack)
    return read_table(table.csv, declaration_of(table), scope, result_types(world, table.key, pack))


def home_of(world: World, table: TableDef, pack: str) -> str:
    """The pack in whose words a table is written; for a table of the dictionary the pack that asks."""
    return table.pack or pack


def compiled(world: World, key: str, pack: str) -> DecisionTable:
    """A table of the world, read once. Raises KeyError for an unknown one, Fault for one that cannot be read."""
    kept = world.remember("table", pack, key)
    if isinstance(kept, DecisionTable):
        return kept
    table = world.table(key, pack)
    if table is None:
        raise KeyError(f"tables.{key} of {pack}")
    made, faults = checked(world, table, home_of(world, table, pack))
    if faults:
        raise faults[0]
    world.keep("table", pack, key, made)
    return made


def names_read(world: World, key: str, pack: str) -> frozenset[str]:
    """The names that a table reads, parameters with their colon; nothing for a table that does not exist."""
    return compiled(world, key, pack).names if world.table(key, pack) is not None else frozenset()


def evaluate(place: PlaceView, key: str) -> TableResult:
    """What a table says at a place, worked out once for each subject at hand."""
    table = place.reading.world.table(key, place.pack)
    if table is None:
        raise KeyError(f"tables.{key} of {place.pack}")
    there = place.inside(home_of(place.reading.world, table, place.pack))
    mark = (there.pack, key, tuple(there.bound.items()), there.shift)
    known = place.reading.tabled
    if mark not in known:
        known[mark] = evaluate_table(compiled(place.reading.world, key, place.pack), there)
    return known[mark]


def explained(
    place: PlaceView, key: str, wanted: str, type_: Type, naming: Naming
) -> Explanation | None:
    """Why a table answers as it does at a place, row by row; None where the world has no such table."""
    table = place.reading.world.table(key, place.pack)
    if table is None:
        return None
    there = place.inside(home_of(place.reading.world, table, place.pack))
    made = compiled(place.reading.world, key, place.pack)
    return explain_table(made, there, naming, wanted if wanted in made.types else "", type_)


def column(place: PlaceView, key: str, wanted: str, type_: Type) -> Value:
    """The value of a result column; a list datum of a table with `hits: all` is the list of the rows that hit."""
    result = evaluate(place, key)
    if type_.kind == "list" and wanted not in result.values:
        return Listing(tuple(_records(result)), None, complete=not result.possible)
    return result.value(wanted if wanted in result.values else "")


def _records(result: TableResult) -> Iterator[Record]:
    for hit in result.hits:
        yield Record.of({**hit.results, "key": hit.key})


def rows(place: PlaceView, key: str) -> Listing:
    """`tables.x`: the rows that hold at a place, as records."""
    table = place.reading.world.table(key, place.pack)
    if table is None:
        raise KeyError(f"tables.{key} of {place.pack}")
    there = place.inside(home_of(place.reading.world, table, place.pack))
    return listing_of(compiled(place.reading.world, key, place.pack), there)
