"""The words of the measures for commands without a database: types, names and owners of data."""

from __future__ import annotations

from collections.abc import Iterable

from yichuang.base.text import Text
from yichuang.console.tables import measures_folder
from yichuang.engines.rules import Naming, Path, PlainNaming
from yichuang.engines.values import Type


class Words:
    """Names that a dictionary or pack knows; any other is called as it is written."""

    def __init__(self, known: Naming | None) -> None:
        self.known = known
        self.plain = PlainNaming()

    def type_of(self, path: Path) -> Type | None:
        """The type of a datum that the measures declare; None for any other name."""
        return None if self.known is None else self.known.type_of(path)

    def name(self, path: Path) -> Text:
        """What a name is called."""
        return self.plain.name(path) if self.known is None else self.known.name(path)

    def owner(self, path: Path) -> Text | None:
        """Who can supply a datum."""
        return None if self.type_of(path) is None or self.known is None else self.known.owner(path)


def read_words_of(names: Iterable[str]) -> Words:
    """The words of the pack that knows most of these dotted names; without any of them, plain names."""
    from yichuang.packs.api import read_words

    folder = measures_folder()
    return Words(read_words(folder, names) if folder.is_dir() else None)
