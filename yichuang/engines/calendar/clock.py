"""The clocks of a case and of its steps: from start, limit, pauses and calendar to the day on which it is due.

Everything is computed anew from what was recorded; nothing here is ever stored as the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from yichuang.base.clock import SHANGHAI, day_of, end_of
from yichuang.engines.calendar.days import ONE_DAY, Calendar
from yichuang.engines.calendar.pauses import Pause, Scope, Stop, join_pauses, without_stops
from yichuang.engines.calendar.spans import (
    DAY_UNITS,
    OfficeHours,
    add_span,
    consume,
    length_of,
    time_intervals,
)


class Light(StrEnum):
    """How near the end is: green, amber from a share or a number of days on, red once the end has passed."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class DayKind(StrEnum):
    """What one day is to a clock."""

    START = "start"
    COUNTED = "counted"
    PAUSED = "paused"
    OFF = "off"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Limit:
    """What is promised: `n` of a unit after the start, and what was added to it by an extension in the same unit."""

    start: datetime
    n: int
    unit: str
    extension: int = 0

    @property
    def total(self) -> int:
        """The limit with its extension."""
        return self.n + self.extension


@dataclass(frozen=True, slots=True)
class Amber:
    """When a clock turns amber: at a share of its limit, or with so many units left."""

    share: Fraction
    left: int


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the strip of days on the screen."""

    day: date
    kind: DayKind
    today: bool = False
    due: bool = False


@dataclass(frozen=True, slots=True)
class ClockState:
    """A clock at one moment. `due` is None while a pause lasts; `used` of `of` units have passed."""

    due: date | None
    due_at: datetime | None
    used: int
    of: int
    unit: str
    paused: bool
    published: bool
    light: Light
    days: tuple[DayCell, ...]

    @property
    def overdue(self) -> bool:
        """Whether the end has passed."""
        return self.light is Light.RED


def read_clock(
    limit: Limit,
    calendar: Calendar,
    now: datetime,
    *,
    amber: Amber,
    pauses: Iterable[Pause] = (),
    scope: Scope = "node",
    office: OfficeHours | None = None,
) -> ClockState:
    """The state of a clock at `now`.

    A day counts if it is a working (or natural) day after the start day and the clock is not paused at its end,
    24:00 in Shanghai. A natural end that is not worked moves to the next worked day (Civil Code, article 203).
    With scope "case" only pauses of that scope stop the clock; a node's clock is stopped by all that are given.
    Working hours need `office`. Raises ValueError for a unit that is none.
    """
    stops = join_pauses(p for p in pauses if scope == "node" or p.scope == "case")
    if limit.unit in DAY_UNITS:
        return _by_day(limit, calendar, now, amber, stops)
    return _by_hour(limit, calendar, now, amber, stops, office)


def earlier_due(first: ClockState, *others: ClockState) -> ClockState:
    """Of a statutory and a promised clock the one that binds: the earlier end, a running one before a paused one."""
    running = [state for state in (first, *others) if state.due_at is not None]
    return min(running, key=lambda state: state.due_at or _NEVER, default=first)


_NEVER = datetime.max.replace(tzinfo=SHANGHAI)
# The strip on the screen shows at most a quarter of a year, up to its end.
STRIP = timedelta(days=91)


def _by_day(
    limit: Limit, calendar: Calendar, now: datetime, amber: Amber, stops: tuple[Stop, ...]
) -> ClockState:
    start, today, total = day_of(limit.start), day_of(now), limit.total
    if limit.unit in ("months", "years"):
        # Months are uneven, so their length and what a pause takes from it are counted in days.
        total = (add_span(calendar, start, total, limit.unit).day - start).days
    worked = limit.unit == "working_days"
    ended = _last_counted(start, total, _days(start, calendar, stops, worked=worked), stops)
    due = ended if ended is None or worked else calendar.next_working_day(ended)
    due_at = end_of(due) if due else None
    upto = today if ended is None else min(today, ended + ONE_DAY)
    cells = _cells(start, max(due or today, today), calendar, stops, worked=worked)
    used = sum(kind is DayKind.COUNTED and day < upto for day, kind in cells)
    return ClockState(
        due=due,
        due_at=due_at,
        used=used,
        of=total,
        unit="days" if limit.unit in ("months", "years") else limit.unit,
        paused=_paused(now, stops, due_at),
        published=calendar.is_published(start, max(due or today, start)),
        light=_light(now, due_at, used, total, amber),
        days=_strip(cells, today, due),
    )


def _days(
    start: date, calendar: Calendar, stops: tuple[Stop, ...], *, worked: bool
) -> Iterator[tuple[date, DayKind]]:
    """Every day after the start with what it is to the clock, without end."""
    day = start
    while True:
        day += ONE_DAY
        if worked and not calendar.is_working_day(day):
            yield day, DayKind.OFF
        elif any(stop.holds(end_of(day)) for stop in stops):
            yield day, DayKind.PAUSED
        else:
            yield day, DayKind.COUNTED


def _last_counted(
    start: date, total: int, days: Iterator[tuple[date, DayKind]], stops: tuple[Stop, ...]
) -> date | None:
    """The day on which the count is full, None where a pause that lasts stands before it."""
    if total <= 0:
        return start
    lasting = stops[-1].start if stops and stops[-1].end is None else None
    for day, kind in days:
        if kind is DayKind.COUNTED:
            total -= 1
            if total == 0:
                return day
        elif kind is DayKind.PAUSED and lasting is not None and lasting <= end_of(day):
            return None
    raise AssertionError("days have no end")


def _cells(
    start: date, end: date, calendar: Calendar, stops: tuple[Stop, ...], *, worked: bool
) -> list[tuple[date, DayKind]]:
    found = _days(start, calendar, stops, worked=worked)
    after = [next(found) for _ in range((end - start).days)]
    return [(start, DayKind.START), *after]


def _strip(cells: list[tuple[date, DayKind]], today: date, due: date | None) -> tuple[DayCell, ...]:
    first = cells[-1][0] - STRIP
    return tuple(
        DayCell(
            day,
            DayKind.AHEAD if kind is DayKind.COUNTED and day >= today else kind,
            today=day == today,
            due=day == due,
        )
        for day, kind in cells
        if day >= first
    )


def _by_hour(
    limit: Limit,
    calendar: Calendar,
    now: datetime,
    amber: Amber,
    stops: tuple[Stop, ...],
    office: OfficeHours | None,
) -> ClockState:
    length = length_of(limit.total, limit.unit)

    def running() -> Iterator[tuple[datetime, datetime]]:
        return without_stops(time_intervals(calendar, limit.start, limit.unit, office), stops)

    due_at = consume(running(), length)
    spent = timedelta()
    for begin, end in running():
        if begin >= now:
            break
        spent += min(end, now) - begin
    used = min(spent, length) // length_of(1, limit.unit)
    due = day_of(due_at) if due_at else None
    return ClockState(
        due=due,
        due_at=due_at,
        used=used,
        of=limit.total,
        unit=limit.unit,
        paused=_paused(now, stops, due_at),
        published=calendar.is_published(day_of(limit.start), due or day_of(now)),
        light=_light(now, due_at, used, limit.total, amber),
        days=(),
    )


def _paused(now: datetime, stops: tuple[Stop, ...], due_at: datetime | None) -> bool:
    """Whether the clock stands; one that has run out does not."""
    return any(stop.holds(now) for stop in stops) and (due_at is None or now < due_at)


def _light(now: datetime, due_at: datetime | None, used: int, of: int, amber: Amber) -> Light:
    if due_at is not None and now >= due_at:
        return Light.RED
    near = of - used <= amber.left or used >= amber.share * of
    return Light.AMBER if near else Light.GREEN
