"""The types of data, and how one is read from the words of a dictionary (`integer 0..20 人`, `list of loan`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from yichuang.base.text import Text
from yichuang.engines.values.special import SPAN_UNITS, Value

NUMBERS = frozenset({"integer", "decimal", "money", "share", "area", "length", "power"})
SPANS = frozenset(SPAN_UNITS) | {"duration"}
PLAIN = frozenset({"text", "date", "moment", "yes_no", "place", "shape", "file", "share"})
WORDS = frozenset({"text", "choice", "code", "file", "place", "shape"})
NO_NAME = Text("")
RESERVED = frozenset(
    ["yes", "no", "none", "unknown", "all", "complete", "incomplete", "absent", "present"]
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record or member of a group, with its name for people."""

    key: str
    type: Type
    name: Text = NO_NAME


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a datum. Units are part of it; bounds are values of the type itself, both ends in."""

    kind: str
    low: Value | None = None
    high: Value | None = None
    unit: str = ""
    scale: int | None = None
    currency: str = ""
    checker: str = ""
    choices: tuple[str, ...] = ()
    names: tuple[tuple[str, Text], ...] = ()
    targets: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    of: Type | None = None
    length: int | None = None

    @property
    def is_number(self) -> bool:
        """Whether arithmetic makes sense with it."""
        return self.kind in NUMBERS

    @property
    def is_span(self) -> bool:
        """Whether it is a length of time."""
        return self.kind in SPANS

    @property
    def is_day(self) -> bool:
        """Whether it stands in time: a date or a moment."""
        return self.kind in ("date", "moment")

    def field(self, key: str) -> Field | None:
        """The field or member called `key`, None where there is none."""
        return next((f for f in self.fields if f.key == key), None)

    def name_of(self, code: str) -> Text:
        """What people read for a choice; the code itself where no name was given."""
        return dict(self.names).get(code, Text(code, code))

    def free(self) -> Type:
        """The same type without bounds, as an expression has it."""
        return (
            replace(self, low=None, high=None)
            if self.low is not None or self.high is not None
            else self
        )

    def __str__(self) -> str:
        words = [
            self.kind,
            *self.targets,
            self.checker,
            self.currency,
            self.unit if self.kind not in SPANS else "",
        ]
        return " ".join(w for w in words if w) + (
            " " + " | ".join(self.choices) if self.choices else ""
        )


ANY = Type("any")
YES_NO = Type("yes_no")
TEXT = Type("text")
INTEGER = Type("integer")
DECIMAL = Type("decimal")
SHARE = Type("share")
DATE = Type("date")
MOMENT = Type("moment")
MONEY = Type("money", currency="cny")


def choice_of(*codes: str, names: Mapping[str, Text] | None = None) -> Type:
    """A choice among these codes, named where `names` gives names."""
    return Type("choice", choices=codes, names=tuple((names or {}).items()))


def list_of(element: Type) -> Type:
    """A list of such elements."""
    return Type("list", of=element)


def record_of(fields: Iterable[Field]) -> Type:
    """A record with these fields."""
    return Type("record", fields=tuple(fields))
