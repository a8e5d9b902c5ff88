"""Where a rule stands while it is evaluated: the pack whose words it uses and the names bound there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from yichuang.engines.rules import Path
from yichuang.engines.values import NONE, Listing, Subject, Unknown, Value
from yichuang.kernel.catalogue.logic import functions, tables
from yichuang.kernel.catalogue.logic.closure import base_names
from yichuang.kernel.catalogue.logic.ground import field_of, named
from yichuang.kernel.catalogue.logic.view import ReadingView


@dataclass(frozen=True, slots=True)
class Place:
    """The rule engine's view of a reading (its `Env`). `bound` maps names to a value and what it is called.

    `shift` moves yearly data by so many years (`prior`, `this`).
    """

    reading: ReadingView
    pack: str
    bound: Mapping[str, tuple[Value, str]] = field(default_factory=dict)
    shift: int = 0

    @property
    def as_of(self) -> date:
        """The day for which everything is read."""
        return self.reading.as_of

    def get(self, path: Path) -> Value:
        """The value of a dotted name. Raises KeyError for what is no name."""
        first = path[0]
        if first in self.bound:
            value, label = self.bound[first]
            return self.follow(value, path[1:], label)
        if self.reading.names.is_reserved(first):
            return self._reserved(path)
        if path == ("as_of",):
            return self.as_of
        value_or_none = self.reading.role(first)
        if value_or_none is None:
            return self._nobody(path)
        if isinstance(value_or_none, Unknown):
            return self._unfilled(value_or_none, path)
        return self.follow(value_or_none, path[1:], first)

    def of(self, element: Value, path: Path, label: str) -> Value:
        """The value at `path` of an element of a list; `label` is the whole dotted name."""
        tail = "." + ".".join(path)
        return self.follow(element, path, label.removesuffix(tail))

    def parameter(self, name: str) -> Value:
        """The value of `:name` as this pack means it. Raises KeyError where there is none."""
        found = self.reading.world.parameter(name, self.pack)
        if found is None:
            raise KeyError(f":{name} of {self.pack}")
        return named(found.value, found.label)

    def table(self, name: str) -> Value:
        """The valid rows of a declared table."""
        return tables.rows(self, name)

    def call(self, function: str, arguments: Sequence[Value | Path]) -> Value:
        """The functions that need calendar, regions, owners or the catalogue."""
        return functions.call(self, function, arguments)

    def shifted(self, years: int) -> Place:
        """The same place, yearly data read so many years from the last full one."""
        return replace(self, shift=years)

    def inside(self, pack: str) -> Place:
        """The same place with the words of another pack."""
        return replace(self, pack=pack)

    def follow(self, value: Value, path: Path, label: str) -> Value:
        """The value that a way through references, lists, groups and records leads to."""
        for at, part in enumerate(path):
            if isinstance(value, Subject):
                label = self.reading.label_of(value, label)
                value = self.reading.datum(value, part, label, self)
            elif isinstance(value, Unknown):
                return self._unknown_part(value, label, path[at:])
            elif value is NONE:
                return NONE
            elif isinstance(value, Listing):
                return self._through(value, path[at:], label)
            elif isinstance(value, Mapping):
                value = field_of(value, part, f"{label}.{part}")
            else:
                raise KeyError(f"{label}.{part}")
            label = f"{label}.{part}"
        return named(value, label) if isinstance(value, Unknown) else value

    def _unknown_part(self, value: Unknown, label: str, rest: Path) -> Value:
        """Of an unknown group or record the member itself is what is missing; else what the way broke off at."""
        if value.missing in (frozenset(), {label}):
            step = self.reading.names.find(tuple(label.split(".")))
            if step is not None and step.type.kind in ("group", "record"):
                return Unknown(frozenset({".".join((label, *rest))}))
        return named(value, label)

    def _through(self, value: Listing, path: Path, label: str) -> Value:
        if path == ("complete",):
            return value.complete
        if path == ("count",):
            doubt = Unknown(frozenset({label}), len(value), None)
            return len(value) if value.complete else doubt
        if len(value) == 1 and value.complete:
            return self.follow(value.items[0], path, label)
        found = tuple(self.follow(item, path, label) for item in value.items)
        return Listing(found, value.complete_on, value.complete)

    def _reserved(self, path: Path) -> Value:
        if path[0] == "tables" and len(path) > 1:
            return self.follow(self.table(path[1]), path[2:], ".".join(path[:2]))
        for length in range(len(path), 0, -1):
            found = self.reading.ground.part(path[:length])
            if found is not None:
                return named(
                    self.follow(found, path[length:], ".".join(path[:length])), ".".join(path)
                )
        if path == ("parties",):
            return self.reading.parties()
        return Unknown(frozenset({".".join(path)}))

    def _unfilled(self, role: Unknown, path: Path) -> Value:
        """Nobody is in the role yet: what is missing are the facts that the name would be made of."""
        if role.missing or len(path) == 1:
            return named(role, path[0])
        return Unknown(base_names(self.reading.names, {".".join(path)}))

    def _nobody(self, path: Path) -> Value:
        if self.reading.names.find(path) is None:
            raise KeyError(".".join(path))
        return Unknown(base_names(self.reading.names, {".".join(path)}))
