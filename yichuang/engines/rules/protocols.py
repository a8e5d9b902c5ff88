"""What the rule engine asks of those who use it: where names come from, their values, and their names for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from yichuang.base.text import Text
from yichuang.engines.rules.tree import Path
from yichuang.engines.values import Type, Value


class Scope(Protocol):
    """The names that a rule may use, for checking. A type of kind "any" is accepted everywhere."""

    def type_of(self, path: Path) -> Type | None:
        """The type of a dotted name (its subject's references resolved), None where there is no such name."""
        ...

    def names(self) -> Iterable[str]:
        """Dotted names (or their first parts), for hints at what was meant."""
        ...

    def parameter(self, name: str) -> Type | None:
        """The type of `:name`, None where there is no such parameter."""
        ...

    def parameters(self) -> Iterable[str]:
        """The names of all parameters, for hints."""
        ...


class Env(Protocol):
    """Where a rule's values come from, for one evaluation. Values may be Unknown (naming facts) or NONE."""

    @property
    def as_of(self) -> date:
        """The day for which the rule is asked."""
        ...

    def get(self, path: Path) -> Value:
        """The value of a dotted name; Unknown({dotted}) where nobody has said."""
        ...

    def of(self, element: Value, path: Path, label: str) -> Value:
        """The value at `path` of an element (a Subject) of a list; `label` is the dotted name to call missing."""
        ...

    def parameter(self, name: str) -> Value:
        """The value of `:name`; Unknown({":name"}) where it is not set."""
        ...

    def table(self, name: str) -> Value:
        """The valid rows of the declared table, a Listing of records."""
        ...

    def call(self, function: str, arguments: Sequence[Value | Path]) -> Value:
        """The functions that need more than their values (see `HOOKS`): calendar, regions, owners, catalogue."""
        ...


class Naming(Protocol):
    """Names for people, both languages."""

    def name(self, path: Path) -> Text:
        """What a dotted name (or `:parameter`, as one part) is called."""
        ...

    def type_of(self, path: Path) -> Type | None:
        """Its type, by which its values are shown (choices by name, money in 元)."""
        ...

    def owner(self, path: Path) -> Text | None:
        """Who can supply it, None where nobody is known."""
        ...
