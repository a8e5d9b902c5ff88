"""Rounds of a node that are history, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round of a node that is history: what was decided in it, by whom, and what superseded it."""

    node: str
    name: Text
    round: int
    state: str
    outcome_name: Text | None
    effect: str
    opinion: str
    conditions: tuple[str, ...]
    who: str
    settled_at: datetime | None
    cause: Text
    superseded_at: datetime
