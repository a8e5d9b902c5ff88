"""Values that plain Python has no word for: unknown, none, spans of time, subjects, lists that may be incomplete."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody has said. `missing` names the facts (dotted) that would settle it.

    Where something is known all the same, `low` and `high` bound the number it will be (both ends in; None is open);
    a bounded unknown is never `none`.
    """

    missing: frozenset[str] = frozenset()
    low: Number | None = None
    high: Number | None = None

    @property
    def bounded(self) -> bool:
        """Whether anything is known of the number that is missing."""
        return self.low is not None or self.high is not None

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false: ask for it by name")


UNKNOWN = Unknown()


class Nothing(enum.Enum):
    """The source says that there is none: a value, stored, and not the same as unknown."""

    NONE = "none"

    def __repr__(self) -> str:
        return "NONE"


NONE = Nothing.NONE

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
MONTHS = {"months": 1, "years": 12}
SPAN_UNITS = (
    "years",
    "months",
    "days",
    "hours",
    "minutes",
    "seconds",
    "working_days",
    "working_hours",
)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, kept in the unit in which it was said: 5 working days are not 7 days."""

    n: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in SPAN_UNITS:
            raise ValueError(f"no unit of time: {self.unit}")

    @property
    def family(self) -> str:
        """Spans of one family can be compared: seconds, months, working_days, working_hours."""
        return "seconds" if self.unit in SECONDS else "months" if self.unit in MONTHS else self.unit

    @property
    def amount(self) -> int:
        """The length in the family's own unit (a day is 24 hours, a year 12 months)."""
        return self.n * (SECONDS.get(self.unit) or MONTHS.get(self.unit) or 1)

    def __str__(self) -> str:
        return f"{self.n} {self.unit}"


@dataclass(frozen=True, slots=True)
class Subject:
    """A token for a subject that facts are known of; what it means is the caller's business."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list and whether it holds everything: only a complete list can say that something is not on it."""

    items: tuple[Value, ...] = ()
    complete_on: date | None = None
    complete: bool = False

    def __iter__(self) -> Iterator[Value]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Record(Mapping[str, "Value"]):
    """One entry of a list, or the members of a group: names to values, read only and comparable."""

    entries: tuple[tuple[str, Value], ...] = field(default=())

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> Record:
        """A record of these values, in the order of their names."""
        return cls(tuple(sorted(values.items())))

    def __getitem__(self, key: str) -> Value:
        for name, value in self.entries:
            if name == key:
                return value
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.entries)

    def __len__(self) -> int:
        return len(self.entries)


Value: TypeAlias = (
    str
    | bool
    | int
    | Decimal
    | Fraction
    | date
    | datetime
    | Span
    | Subject
    | Listing
    | Mapping[str, "Value"]
    | frozenset[str]
    | tuple["Value", ...]
    | Unknown
    | Nothing
)


def is_known(value: Value) -> bool:
    """Whether something has been said: a value, or that there is none."""
    return not isinstance(value, Unknown)
