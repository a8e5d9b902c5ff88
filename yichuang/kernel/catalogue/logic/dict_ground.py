"""A ground written down: what an example gives, or facts asked about from the command line. Typed by the dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from yichuang.engines.rules import Path, compile_rule, parse_rule
from yichuang.engines.values import (
    ANY,
    NONE,
    Fault,
    Field,
    Listing,
    Nothing,
    Record,
    Subject,
    Type,
    Unknown,
    Value,
    read_literal,
)
from yichuang.kernel.catalogue.contracts import Expression
from yichuang.kernel.catalogue.logic.ground import Ground
from yichuang.kernel.catalogue.logic.names import Names

Given: TypeAlias = Mapping[str, object]


class Leaf:
    """A place in what is given: its own words (None where only its parts are given) and its parts by key."""

    __slots__ = ("parts", "text")

    def __init__(self, text: str | None = None) -> None:
        self.text = text
        self.parts: dict[str, Leaf] = {}

    def at(self, path: Path) -> Leaf | None:
        """The place below, None where nothing is given there."""
        found: Leaf | None = self
        for part in path:
            found = found.parts.get(part) if found else None
        return found

    def put(self, path: Path, value: object) -> None:
        """Writes a value (words, a list of words, or a mapping of parts) at a place below; `absent` takes it out."""
        if value == "absent":
            above = self.at(path[:-1])
            if above is not None:
                above.parts.pop(path[-1], None)
            return
        place = self
        for part in path:
            place = place.parts.setdefault(part, Leaf())
        place.parts = {}
        if isinstance(value, Mapping):
            place.text = None
            for key, inner in value.items():
                place.put(tuple(str(key).split(".")), inner)
        else:
            place.text = words(value)


def words(value: object) -> str:
    """A value from YAML or JSON as the words of its slot: null is unknown, true is yes, a list is `[a, b]`."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(words(v) for v in value) + "]"
    return str(value)


class DictGround(Ground):
    """What is given, by dotted names of roles, kinds of subject or reserved roles. Not given is unknown.

    `papers` says of each material `present`, `signed`, `absent` ...; those that are not named are absent.
    Raises engines.values.Fault where words do not fit the type.
    """

    def __init__(
        self,
        names: Names,
        given: Given,
        papers: Mapping[str, str] | None = None,
        *,
        mode: str = "formal",
        region: str = "",
    ) -> None:
        self.names = names
        self.papers = dict(papers or {})
        self.mode = mode
        self.region = region
        self.tree = Leaf()
        self.places: dict[str, str] = {}
        for name, value in given.items():
            self.tree.put(names.called(tuple(name.split("."))), value)

    # ---- roles -----------------------------------------------------------------------------------------------------

    def role(self, name: str) -> Subject | tuple[Subject, ...] | Unknown | Nothing | None:
        """The subject that a role's given data belong to; several where they are given by key."""
        if self.names.is_reserved(name):
            return None
        called = self.names.called((name,))
        if called != (name,):
            return self.role(called[0]) if len(called) == 1 else None
        kinds = self.names.role_kinds(name) or self._kind(name)
        leaf = self.tree.at((name,))
        if kinds is None or (leaf is None and self._has_origin(name)):
            return None
        if leaf is not None and leaf.text == "unknown":
            return Unknown()
        party = self.names.party(name)
        if leaf is not None and leaf.text == "none":
            return () if party is not None and party.at_most != 1 else NONE
        if party is not None and party.at_most != 1:
            return self._several(name, kinds, leaf)
        return Subject("|".join(self._fitting(kinds, leaf)), self._known_as(name, leaf))

    def _known_as(self, name: str, leaf: Leaf | None) -> str:
        """The id of who is in a role: the code that is given for it, else the role's own name."""
        if leaf is None or leaf.text is None:
            return name
        self.places[leaf.text] = name
        return leaf.text

    def _place(self, subject: Subject) -> str:
        return self.places.get(subject.id, subject.id)

    def _kind(self, name: str) -> tuple[str, ...] | None:
        alone = self.names.role_of_kind(name)
        known = self.names.world.subject(name, self.names.pack) is not None
        return (name,) if known and alone is None else None

    def _has_origin(self, name: str) -> bool:
        about, party = self.names.about(name), self.names.party(name)
        return (about.from_ if about else party.from_ if party else None) is not None

    def _several(
        self, name: str, kinds: tuple[str, ...], leaf: Leaf | None
    ) -> tuple[Subject, ...] | Unknown | Subject:
        if leaf is None:
            return Unknown(frozenset({name}))
        if any(self._is_datum(name, kinds, key) for key in leaf.parts):
            return Subject("|".join(self._fitting(kinds, leaf)), name)
        return tuple(
            Subject("|".join(self._fitting(kinds, part)), f"{name}.{key}")
            for key, part in leaf.parts.items()
            if key not in ("complete", "count")
        )

    def _is_datum(self, name: str, kinds: tuple[str, ...], key: str) -> bool:
        party = self.names.party(name)
        carried = party is not None and key in party.carries
        world, pack = self.names.world, self.names.pack
        return carried or any(world.datum(kind, key, pack) is not None for kind in kinds)

    def _fitting(self, kinds: tuple[str, ...], leaf: Leaf | None) -> tuple[str, ...]:
        """Which of several kinds has the data that are given: one, or all where it stays open."""
        if len(kinds) == 1 or leaf is None:
            return kinds
        world, pack = self.names.world, self.names.pack
        fits = [k for k in kinds if all(world.datum(k, key, pack) for key in leaf.parts)]
        return (fits[0],) if leaf.parts and fits else kinds

    def label(self, subject: Subject) -> str:
        """The place at which a subject's data are given."""
        return self._place(subject)

    # ---- data --------------------------------------------------------------------------------------------------------

    def datum(self, subject: Subject, key: str, year: int | None = None) -> Value:
        """The given value; a yearly one may be given by year (`enterprise.revenue.2021`)."""
        type_ = self._type(subject, key)
        path = (*self._place(subject).split("."), key)
        leaf = self.tree.at(path)
        if leaf is not None and year is not None and str(year) in leaf.parts:
            leaf, path = leaf.parts[str(year)], (*path, str(year))
        if leaf is None:
            return self._implied(subject, key)
        return self._read(leaf, type_, path)

    def stated(self, subject: Subject, key: str) -> Value | None:
        """A computed datum that is given outright."""
        path = (*self._place(subject).split("."), key)
        leaf = self.tree.at(path)
        return None if leaf is None else self._read(leaf, self._type(subject, key), path)

    def _type(self, subject: Subject, key: str) -> Type:
        for kind in subject.kind.split("|"):
            datum = self.names.world.datum(kind, key, self.names.pack)
            if datum is not None:
                return datum.type
        step = self.names.find((self._place(subject).split(".", maxsplit=1)[0], key))
        return step.type if step is not None else ANY

    def _implied(self, subject: Subject, key: str) -> Value:
        """What an item says itself: references to its own roles, fixed values, the code of the case's region."""
        if subject.id == "region" and key == "code" and self.region:
            return self.region
        about = self.names.about(self._place(subject))
        gives = about.gives.get(key) if about else None
        if gives is not None:
            return self._given_by_item(gives)
        way = self.names.called((*self._place(subject).split("."), key))
        found = self.role(way[0]) if len(way) == 1 else None
        if isinstance(found, tuple):
            return Listing(found, None, complete=True)
        return found if found is not None else Unknown()

    def _given_by_item(self, gives: Expression) -> Value:
        text = str(gives).strip().removeprefix("=").strip()
        if self.names.role_kinds(text) is not None:
            role = self.role(text)
            return role if isinstance(role, Subject) else Unknown()
        try:
            return compile_rule(parse_rule(text)).evaluate(_NOTHING)
        except KeyError:  # the variable of an item that opens once for each
            return Unknown()

    # ---- reserved roles ----------------------------------------------------------------------------------------------

    def part(self, path: Path) -> Value | None:
        """A given part; the scene is the first one and the mode formal unless said otherwise; papers by `papers`."""
        leaf = self.tree.at(path)
        if leaf is not None:
            step = self.names.find(path)
            return self._read(leaf, step.type if step else ANY, path)
        if path == ("case", "mode"):
            return self.mode
        if path == ("case", "scene") and self.names.item is not None and self.names.item.scenes:
            return next(iter(self.names.item.scenes))
        if path[0] in ("papers", "materials") and len(path) == 3:
            return self._paper(path[1], path[2])
        return None

    def _paper(self, key: str, part: str) -> Value | None:
        item = self.names.item
        if item is None or key not in item.materials:
            return None
        state = self.papers.get(key, "absent")
        other = self.papers.get(item.materials[key].replaced_by, "absent")
        if part == "present":
            return state != "absent" or other != "absent"
        if part == "signed":
            return state == "signed"
        return state == "absent" and other != "absent" if part == "replaced" else None

    # ---- reading words -----------------------------------------------------------------------------------------------

    def _read(self, leaf: Leaf, type_: Type, path: Path) -> Value:
        if type_.kind == "list":
            return self._list(leaf, type_, path)
        if type_.kind in ("group", "record"):
            return self._record(leaf, type_, path)
        if type_.kind == "reference":
            return self._reference(leaf, type_, path)
        if leaf.text is None:
            return _any_of(leaf) if type_.kind == "any" else Unknown(frozenset({".".join(path)}))
        return _literal(leaf.text, type_, path)

    def _reference(self, leaf: Leaf, type_: Type, path: Path) -> Value:
        if leaf.text in (None, "unknown", "none"):
            if leaf.parts:
                return Subject("|".join(self._fitting(type_.targets, leaf)), ".".join(path))
            return NONE if leaf.text == "none" else Unknown(frozenset({".".join(path)}))
        role = self.role(leaf.text) if leaf.text and "." not in leaf.text else None
        return role if isinstance(role, Subject) else read_literal(leaf.text or "", type_)

    def _list(self, leaf: Leaf, type_: Type, path: Path) -> Value:
        if leaf.text is not None and not leaf.parts:
            return _literal(leaf.text, type_, path)
        element = type_.of or ANY
        items = tuple(
            self._element(part, element, (*path, key))
            for key, part in leaf.parts.items()
            if key not in ("complete", "count")
        )
        said = leaf.parts["complete"].text if "complete" in leaf.parts else "unknown"
        day = date.fromisoformat(said) if said and said[:1].isdigit() else None
        return Listing(items, day, complete=day is not None or said == "yes")

    def _element(self, leaf: Leaf, type_: Type, path: Path) -> Value:
        if type_.kind == "reference" and leaf.text is None:
            return Subject("|".join(self._fitting(type_.targets, leaf)), ".".join(path))
        return self._read(leaf, type_, path)

    def _record(self, leaf: Leaf, type_: Type, path: Path) -> Value:
        if leaf.text == "unknown" and not leaf.parts:
            return Unknown(frozenset({".".join(path)}))
        if leaf.text is not None and type_.kind == "group":
            whole = _literal(leaf.text, type_, path)
            values = dict(whole) if isinstance(whole, Mapping) else {}
        else:
            values = {}
        values.update(self._fields(leaf, type_, path))
        return Record.of(values)

    def _fields(self, leaf: Leaf, type_: Type, path: Path) -> Iterator[tuple[str, Value]]:
        declared = {field.key: field for field in type_.fields}
        for key in dict.fromkeys([*declared, *leaf.parts]):
            part = leaf.parts.get(key)
            field = declared.get(key, Field(key, ANY))
            if part is not None:
                yield key, self._read(part, field.type, (*path, key))
            elif type_.kind == "record" or leaf.text is None:
                yield key, Unknown(frozenset({".".join((*path, key))}))


def _literal(text: str, type_: Type, path: Path) -> Value:
    if text == "unknown":
        return Unknown(frozenset({".".join(path)}))
    if text == "none" and type_.kind not in ("group", "list"):
        return NONE
    if type_.kind == "any":
        return loose(text)
    return read_literal(text, type_)


def _any_of(leaf: Leaf) -> Value:
    return Record.of(
        {k: loose(p.text) if p.text is not None else _any_of(p) for k, p in leaf.parts.items()}
    )


def loose(text: str) -> Value:
    """Words whose type nobody declares: yes and no, a number with unit or a day as rules have them, else text."""
    if text in ("yes", "no"):
        return text == "yes"
    if text == "none":
        return NONE
    if text == "unknown":
        return Unknown()
    if text[:1].isdigit() or text[:1] == "-":
        try:
            return compile_rule(parse_rule(text)).evaluate(_NOTHING)
        except (Fault, KeyError):
            return text
    return text


class _Nothing:
    """An environment without names, for constants."""

    @property
    def as_of(self) -> date:
        raise KeyError("as_of")

    def get(self, path: Path) -> Value:
        raise KeyError(".".join(path))

    def of(self, element: Value, path: Path, label: str) -> Value:
        raise KeyError(label)

    def parameter(self, name: str) -> Value:
        raise KeyError(f":{name}")

    def table(self, name: str) -> Value:
        raise KeyError(f"tables.{name}")

    def call(self, function: str, arguments: object) -> Value:
        raise KeyError(function)


_NOTHING = _Nothing()
