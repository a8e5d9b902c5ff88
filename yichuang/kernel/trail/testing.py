"""For tests of every room: emptying guarded tables, a worker's round without a worker, deeds at once."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable

from django.db import connections
from django.db.models import F
from django.test import TransactionTestCase

from yichuang.kernel.trail.contracts import Line
from yichuang.kernel.trail.database import without_triggers
from yichuang.kernel.trail.models import BeatRow, Pending
from yichuang.kernel.trail.models import Line as LineRow
from yichuang.kernel.trail.queries import read_line
from yichuang.kernel.trail.record import listening

__all__ = [
    "allow_flush",
    "count_unsealed",
    "end_leases",
    "grow_old",
    "lines_of_kind",
    "listening",
    "together",
    "without_triggers",
]


def lines_of_kind(kind: str) -> tuple[Line, ...]:
    """All lines of a kind, oldest first."""
    ids = LineRow.objects.filter(kind=kind).order_by("id").values_list("id", flat=True)
    return tuple(read_line(line) for line in ids)


def count_unsealed() -> int:
    """How many lines wait for the sealer."""
    return LineRow.objects.filter(pos=None).count()


def end_leases() -> None:
    """As if the time of every lease had passed: the workers that hold them are thought dead."""
    Pending.objects.update(leased=0)


def grow_old(seconds: float, worker: str = "") -> None:
    """As if the last sign of life, of one worker or of all, were so much older."""
    rows = BeatRow.objects.filter(worker=worker) if worker else BeatRow.objects.all()
    rows.update(at=F("at") - seconds)


def allow_flush() -> None:
    """Let tests with real transactions empty the database afterwards: append-only tables refuse that otherwise.

    Called once by the suite. The triggers are away only while the tables are emptied.
    """
    original = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    if getattr(original, "guards_aside", False):
        return

    @functools.wraps(original)
    def teardown(case: TransactionTestCase) -> None:
        with without_triggers():
            original(case)

    teardown.guards_aside = True  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


def together(n: int, deed: Callable[[int], object]) -> list[BaseException]:
    """Run a deed in n threads that start at once; gives what they raised."""
    gate, raised = threading.Barrier(n), list[BaseException]()

    def run(number: int) -> None:
        try:
            gate.wait()
            deed(number)
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
