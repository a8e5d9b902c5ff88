"""When it will be done, in words: the promised day, what is used, the strip of days, why the clock stood still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yichuang.base.text import Text
from yichuang.engines.calendar import DayCell
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView
from yichuang.web.parts.clocks import UNITS, Light, light_of

# More days than this no longer stand in one row.
ONE_ROW = 16
PAUSES = {
    "correction": Text("等您补正", "waiting for your correction"),
    "payment": Text("等您缴费", "waiting for your payment"),
    "frozen": Text("有部门不同意，等补正", "an office refused; a correction may follow"),
}


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day of the strip: its class, the number, the small word below it."""

    day: date
    css: str
    note: Text
    today: bool


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A time in which the clock stood still; `until` None while it does."""

    since: datetime
    until: datetime | None
    ground: Text
    note: str
    basis: str
    step: Text | None


@dataclass(frozen=True, slots=True)
class Promise:
    """The promise as it stands. `due` is None while the clock stands still."""

    due: date | None
    latest: date | None
    used: int
    of: int
    left: int
    unit: Text
    light: Light | None
    published: bool
    days: tuple[DayMark, ...]
    long: bool
    pauses: tuple[PauseLine, ...]
    done: datetime | None


def promise_of(case: CaseView) -> Promise | None:
    """The promise of a case (the statutory limit where none is promised); None before the clock has begun."""
    clock = case.promised or case.statutory
    if clock is None:
        return None
    state = clock.state
    latest = case.statutory.state.due if case.statutory and case.promised else None
    return Promise(
        due=state.due,
        latest=latest,
        used=state.used,
        of=state.of,
        left=max(0, state.of - state.used),
        unit=UNITS.get(state.unit, Text(state.unit, state.unit)),
        light=light_of(state) if case.decided_at is None and case.closed_at is None else None,
        published=state.published,
        days=tuple(
            _mark(c, first=n == 0, over=case.decided_at is not None)
            for n, c in enumerate(state.days)
        ),
        long=len(state.days) > ONE_ROW,
        pauses=_pauses(case),
        done=case.decided_at,
    )


def _mark(cell: DayCell, *, first: bool, over: bool) -> DayMark:
    """A decided case stands at the day of its decision, whatever day it is now."""
    css = {"counted": "is-spent", "paused": "is-paused", "off": "is-off", "start": "is-off"}.get(
        cell.kind.value, ""
    )
    note = Text("")
    if cell.kind.value == "paused":
        note = Text("暂停", "paused")
    if cell.kind.value == "off":
        note = Text("休", "off")
    if first:
        note = Text("受理", "start")
    if cell.due:
        css, note = "is-due", Text("到期", "due")
    if cell.today:
        now = Text("办结", "done") if over else Text("今天", "today")
        css, note = f"{css} is-today".strip(), now
    return DayMark(cell.day, css, note, cell.today and not over)


def _pauses(case: CaseView) -> tuple[PauseLine, ...]:
    names = {n.key: n.name for n in case.nodes}
    found = []
    for pause in case.pauses:
        key = str(pause["ground"])
        ground = cases.GROUNDS[key][0] if key in cases.GROUNDS else PAUSES.get(key)
        found.append(
            PauseLine(
                pause["from"],
                pause["until"],
                ground or Text("法定事由", "a ground of law"),
                str(pause["note"]).rstrip("。.；; "),
                str(pause["basis"]),
                names.get(str(pause["node"])) if pause["node"] else None,
            )
        )
    return tuple(found)
