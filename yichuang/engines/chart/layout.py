"""What is drawn and where: boxes, lanes and arrows in whole pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A node to be drawn. state: idle, open, done, ask, skipped, refused, held; `sub` is the small second line.

    `lane` names the band it stands in ("" for none). `width` and `height` are 0 where the label decides.
    """

    key: str
    label: str
    sub: str = ""
    state: str = "idle"
    lane: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place; `lines` is the label broken to fit."""

    box: Box
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow as corner points, the first at the source's edge, the last at the target's."""

    source: str
    target: str
    points: tuple[tuple[int, int], ...]
    done: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A band from side to side in which the boxes of one department stand."""

    name: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole chart: placed boxes, arrows, size in pixels, whether time runs downwards (phone), its lanes if any."""

    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    tall: bool
    lanes: tuple[Lane, ...] = ()


@dataclass(frozen=True, slots=True)
class Ordered:
    """Boxes and dummies (what a long arrow runs through) in layers, in drawing order, and the chain of each arrow.

    `lane` is the index of each one's band.
    """

    rows: Sequence[Sequence[str]]
    chains: Sequence[Sequence[str]]
    lane: Mapping[str, int]
