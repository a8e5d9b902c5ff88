"""One object of a pack, read slot by slot: what is missing or misshapen reads as empty, for the checks name it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import Expression
from yichuang.packs.tree import Block, Branch, Scalar, Series, scalars, split

TRUTH = {"yes": "TRUE", "no": "FALSE"}


class Entry:
    """A map of the pack with readers for its slots."""

    def __init__(self, block: Block, key: str = "") -> None:
        self.block = block
        self.key = key

    def __contains__(self, key: str) -> bool:
        return key in self.block

    def text(self, key: str, default: str = "") -> str:
        """A text, `default` where there is none."""
        return self.block.text(key, default)

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or a list of them; `none` is no text."""
        return tuple(s.text for s in scalars(self.block.get(key)))

    def words(self, key: str) -> tuple[str, ...]:
        """`a | b`, a list, or one word."""
        return tuple(w.text for s in scalars(self.block.get(key)) for w in split(s))

    def yes(self, key: str, default: bool = False) -> bool:
        """Yes or no."""
        return self.block.text(key) == "yes" if key in self.block else default

    def number(self, key: str) -> int | None:
        """A whole number, None where there is none."""
        text = self.block.text(key)
        return int(text) if text.isdigit() else None

    def day(self, key: str) -> date | None:
        """A date, None where there is none."""
        return read_day(self.block.text(key))

    def name(self) -> Text:
        """`zh` and `en`."""
        return Text(self.text("zh"), self.text("en"))

    def both(self, key: str) -> Text:
        """`key` and `key_en`."""
        return Text(self.text(key), self.text(f"{key}_en"))

    def maybe_both(self, key: str) -> Text | None:
        """`key` and `key_en`, None where the first is missing."""
        return self.both(key) if key in self.block else None

    def slot(self, key: str) -> Expression | None:
        """A rule or value, None where there is none."""
        found = self.block.scalar(key)
        return expression(found) if found else None

    def sure(self, key: str) -> Expression:
        """A rule or value that must be there; an empty one where it is not."""
        return self.slot(key) or Expression("", self.block.file, self.block.line, self.block.column)

    def department(self, key: str) -> Expression | None:
        """A department by its key (which becomes a quoted word) or as an expression."""
        found = self.block.scalar(key)
        if found is None or found.text.startswith("="):
            return expression(found) if found else None
        return Expression(f"'{found.text}'", found.file, found.line, found.column)

    def slots(self, key: str) -> dict[str, Expression]:
        """A map of rules or values; a list of names stands for a map in which both are the same."""
        found = self.block.get(key)
        if isinstance(found, Series):
            return {s.text: expression(s) for s in scalars(found)}
        return {k: expression(v) for k, v in _scalars_of(found)}

    def slots_of(self, but: tuple[str, ...]) -> dict[str, Expression]:
        """The object's own entries as rules or values, but for some keys."""
        return {k: expression(v) for k, v in _scalars_of(self.block) if k not in but}

    def map(self, key: str) -> dict[str, str]:
        """A map of texts."""
        return {k: v.text for k, v in _scalars_of(self.block.get(key))}

    def entries(self, key: str) -> Iterator[Entry]:
        """The objects of a map."""
        found = self.block.get(key)
        if isinstance(found, Block):
            for name, block in found.blocks():
                yield Entry(block, name)

    def entry(self, key: str) -> Entry | None:
        """The object under the key, None where there is none."""
        found = self.block.get(key)
        return Entry(found, key) if isinstance(found, Block) else None


def expression(scalar: Scalar) -> Expression:
    """The rule language's text of a slot: without `=`, with its place."""
    text = TRUTH.get(scalar.text, scalar.text) if not scalar.quoted else scalar.text
    if not text.startswith("="):
        return Expression(text, scalar.file, scalar.line, scalar.column)
    body = text[1:].lstrip()
    return Expression(body, scalar.file, scalar.line, scalar.column + len(text) - len(body))


def read_day(text: str) -> date | None:
    """A date, None where the text is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def plain(branch: Branch | None) -> object:
    """The written form as plain data: dicts, lists and texts."""
    if isinstance(branch, Block):
        return {k: plain(v) for k, v in branch.entries.items()}
    if isinstance(branch, Series):
        return [plain(v) for v in branch.items]
    return branch.text if branch is not None else ""


def _scalars_of(found: Branch | None) -> Iterator[tuple[str, Scalar]]:
    if isinstance(found, Block):
        for key, value in found.entries.items():
            if isinstance(value, Scalar):
                yield key, value
