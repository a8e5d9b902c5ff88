"""Figures of a measure as pages and programs show them: computed from decided cases, in words with their unit."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """One group of a figure that is told apart (`by`): how many cases it stands on, and the value in words."""

    name: Text
    of: int
    shown: Text


@dataclass(frozen=True, slots=True)
class FigureView:
    """A declared indicator as of now. `shown` is None while nothing was counted; `why_not` says what is lacking for it.

    `of` are the cases counted, `unknown` those left out because something of them is not known. `goal` is rise, fall
    or empty.
    """

    key: str
    name: Text
    goal: str
    shown: Text | None
    of: int = 0
    unknown: int = 0
    groups: tuple[FigureGroup, ...] = ()
    why_not: Text | None = None
