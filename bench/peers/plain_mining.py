"""The same figures as one would write them first: every stretch of office hours walked, every duration sorted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from math import ceil

from yichuang.engines.calendar import Calendar, OfficeHours
from yichuang.kernel.cases.history_contracts import CaseHistory, PauseSpan, RoundSpan

NAME = "plain Python loop"
OFFICE = OfficeHours(((time(9), time(12)), (time(13, 30), time(17, 30))))
Span = tuple[datetime, datetime]
# Rounds, done again; seconds of working, waiting, paused; median and four fifths.
Figures = tuple[int, int, int, int, int, int, int]


class Plain:
    """By one calendar."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    def reckon(self, some: Sequence[CaseHistory]) -> dict[str, Figures]:
        """Every step of all cases."""
        sums: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
        lasted: dict[str, list[int]] = defaultdict(list)
        for case in some:
            for r in case.rounds:
                if r.opened_at is None or r.settled_at is None:
                    continue
                times = self._times(r, case.pauses, (r.opened_at, r.settled_at))
                row = (1, int(r.round > 1), *times)
                sums[r.node] = [a + b for a, b in zip(sums[r.node], row, strict=True)]
                lasted[r.node].append(sum(times))
        return {
            node: (a, b, c, d, e, _reached(lasted[node], 0.5), _reached(lasted[node], 0.8))
            for node, (a, b, c, d, e) in sums.items()
        }

    def _times(self, r: RoundSpan, pauses: Iterable[PauseSpan], span: Span) -> tuple[int, int, int]:
        stops = [
            (max(p.since, span[0]), min(p.until or span[1], span[1]))
            for p in pauses
            if not p.node or (p.node == r.node and p.round in (0, r.round))
        ]
        paused = self._office(span, _joined(stops))
        taken = _joined(r.taken)
        held = self._office(span, taken)
        both = [(max(a, c), min(b, d)) for a, b in taken for c, d in _joined(stops)]
        working = held - self._office(span, _joined(both))
        whole = self._office(span, [span])
        return working, whole - working - paused, paused

    def _office(self, span: Span, parts: Iterable[Span]) -> int:
        """Seconds of office hours within the parts, walked through stretch by stretch."""
        wanted, total = list(parts), timedelta()
        for begin, end in OFFICE.intervals(self.calendar, span[0]):
            if begin >= span[1]:
                break
            for a, b in wanted:
                if a < end and b > begin:
                    total += min(b, end) - max(a, begin)
        return int(total.total_seconds())


def _joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for begin, end in sorted(spans):
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _reached(values: list[int], share: float) -> int:
    return sorted(values)[ceil(len(values) * share) - 1]
