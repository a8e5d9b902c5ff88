"""One adopted set, compiled: every datum with its type, every parameter with its value, tables and items by key.

Pure and immutable after it is made; caches inside only remember what the set's content implies. Names of a pack
are looked up in the pack itself, then in the dictionary with all extensions, then in the packs it needs, then anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from yichuang.base.text import Text
from yichuang.engines.values import (
    UNKNOWN,
    YES_NO,
    Fault,
    Field,
    Type,
    Value,
    from_canonical,
    parse_type,
    read_literal,
)
from yichuang.kernel.catalogue.contracts import (
    AdoptedPack,
    DatumDef,
    Dictionary,
    Item,
    Measure,
    PackContent,
    ParameterDef,
    SubjectDef,
    TableDef,
)

NOT_ADOPTED = AdoptedPack("", "")


@dataclass(frozen=True, slots=True)
class Datum:
    """A datum of a kind of subject, its type read, and the pack whose words its computation is written in."""

    kind: str
    definition: DatumDef
    type: Type
    pack: str

    @property
    def key(self) -> str:
        """The datum's own key."""
        return self.definition.key

    @property
    def yearly(self) -> bool:
        """Whether it has one value a year."""
        return self.definition.period == "year"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a pack as this city has it: its declaration, type and value (unknown while not set)."""

    pack: str
    name: str
    definition: ParameterDef
    type: Type
    value: Value

    @property
    def label(self) -> str:
        """What it is called where it is missing: `:residence_fee`."""
        return f":{self.name}"


def datum_type(definition: DatumDef) -> Type:
    """The type that a datum's declaration says, fields and members named. Raises engines.values.Fault."""
    return parse_type(
        definition.type,
        choices=definition.choices or None,
        members=[Field(key, YES_NO, name) for key, name in definition.members.items()],
        record=[Field(d.key, datum_type(d), d.name) for d in definition.record.values()],
    )


def parameter_type(definition: ParameterDef) -> Type:
    """The type of a parameter. Raises engines.values.Fault."""
    return parse_type(definition.type, choices=definition.choices or None)


def read_parameter(text: str, type_: Type) -> Value:
    """A parameter's value from a literal or its canonical text; empty or `unknown` is unknown. Raises Fault."""
    if text in ("", "unknown"):
        return UNKNOWN
    try:
        return read_literal(text, type_)
    except Fault:
        try:
            return from_canonical(text, type_)
        except (ValueError, ArithmeticError):
            pass
        raise


@dataclass(frozen=True, slots=True)
class World:
    """Everything that one adopted set says. `id` is the set's, empty for a pack that nobody has adopted."""

    dictionary: Dictionary
    packs: Mapping[str, PackContent]
    adopted: Mapping[str, AdoptedPack] = field(default_factory=dict)
    id: str = ""
    region: str = ""
    _data: dict[tuple[str, str], Mapping[str, Datum]] = field(default_factory=dict, compare=False)
    _parameters: dict[tuple[str, str], Parameter] = field(default_factory=dict, compare=False)
    _made: dict[tuple[str, str, str], object] = field(default_factory=dict, compare=False)

    # ---- subjects and data -------------------------------------------------------------------------------------

    def kinds(self) -> tuple[str, ...]:
        """All kinds of subject, the dictionary's first."""
        found = dict.fromkeys(self.dictionary.subjects)
        for content in self.packs.values():
            found.update(dict.fromkeys(content.subjects))
        return tuple(found)

    def subject(self, kind: str, pack: str = "") -> SubjectDef | None:
        """The declaration of a kind of subject as `pack` sees it; None where there is none."""
        own = self.packs[pack].subjects.get(kind) if pack in self.packs else None
        if kind in self.dictionary.subjects:
            return self.dictionary.subjects[kind]
        if own is not None:
            return own
        return next((c.subjects[kind] for c in self._near(pack) if kind in c.subjects), None)

    def data(self, kind: str, pack: str = "") -> Mapping[str, Datum]:
        """The data that a subject of this kind has, as `pack` sees it: own words first."""
        key = (kind, pack)
        if key not in self._data:
            self._data[key] = self._merge(kind, pack)
        return self._data[key]

    def datum(self, kind: str, key: str, pack: str = "") -> Datum | None:
        """One datum of a kind of subject; None where there is none."""
        return self.data(kind, pack).get(key)

    def _merge(self, kind: str, pack: str) -> Mapping[str, Datum]:
        found: dict[str, Datum] = {}
        own = self.packs.get(pack)
        if own is not None and kind in own.subjects:
            _add(found, kind, own.subjects[kind], pack)
        province = self.dictionary.subjects.get(kind)
        if province is not None:
            _add(found, kind, province, "")
        elif found:
            return found
        for content in self._near(pack):
            if kind in content.subjects:
                _add(found, kind, content.subjects[kind], content.key)
                if province is None:
                    return found
        return found

    def _near(self, pack: str) -> Iterator[PackContent]:
        """The other packs, those that `pack` needs before the rest."""
        own = self.packs.get(pack)
        needed = [k for k in (own.measure.needs if own else {}) if k in self.packs]
        for key in dict.fromkeys([*needed, *self.packs]):
            if key != pack:
                yield self.packs[key]

    # ---- parameters ----------------------------------------------------------------------------------------------

    def parameter(self, name: str, pack: str = "") -> Parameter | None:
        """`:name` as `pack` means it: `x`, a row `x.key` of a keyed one, `other_pack.x`; None: there is none."""
        key = (pack, name)
        if key not in self._parameters:
            made = self._parameter(name, pack)
            if made is None:
                return None
            self._parameters[key] = made
        return self._parameters[key]

    def parameters(self, pack: str) -> Iterator[Parameter]:
        """All parameters of a pack, keyed ones row by row."""
        for key, definition in self.packs[pack].measure.parameters.items():
            for name in [f"{key}.{row}" for row in definition.rows] or [key]:
                found = self.parameter(name, pack)
                if found is not None:
                    yield found

    def _parameter(self, name: str, pack: str) -> Parameter | None:
        head, _, row = name.partition(".")
        content = self.packs.get(pack)
        definition = content.measure.parameters.get(head) if content else None
        if definition is None:
            return self._foreign_parameter(head, row, pack)
        if bool(row) != bool(definition.rows) or (row and row not in definition.rows):
            return None
        type_ = parameter_type(definition)
        set_here = self.adopted.get(pack, NOT_ADOPTED).parameters.get(name)
        text = set_here if set_here is not None else definition.rows.get(row, definition.default)
        return Parameter(pack, name, definition, type_, read_parameter(text, type_))

    def _foreign_parameter(self, head: str, rest: str, pack: str) -> Parameter | None:
        if rest and head in self.packs and head != pack:
            return self._parameter(rest, head)
        return None

    # ---- tables --------------------------------------------------------------------------------------------------

    def table(self, key: str, pack: str = "") -> TableDef | None:
        """A table as `pack` means it, with the rows that the city has put in; None where there is no such table."""
        for place in (pack, "", *(c.key for c in self._near(pack))):
            tables = self.packs[place].tables if place in self.packs else self.dictionary.tables
            if key in tables and (place or key in self.dictionary.tables):
                return _replaced(tables[key], place, self.adopted.get(place, NOT_ADOPTED))
        return None

    def tables(self, pack: str) -> tuple[str, ...]:
        """The keys of all tables that rules of `pack` may name."""
        own = self.packs[pack].tables if pack in self.packs else {}
        return tuple(dict.fromkeys([*own, *self.dictionary.tables]))

    def remember(self, what: str, pack: str, key: str) -> object | None:
        """What `keep` has kept: compiled tables and the like, made once for the life of the set."""
        return self._made.get((what, pack, key))

    def keep(self, what: str, pack: str, key: str, made: object) -> None:
        """Keeps something that follows from the content alone."""
        self._made[(what, pack, key)] = made

    # ---- items, posts ------------------------------------------------------------------------------------------------

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of all packs in the set."""
        return tuple(content.measure for content in self.packs.values())

    def items(self) -> Iterator[Item]:
        """All items of the set, pack by pack in the order written."""
        for content in self.packs.values():
            yield from content.items.values()

    def item(self, key: str, pack: str = "") -> Item | None:
        """The item `pack.key`, or `key` alone as `pack` means it; None where there is none."""
        head, dot, rest = key.partition(".")
        if dot:
            content = self.packs.get(head)
            return _item(content, rest) if content else None
        return _item(self.packs[pack], key) if pack in self.packs else None

    def find_item(self, key: str, pack: str = "") -> Item | None:
        """The item that `key` means to `pack`; else the one item of that own key in any other pack."""
        found = self.item(key, pack)
        if found is None:
            others = [i for i in self.items() if i.key.rpartition(".")[2] == key]
            found = others[0] if len(others) == 1 else None
        return found

    def department_name(self, key: str) -> Text:
        """What a department of the dictionary is called; the key itself where nobody named it."""
        return self.code_name("departments", key)

    def code_name(self, codes: str, key: str) -> Text:
        """The name of an entry of a code list; the key itself where nobody named it."""
        entry = self.dictionary.codes.get(codes, {}).get(key)
        return entry.name if entry else Text(key, key)

    def post_name(self, key: str, pack: str = "") -> Text:
        """What a post is called in a pack or the dictionary."""
        own = self.packs[pack].measure.posts.get(key) if pack in self.packs else None
        return own.name if own else self.code_name("posts", key)


def world_of(dictionary: Dictionary, contents: Iterable[PackContent]) -> World:
    """A world of packs as published, with their defaults, as checks and examples need it."""
    return World(dictionary, {content.key: content for content in contents})


def with_parameters(world: World, pack: str, values: Mapping[str, str]) -> World:
    """The same world with some parameters of one pack set otherwise (an example, a trial run). Nothing is checked."""
    before = world.adopted.get(pack, AdoptedPack(pack, ""))
    changed = AdoptedPack(
        pack, before.version, {**before.parameters, **values}, before.posts, before.tables
    )
    return World(
        world.dictionary, world.packs, {**world.adopted, pack: changed}, world.id, world.region
    )


def _add(found: dict[str, Datum], kind: str, subject: SubjectDef, pack: str) -> None:
    for key, definition in subject.data.items():
        if key not in found:
            found[key] = Datum(kind, definition, _cached_type(_Key(definition)), pack)


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """A declaration by identity: declarations hold mappings, which have no hash."""

    definition: DatumDef

    def __hash__(self) -> int:
        return id(self.definition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.definition is self.definition


@lru_cache(maxsize=20_000)
def _cached_type(key: _Key) -> Type:
    return datum_type(key.definition)


def _item(content: PackContent, key: str) -> Item | None:
    found = content.items.get(key)
    return found if found is not None else content.items.get(f"{content.key}.{key}")


def _replaced(table: TableDef, pack: str, adopted: AdoptedPack) -> TableDef:
    """The table with its own pack's name and the rows that the city has put in its place."""
    if not pack:
        return table if not table.pack else replace(table, pack="")
    csv = adopted.tables.get(table.key, table.csv)
    return table if csv is table.csv and table.pack == pack else replace(table, csv=csv, pack=pack)
