"""Where arrows turn between two layers: each bundle has an upright track of its own, ordered to cross little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Piece: TypeAlias = tuple[str, str, int, int]
APART = 6
WORSE = 10


@dataclass(slots=True)
class Bundle:
    """Pieces that share an upright line: all from one source, or all into one target."""

    pieces: list[int] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    right: set[int] = field(default_factory=set)

    @property
    def top(self) -> int:
        """The upper end of the upright line."""
        return min(self.left | self.right)

    @property
    def bottom(self) -> int:
        """Its lower end."""
        return max(self.left | self.right)


def tracks(pieces: Sequence[Piece]) -> tuple[dict[int, int], int]:
    """For each piece (left key, right key, y left, y right) that turns the number of its track; how many there are."""
    bundles = [b for b in _bundles(pieces) if b.top != b.bottom]
    _sort(bundles)
    column: dict[int, int] = {}
    for i, bundle in enumerate(bundles):
        column[i] = max(
            (column[j] + 1 for j in range(i) if _meet(bundles[j], bundle)),
            default=0,
        )
    found = {p: column[i] for i, b in enumerate(bundles) for p in b.pieces}
    return found, max(column.values(), default=-1) + 1


def _bundles(pieces: Sequence[Piece]) -> list[Bundle]:
    lefts = [p[0] for p in pieces]
    found: dict[tuple[str, str], Bundle] = {}
    for i, (left, right, y_left, y_right) in enumerate(pieces):
        key = ("from", left) if lefts.count(left) > 1 else ("to", right)
        bundle = found.setdefault(key, Bundle())
        bundle.pieces.append(i)
        bundle.left.add(y_left)
        bundle.right.add(y_right)
    return list(found.values())


def _meet(a: Bundle, b: Bundle) -> bool:
    return a.top - APART < b.bottom and b.top - APART < a.bottom


def _cost(a: Bundle, b: Bundle) -> int:
    """Crossings when the track of `a` lies left of that of `b`; lines on top of one another count for more."""
    crossed = sum(1 for y in a.right if b.top < y < b.bottom)
    crossed += sum(1 for y in b.left if a.top < y < a.bottom)
    return crossed + WORSE * len(a.right & b.left)


def _sort(bundles: list[Bundle]) -> None:
    """Swaps neighbours as long as that spares crossings."""
    for _ in bundles:
        swapped = False
        for i in range(len(bundles) - 1):
            a, b = bundles[i], bundles[i + 1]
            if _cost(b, a) < _cost(a, b):
                bundles[i], bundles[i + 1] = b, a
                swapped = True
        if not swapped:
            return
