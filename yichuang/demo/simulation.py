"""Time that passes in the demonstration: scripts of cases go on at their moments, what happens by itself happens then.

The clock is the travelled one and goes only forward, so the record is in the order of its moments, as in real life.
"""

from __future__ import annotations

import heapq
import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count

from yichuang.base import clock
from yichuang.base.errors import Refusal
from yichuang.reactions.arriving import take_in
from yichuang.reactions.registry import Regular, Table
from yichuang.reactions.table import REACTIONS, TIMERS
from yichuang.reactions.worker import Worker

log = logging.getLogger("yichuang.demo")
# A script says, each time it yields, at what moment it goes on.
Script = Iterator[datetime]
# Half a second each: the worker of the served portal makes them.
LEFT = ("documents.copy",)
JUST_AFTER_MIDNIGHT = timedelta(seconds=30)


class Simulation:
    """Scripts on one clock. Within `clock.travel`."""

    def __init__(self, until: datetime) -> None:
        """`until`: what would go on later than this does not happen any more."""
        self.until = until
        self.stopped: list[str] = []
        self._queue: list[tuple[datetime, int, str, Script]] = []
        self._serial = count()
        table = Table(REACTIONS, TIMERS, (Regular("outside.arrivals", 0, take_in),))
        self.worker = Worker(table, leaves=LEFT)

    def begin(self, moment: datetime, name: str, script: Script) -> None:
        """Let a script start at a moment; `name` is for whoever reads why it stopped."""
        heapq.heappush(self._queue, (moment, next(self._serial), name, script))

    def run(self, tell: Callable[[datetime], None]) -> None:
        """Everything until the end; `tell` hears how far the clock is."""
        try:
            while self._queue and self._queue[0][0] <= self.until:
                moment, _, name, script = heapq.heappop(self._queue)
                self._pass(moment)
                self._go_on(name, script)
                self.settle()
                tell(clock.now())
            self._pass(self.until)
        finally:
            self.worker.close()

    def _go_on(self, name: str, script: Script) -> None:
        """One deed of a script. One that is refused stops there: the case stays as it is."""
        try:
            moment = next(script)
        except StopIteration:
            return
        except Refusal as refusal:
            self.stopped.append(f"{name}: {refusal.code} {refusal.message.zh}")
            log.warning("%s stopped at %s: %s", name, clock.now(), refusal)
            return
        self.begin(max(moment, clock.now()), name, script)

    def _pass(self, moment: datetime) -> None:
        """The clock goes on; each midnight between is stopped at, for limits end there."""
        while clock.day_of(clock.now()) < clock.day_of(moment):
            midnight = clock.end_of(clock.day_of(clock.now())) + JUST_AFTER_MIDNIGHT
            if midnight >= moment:
                break
            clock.advance(midnight - clock.now())
            self.settle()
        if moment > clock.now():
            clock.advance(moment - clock.now())
        self.settle()

    def settle(self) -> None:
        """All that is due by now: timers, reactions, what arrives from outside."""
        while self.worker.step() or self.worker.flights:
            if self.worker.flights:
                time.sleep(0.001)
