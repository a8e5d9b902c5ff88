"""The written form of a pack: scalars, maps and lists with their places. Nothing is resolved: every scalar is text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from yichuang.packs.faults import Located


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text as written, with the place of its first character."""

    text: str
    file: str
    line: int
    column: int
    quoted: bool = False

    @property
    def at(self) -> Located:
        """Its place."""
        return Located(self.file, self.line, self.column)

    def part(self, start: int, text: str) -> Scalar:
        """The part of it that begins `start` characters further on."""
        return Scalar(text, self.file, self.line, self.column + start)


@dataclass(slots=True)
class Block:
    """A map. `keys` holds the place of each key."""

    file: str
    line: int
    column: int
    entries: dict[str, Branch] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)
    flow: bool = False

    @property
    def at(self) -> Located:
        """Its place."""
        return Located(self.file, self.line, self.column)

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def get(self, key: str) -> Branch | None:
        """What stands under the key."""
        return self.entries.get(key)

    def block(self, key: str) -> Block:
        """The map under the key; an empty one at this place where there is none."""
        found = self.entries.get(key)
        return found if isinstance(found, Block) else Block(self.file, self.line, self.column)

    def text(self, key: str, default: str = "") -> str:
        """The text under the key, `default` where there is none."""
        found = self.entries.get(key)
        return found.text if isinstance(found, Scalar) else default

    def scalar(self, key: str) -> Scalar | None:
        """The scalar under the key, None where there is none."""
        found = self.entries.get(key)
        return found if isinstance(found, Scalar) else None

    def place(self, key: str) -> Located:
        """Where the key stands; the map's own place where it does not."""
        found = self.keys.get(key)
        return found.at if found else self.at

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """The entries that are maps."""
        for key, value in self.entries.items():
            if isinstance(value, Block):
                yield key, value


@dataclass(slots=True)
class Series:
    """A list."""

    file: str
    line: int
    column: int
    items: list[Branch] = field(default_factory=list)
    flow: bool = False

    @property
    def at(self) -> Located:
        """Its place."""
        return Located(self.file, self.line, self.column)


Branch: TypeAlias = Scalar | Block | Series


def scalars(branch: Branch | None) -> list[Scalar]:
    """The texts of a slot that takes one or several: a scalar, or the scalars of a list; `none` is no text."""
    if isinstance(branch, Scalar):
        return [] if branch.text == "none" and not branch.quoted else [branch]
    if isinstance(branch, Series):
        return [i for i in branch.items if isinstance(i, Scalar)]
    return []


def split(scalar: Scalar, mark: str = "|") -> list[Scalar]:
    """`a | b` as scalars of their own, each with its place."""
    parts, start = [], 0
    for piece in scalar.text.split(mark):
        word = piece.strip()
        parts.append(scalar.part(start + len(piece) - len(piece.lstrip()), word))
        start += len(piece) + len(mark)
    return [p for p in parts if p.text]
