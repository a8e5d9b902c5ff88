"""An environment out of a plain mapping: for tests, examples and questions from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from yichuang.engines.rules.lists import field
from yichuang.engines.rules.tree import Path
from yichuang.engines.values import Subject, Unknown, Value

Hook = Callable[..., Value]


class DictEnv:
    """Values by dotted name (`{"works.voltage": "low"}`) or nested; what is not there is unknown.

    `subjects` holds what is known of each Subject, `hooks` the functions of `Env.call`: one that is not given
    answers unknown, named like the function.
    """

    def __init__(
        self,
        mapping: Mapping[str, Any],
        parameters: Mapping[str, Value] | None = None,
        as_of: date | None = None,
        tables: Mapping[str, Value] | None = None,
        *,
        subjects: Mapping[Subject, Mapping[str, Any]] | None = None,
        hooks: Mapping[str, Hook] | None = None,
    ) -> None:
        self.mapping = mapping
        self.parameters = parameters or {}
        self.day = as_of
        self.tables = tables or {}
        self.subjects = subjects or {}
        self.hooks = hooks or {}

    @property
    def as_of(self) -> date:
        """The day asked about. Raises ValueError where none was given."""
        if self.day is None:
            raise ValueError("this environment has no as_of")
        return self.day

    def get(self, path: Path) -> Value:
        """The value of a dotted name: the longest key that fits, then along its parts."""
        return self._along(self.mapping, path, ".".join(path))

    def of(self, element: Value, path: Path, label: str) -> Value:
        """The value at `path` of a subject."""
        known = self.subjects.get(element) if isinstance(element, Subject) else None
        return Unknown(frozenset({label})) if known is None else self._along(known, path, label)

    def _along(self, known: Mapping[str, Any], path: Path, label: str) -> Value:
        for cut in range(len(path), 0, -1):
            key = ".".join(path[:cut])
            if key in known:
                value: Value = known[key]
                return field(value, path[cut:], label, self)
        return Unknown(frozenset({label}))

    def parameter(self, name: str) -> Value:
        """The value of `:name`."""
        return self.parameters.get(name, Unknown(frozenset({f":{name}"})))

    def table(self, name: str) -> Value:
        """The rows of a table."""
        return self.tables.get(name, Unknown(frozenset({f"tables.{name}"})))

    def call(self, function: str, arguments: Sequence[Value | Path]) -> Value:
        """A function of the caller's world."""
        hook = self.hooks.get(function)
        return Unknown(frozenset({f"{function}()"})) if hook is None else hook(*arguments)
