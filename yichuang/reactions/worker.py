"""The worker: claims what is due, runs it, finishes it in the same transaction, seals the record.

Safe in any number of processes; kill -9 loses nothing. Whatever fails is tried again with growing pauses.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import InterfaceError, OperationalError, connection, connections, transaction

from yichuang.base import clock
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Again, Later, Line, Outcome, Work
from yichuang.reactions.registry import OutsideReaction, Reaction, Regular, Table
from yichuang.reactions.table import TABLE

log = logging.getLogger("yichuang.worker")

LEASE = 5.0
BATCH = 20
SEAL_EVERY = 0.05
PUBLISH_EVERY = 10.0
TIDY_EVERY = 3600.0
BEAT_EVERY = 10.0
# How long an idempotency key is good for.
ANSWERS_KEPT = timedelta(days=30)


@dataclass
class Flight:
    """A call that is under way in a thread, and when its lease must be renewed."""

    work: Work
    line: Line
    reaction: OutsideReaction
    future: Future[Any]
    renew_at: float


@dataclass
class Worker:
    """One process's worker. `step` does what is due now; `run` repeats it until told to stop.

    `leaves` names handlers whose work it leaves to other workers.
    """

    table: Table = TABLE
    threads: int = 16
    leaves: tuple[str, ...] = ()
    stop: threading.Event = field(default_factory=threading.Event)
    flights: list[Flight] = field(default_factory=list)
    waiting: list[tuple[Work, Line, OutsideReaction]] = field(default_factory=list)
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    _last: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Threads for calls to the world outside and for what computes long."""
        self.pool = ThreadPoolExecutor(self.threads, thread_name_prefix="outside")

    def run(self, *, once: bool = False, until_idle: bool = False, idle: float = 0.05) -> None:
        """Work until `stop` is set; `once`: what is due now, `until_idle`: until nothing is due."""
        stays = not (once or until_idle)
        try:
            while not self.stop.is_set():
                busy = self._careful_step()
                if stays:
                    self._careful(self._beat)
                if once or (until_idle and not busy and self.is_idle()):
                    break
                if not busy:
                    self._rest(idle)
        finally:
            self.close()
            if stays:
                self._careful(lambda: trail.end_beat(self.name))

    def close(self) -> None:
        """Wait for calls under way and settle them; seal what is left."""
        wait([flight.future for flight in self.flights], timeout=30)
        for work, _, _ in self.waiting:
            trail.renew(work, 0)
        self.waiting = []
        self._settle_flights()
        self.pool.shutdown(wait=False, cancel_futures=True)
        self._every("seal", 0, _seal_all)
        self._every("publish", 0, trail.publish_head)

    def _beat(self) -> bool:
        return bool(self._every("beat", BEAT_EVERY, lambda: trail.beat(self.name)))

    def _careful_step(self) -> bool:
        return self._careful(self.step)

    def _careful(self, deed: Callable[[], object]) -> bool:
        """A step; when the database is away, a pause instead: it will come back."""
        try:
            return bool(deed())
        except (OperationalError, InterfaceError):
            log.exception("the database does not answer; trying again in a second")
            connection.close()
            self.stop.wait(1)
            return True

    def step(self) -> bool:
        """Do what is due now, at most a batch of each kind; True when there was anything to do."""
        busy = self._settle_flights() > 0
        for fired in trail.due_timers(BATCH, LEASE):
            self._fire(fired)
            busy = True
        for work in trail.claim(BATCH, LEASE, without=[*self.leaves, *self._full_lanes()]):
            self._guarded(work, partial(self._work, work))
            busy = True
        for regular in self.table.regular:
            busy |= bool(self._every(regular.name, regular.seconds, partial(_regular, regular)))
        busy |= bool(self._every("seal", SEAL_EVERY, trail.seal))
        self._every("publish", PUBLISH_EVERY, trail.publish_head)
        self._every("tidy", TIDY_EVERY, lambda: trail.forget_answers(clock.now() - ANSWERS_KEPT))
        return busy

    def is_idle(self) -> bool:
        """True when nothing is due, under way or unsealed."""
        return (
            not self.flights
            and not self.waiting
            and trail.is_idle()
            and trail.count_due_timers() == 0
            and not trail.seal()
        )

    def _rest(self, idle: float) -> None:
        """Wait a moment, less when a call comes back meanwhile."""
        if self.flights:
            wait([f.future for f in self.flights], timeout=idle, return_when=FIRST_COMPLETED)
        else:
            self.stop.wait(idle)

    def _every(self, name: str, seconds: float, deed: Callable[[], object]) -> object:
        now = time.monotonic()
        if now - self._last.get(name, -seconds) < seconds:
            return None
        self._last[name] = now
        return deed()

    def _fire(self, fired: trail.Firing) -> None:
        try:
            on_timer = self.table.on_timer(fired.timer.kind)
            with transaction.atomic(), trail.firing(fired):
                on_timer(fired.timer)
        except trail.LeaseLostError:
            log.info("timer %s was moved or taken over", fired.timer.kind)
        except Exception as error:
            log.exception("timer %s of %s failed", fired.timer.kind, fired.timer.ref)
            trail.fail_timer(fired, _words(error))

    def _work(self, work: Work) -> None:
        reaction = self.table.find(work.handler)
        line = trail.read_line(work.line)
        if isinstance(reaction, Reaction):
            self._settle(work, lambda: reaction.run(work, line))
        else:
            self._start(work, line, reaction)

    def _guarded(self, work: Work, deed: Callable[[], None]) -> None:
        """Whatever goes wrong is this work's own failure; when even that cannot be written, the step ends."""
        try:
            deed()
        except trail.LeaseLostError:
            log.info("%s of line %s was taken over", work.handler, work.line)
        except Exception as error:
            log.error("%s of line %s failed", work.handler, work.line, exc_info=error)
            trail.fail(work, _words(error))

    def _settle(self, work: Work, deed: Callable[[], Outcome]) -> None:
        """One transaction: hold the row (which asks the fence), do it, end the work by its outcome."""
        with transaction.atomic():
            if not trail.renew(work, LEASE):
                raise trail.LeaseLostError(work.handler)
            outcome = deed()
            if isinstance(outcome, Again):
                trail.fail(work, outcome.error)
            elif isinstance(outcome, Later):
                trail.postpone(work, outcome.until)
            else:
                trail.finish(work)

    def _full_lanes(self) -> list[str]:
        """Handlers that have as many calls under way as their lane is wide: a slow receiver holds no more."""
        under_way = Counter(flight.work.handler for flight in self.flights)
        lanes = {flight.work.handler: flight.reaction.lane for flight in self.flights}
        return [handler for handler, n in under_way.items() if n >= lanes[handler]]

    def _start(self, work: Work, line: Line, reaction: OutsideReaction) -> None:
        if len(self.flights) >= self.threads or work.handler in self._full_lanes():
            self.waiting.append((work, line, reaction))
            return
        prepared = reaction.prepare(work, line)
        if prepared is None or isinstance(prepared, Later):
            self._settle(work, lambda: prepared)
        elif trail.renew(work, 2 * LEASE):
            # the thread lives at the same time as the worker, also when the clock is a travelled one
            future = self.pool.submit(copy_context().run, _in_thread, reaction.call, prepared)
            self.flights.append(Flight(work, line, reaction, future, time.monotonic() + LEASE))

    def _start_waiting(self) -> None:
        """Calls that found their lane full get another turn, unless their lease has run out meanwhile."""
        waiting, self.waiting = self.waiting, []
        for work, line, reaction in waiting:
            full = len(self.flights) >= self.threads or work.handler in self._full_lanes()
            if full:
                self.waiting.append((work, line, reaction))
            elif trail.renew(work, LEASE):
                self._guarded(work, partial(self._start, work, line, reaction))

    def _settle_flights(self) -> int:
        """Settle calls that came back, renew the leases of the others; gives how many came back."""
        landed = [flight for flight in self.flights if flight.future.done()]
        self.flights = [flight for flight in self.flights if not flight.future.done()]
        for flight in self.flights:
            if time.monotonic() >= flight.renew_at:
                trail.renew(flight.work, 2 * LEASE)
                flight.renew_at = time.monotonic() + LEASE
        for flight in landed:
            self._guarded(flight.work, partial(self._land, flight))
        self._start_waiting()
        return len(landed)

    def _land(self, flight: Flight) -> None:
        answer = flight.future.result()
        self._settle(flight.work, lambda: flight.reaction.settle(flight.work, flight.line, answer))


def _in_thread(call: Callable[[Any], Any], prepared: Any) -> Any:
    """Run a call; a connection that it opened in this thread is closed again."""
    try:
        return call(prepared)
    finally:
        connections.close_all()


def _words(error: Exception) -> str:
    """The error in a line or two for the operator: what it says and where it rose."""
    place = traceback.extract_tb(error.__traceback__)
    where = f" ({place[-1].filename.rpartition('/')[2]}:{place[-1].lineno})" if place else ""
    return f"{type(error).__name__}: {error}{where}"


def _regular(regular: Regular) -> object:
    """One that fails is told to the log and tried again at its next turn; the worker goes on."""
    try:
        return regular.run()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("%s failed", regular.name)
        return False


def _seal_all() -> None:
    while trail.seal():
        pass


def run(*, once: bool = False, until_idle: bool = False, idle: float = 0.05) -> None:
    """Run a worker in this process; SIGTERM and SIGINT end it after the work under way."""
    worker = Worker()
    missing = trail.missing_triggers()
    if missing:
        log.error("triggers are missing, run migrate: %s", ", ".join(missing))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    worker.run(once=once, until_idle=until_idle, idle=idle)
