"""A case that has ended as those see it who reckon over many: who had it when, and when the clocks stood still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class RoundSpan:
    """One round of a step. `taken` are the stretches in which somebody had taken it, within the round.

    `opened_at` is None for what the platform settled by itself or carried over. `department` and `post` are None where
    the step waits for a party, another system or a day. `after_decision`: nobody waits for it to learn the result.
    """

    node: str
    name: Text
    place: int
    kind: str
    round: int
    state: str
    outcome: str
    department: int | None
    post: int | None
    opened_at: datetime | None
    settled_at: datetime | None
    taken: tuple[tuple[datetime, datetime], ...] = ()
    after_decision: bool = False


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """A time in which a clock stood still: of a round of a step (0: of every round), or of the case (`node` empty)."""

    node: str
    round: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """A case that is over: decided, or ended otherwise (`decided_at` None). Rounds in the order of its plan."""

    number: str
    item: str
    item_name: Text
    region: str
    state: str
    result: str
    result_name: Text
    received_at: datetime
    decided_at: datetime | None
    ended_at: datetime
    rounds: tuple[RoundSpan, ...]
    pauses: tuple[PauseSpan, ...]
