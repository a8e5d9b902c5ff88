"""The same figures by a simple model of its own: every minute of a case is looked at, every case is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from fractions import Fraction

from yichuang.base.clock import SHANGHAI
from yichuang.engines.calendar import Calendar
from yichuang.kernel.cases.history_contracts import CaseHistory, PauseSpan, RoundSpan

MINUTE = timedelta(minutes=1)
OPEN = ((time(9), time(12)), (time(13, 30), time(17, 30)))


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Whether the office works in the minute that begins now."""
    local = moment.astimezone(SHANGHAI)
    return calendar.is_working_day(local.date()) and any(a <= local.time() < b for a, b in OPEN)


def minutes_of(
    calendar: Calendar, round_: RoundSpan, pauses: Sequence[PauseSpan]
) -> tuple[int, int, int]:
    """Minutes of office time: working, waiting, paused."""
    found: Counter[str] = Counter()
    assert round_.opened_at is not None
    assert round_.settled_at is not None
    at = round_.opened_at
    while at < round_.settled_at:
        if is_open(calendar, at):
            found[_what(at, round_, pauses)] += 1
        at += MINUTE
    return found["working"], found["waiting"], found["paused"]


def _what(at: datetime, round_: RoundSpan, pauses: Sequence[PauseSpan]) -> str:
    for p in pauses:
        mine = p.node == "" or (p.node == round_.node and p.round in (0, round_.round))
        if mine and p.since <= at and (p.until is None or at < p.until):
            return "paused"
    return "working" if any(a <= at < b for a, b in round_.taken) else "waiting"


def office_minutes(calendar: Calendar, begin: datetime, end: datetime) -> int:
    """Minutes of office time."""
    count = int((end - begin) / MINUTE)
    return sum(is_open(calendar, begin + n * MINUTE) for n in range(count))


def step_times(
    calendar: Calendar, cases: Sequence[CaseHistory]
) -> dict[str, tuple[int, int, int, int, int]]:
    """Per step: rounds, rounds done again, minutes of working, waiting, paused."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for case in cases:
        for r in case.rounds:
            if r.opened_at is None or r.settled_at is None:
                continue
            row = (1, int(r.round > 1), *minutes_of(calendar, r, case.pauses))
            found[r.node] = [a + b for a, b in zip(found[r.node], row, strict=True)]
    return {node: (a, b, c, d, e) for node, (a, b, c, d, e) in found.items()}


def reached(values: Sequence[int], share: Fraction) -> int:
    """The least value within which a share of all values lies."""
    ordered = sorted(values)
    return next(v for n, v in enumerate(ordered, 1) if n >= share * len(ordered))
