"""Names for people where there is no dictionary: the dotted names themselves, types from given values."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.base.text import Text
from yichuang.engines.rules.tree import Path
from yichuang.engines.values import Type


class PlainNaming:
    """Calls every datum by its dotted name; `types` and `names` and `owners` may know better."""

    def __init__(
        self,
        types: Mapping[str, Type] | None = None,
        names: Mapping[str, Text] | None = None,
        owners: Mapping[str, Text] | None = None,
    ) -> None:
        self.types = types or {}
        self.names = names or {}
        self.owners = owners or {}

    def name(self, path: Path) -> Text:
        """The name given, else the dotted one."""
        dotted = ".".join(path)
        return self.names.get(dotted, Text(dotted, dotted))

    def type_of(self, path: Path) -> Type | None:
        """The type given."""
        return self.types.get(".".join(path))

    def owner(self, path: Path) -> Text | None:
        """The owner given."""
        return self.owners.get(".".join(path))
