"""What crosses the door of `mining`. Time is office time in seconds, by the official calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class Times:
    """Rounds added up: how many, how many of them were done again, and their office time in seconds.

    `working` from being taken by somebody, `waiting` before (all of it where nobody takes it: parties, other systems,
    days), `paused` while a clock stood still.
    """

    rounds: int = 0
    again: int = 0
    working: int = 0
    waiting: int = 0
    paused: int = 0

    @property
    def lasted(self) -> int:
        """Everything together."""
        return self.working + self.waiting + self.paused

    def plus(self, other: Times) -> Times:
        """Both added up."""
        return Times(
            self.rounds + other.rounds,
            self.again + other.again,
            self.working + other.working,
            self.waiting + other.waiting,
            self.paused + other.paused,
        )

    def minus(self, other: Times) -> Times:
        """One taken from the other."""
        return self.plus(
            Times(-other.rounds, -other.again, -other.working, -other.waiting, -other.paused)
        )


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Of so many durations the median and what four fifths stay within, in seconds of office time; None of none."""

    count: int
    median: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class StepTimes:
    """A step over the cases of a selection. `kind` is task, check, ask, wait, service, together.

    Nobody waits for one `after_decision` to learn the result.
    """

    node: str
    name: Text
    kind: str
    times: Times
    lasts: Quantiles
    after_decision: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentTimes:
    """A department over the cases of a selection: what it had before it."""

    department: int
    name: Text
    region: str
    times: Times


@dataclass(frozen=True, slots=True)
class WayStep:
    """A step on a way; `again` where it was done more than once."""

    node: str
    name: Text
    again: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Cases that went the same way to the same result: how many, and their average office time."""

    steps: tuple[WayStep, ...]
    result: str
    result_name: Text
    cases: int
    average: int


@dataclass(frozen=True, slots=True)
class ItemCount:
    """An item with cases in a selection."""

    item: str
    name: Text
    cases: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How the cases of one item went. `months` are the first and last, written 202310. Steps in the plan's order.

    `bottleneck` is the step before the decision with the most working and waiting time; `ways` the most frequent first,
    `ways_in_all` how many there are. `day` is the office time of one working day in seconds.
    """

    item: str
    name: Text
    scope: str
    months: tuple[int, int]
    cases: int
    lasts: Quantiles
    steps: tuple[StepTimes, ...]
    departments: tuple[DepartmentTimes, ...]
    ways: tuple[Way, ...]
    ways_in_all: int
    bottleneck: str
    day: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a running case may be over, from `cases` of the last year that stood where it stands now, in one region.

    Half of them were over by `median`, four fifths by `most`, as they really went, pauses and rework included: no
    promise. Both are None where nothing can be said; `why_not` says why.
    """

    median: date | None = None
    most: date | None = None
    cases: int = 0
    region: str = ""
    region_name: Text | None = None
    why_not: Text | None = None
