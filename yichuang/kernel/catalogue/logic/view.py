"""What functions and tables see of a reading: the place where a rule stands and the reading behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Protocol, TypeAlias

from yichuang.engines.calendar import Calendar, OfficeHours
from yichuang.engines.rules import Env, Path, TableResult
from yichuang.engines.values import Subject, Value
from yichuang.kernel.catalogue.logic.ground import Ground
from yichuang.kernel.catalogue.logic.names import Names
from yichuang.kernel.catalogue.logic.world import World

Climb: TypeAlias = Callable[[str], Iterable[str]]


class ReadingView(Protocol):
    """A reading as the places in it use it."""

    world: World
    names: Names
    ground: Ground
    as_of: date
    calendar: Calendar
    office: OfficeHours | None
    climb: Climb
    tabled: dict[tuple[object, ...], TableResult]

    def role(self, name: str) -> Value | None:
        """Who is in a role; None where it is no role."""
        ...

    def parties(self) -> Value:
        """Everybody who is a party."""
        ...

    def label_of(self, subject: Subject, otherwise: str) -> str:
        """What facts of a subject are called."""
        ...

    def datum(self, subject: Subject, key: str, label: str, place: PlaceView) -> Value:
        """One datum of a subject."""
        ...


class PlaceView(Env, Protocol):
    """Where a rule stands: the pack whose words it uses, the names bound there, the shift of yearly data."""

    @property
    def reading(self) -> ReadingView:
        """The reading behind it."""
        ...

    @property
    def pack(self) -> str:
        """The pack whose parameters and tables are meant."""
        ...

    @property
    def bound(self) -> Mapping[str, tuple[Value, str]]:
        """Names that stand for a value here, with what they are called."""
        ...

    @property
    def shift(self) -> int:
        """By how many years yearly data are moved."""
        ...

    def follow(self, value: Value, path: Path, label: str) -> Value:
        """The value that a way from a value leads to."""
        ...

    def shifted(self, years: int) -> PlaceView:
        """The same place with yearly data moved."""
        ...

    def inside(self, pack: str) -> PlaceView:
        """The same place with the words of another pack."""
        ...
