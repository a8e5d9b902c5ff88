"""Pauses of a clock: who stands still, and what is left of time when they are taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Scope = Literal["node", "case"]


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count, from `start` to `end` (None while it lasts). `scope` says whose clock stands still."""

    start: datetime
    end: datetime | None
    scope: Scope = "node"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stretch in which a clock stands, made of pauses that touch; the start is in it, the end is not."""

    start: datetime
    end: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Whether the clock stands at a moment."""
        return self.start <= moment and (self.end is None or moment < self.end)


def join_pauses(pauses: Iterable[Pause]) -> tuple[Stop, ...]:
    """Pauses that touch or overlap as one stop each, in order of time; at most the last one has no end."""
    joined: list[Stop] = []
    for pause in sorted(pauses, key=lambda p: p.start):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and last.end < pause.start):
            joined.append(Stop(pause.start, pause.end))
            continue
        ends = (last.end, pause.end)
        end = None if None in ends else max(e for e in ends if e is not None)
        joined[-1] = Stop(last.start, end)
    return tuple(joined)


def without_stops(
    intervals: Iterator[tuple[datetime, datetime]], stops: tuple[Stop, ...]
) -> Iterator[tuple[datetime, datetime]]:
    """What is left of stretches of time outside the stops; ends at a stop that lasts."""
    for begin, end in intervals:
        at = begin
        for stop in stops:
            if stop.end is not None and stop.end <= at:
                continue
            if stop.start >= end:
                break
            if stop.start > at:
                yield at, stop.start
            if stop.end is None:
                return
            at = min(stop.end, end)
        if at < end:
            yield at, end
