"""A scope for tests: types by dotted name, parameters by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yichuang.engines.rules import Path
from yichuang.engines.values import ANY, Field, Type, list_of, parse_type, record_of


class World:
    """Names with their types written as in a dictionary; `open_` accepts every other name as of any type."""

    def __init__(
        self,
        types: Mapping[str, str | Type],
        parameters: Mapping[str, str | Type] | None = None,
        *,
        open_: bool = False,
    ) -> None:
        self.types = {name: _read(type_) for name, type_ in types.items()}
        self.params = {name: _read(type_) for name, type_ in (parameters or {}).items()}
        self.open = open_

    def type_of(self, path: Path) -> Type | None:
        return self.types.get(".".join(path)) or (ANY if self.open else None)

    def names(self) -> Iterable[str]:
        return self.types

    def parameter(self, name: str) -> Type | None:
        return self.params.get(name) or (ANY if self.open else None)

    def parameters(self) -> Iterable[str]:
        return self.params


def _read(type_: str | Type) -> Type:
    return parse_type(type_) if isinstance(type_, str) else type_


def rows(**fields: str) -> Type:
    """A list of records with these fields."""
    return list_of(record_of(Field(key, parse_type(text)) for key, text in fields.items()))
