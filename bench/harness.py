"""Measures ours beside a peer's: interleaved rounds, CPU time, medians.

Interleaved, because a machine grows slower and faster with the hour; CPU time, because others use
the same machine; the median, because a single slow round says nothing.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Work = Callable[[], object]
Prepared = Callable[[], tuple[Work, int]]

UNITS = {"ns": 1, "us": 1_000, "ms": 1_000_000, "s": 1_000_000_000}
# A round below this is mostly the clock.
LEAST_ROUND_NS = 20_000_000


def cpu_ns() -> int:
    """CPU time of this process and of the children it has waited for, in nanoseconds."""
    times = os.times()
    return time.process_time_ns() + int((times.children_user + times.children_system) * 1e9)


def repeats_for(work: Work) -> int:
    """How often `work` must run in a round for the clock to be exact enough."""
    repeats = 1
    while True:
        spent = _round(work, repeats)
        if spent >= LEAST_ROUND_NS or repeats >= 1_000_000:
            return repeats
        repeats = max(repeats * 2, int(repeats * LEAST_ROUND_NS / max(spent, 1)))


def _round(work: Work, repeats: int) -> int:
    gc.collect()
    began = cpu_ns()
    for _ in range(repeats):
        work()
    return cpu_ns() - began


def compare(
    what: str, ours: Work, peer: Work, *, peer_name: str, unit: str = "us", rounds: int = 7
) -> Row:
    """One row: CPU time of one run of each (median of `rounds`), and peer/ours.

    Both must do the same work on the same data; the caller checks that before it measures.
    """
    if rounds < 1:
        raise ValueError("at least one round")
    scale = UNITS[unit]
    ours_repeats, peer_repeats = repeats_for(ours), repeats_for(peer)
    ours_ns: list[float] = []
    peer_ns: list[float] = []
    for number in range(rounds):
        # who goes first changes, so that neither always finds the caches warm
        turns = [(ours, ours_repeats, ours_ns), (peer, peer_repeats, peer_ns)]
        for work, repeats, spent in turns if number % 2 == 0 else reversed(turns):
            spent.append(_round(work, repeats) / repeats)
    return row(
        what,
        statistics.median(ours_ns) / scale,
        statistics.median(peer_ns) / scale,
        peer_name=peer_name,
        unit=unit,
        rounds=rounds,
    )


def compare_prepared(
    what: str, ours: Prepared, peer: Prepared, *, peer_name: str, unit: str = "us", rounds: int = 7
) -> Row:
    """As `compare`, for work that can be done only once: each round prepares (not measured), then works.

    A `Prepared` gives the work and how many steps it does; the row is the CPU time of one step.
    """
    if rounds < 1:
        raise ValueError("at least one round")
    ours_ns: list[float] = []
    peer_ns: list[float] = []
    for number in range(rounds):
        turns = [(ours, ours_ns), (peer, peer_ns)]
        for prepare, spent in turns if number % 2 == 0 else reversed(turns):
            work, steps = prepare()
            spent.append(_round(work, 1) / steps)
    scale = UNITS[unit]
    mine, other = statistics.median(ours_ns) / scale, statistics.median(peer_ns) / scale
    return row(what, mine, other, peer_name=peer_name, unit=unit, rounds=rounds)


def tell(what: str) -> None:
    """Says on the error stream what is being prepared, where that takes more than a moment."""
    print(f"… {what}", file=sys.stderr, flush=True)


def must_equal(ours: object, peer: object, what: str) -> None:
    """Raises ValueError when the two answers differ: then there is nothing to compare."""
    if ours != peer:
        raise ValueError(f"{what}: the answers differ, so the times say nothing")


def row(what: str, ours: float, peer: float, *, peer_name: str, unit: str, rounds: int) -> Row:
    """A row from figures that were measured elsewhere (e.g. in another process)."""
    return {
        "what": what,
        "ours": float(f"{ours:.4g}"),
        "peer": float(f"{peer:.4g}"),
        "peer_name": peer_name,
        "unit": unit,
        "ratio": float(f"{peer / ours:.4g}"),
        "rounds": rounds,
    }
