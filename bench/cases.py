"""One completion of a task, with N = 4, 12, 50 in parallel, and after a hundred corrections. Peer: SpiffWorkflow.

Ours is the public verb with rights, idempotency, digests of what was read, the line in the record and the work that
follows; the peer advances its plan and keeps it, no more. Both commit to SQLite with synchronous writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

from bench.grounds.tables import own_tables
from bench.harness import Row, Work, compare_prepared, must_equal, tell

if TYPE_CHECKING:
    from bench.grounds.parallel_cases import Office
    from bench.peers.spiff_cases import Office as Peer
    from yichuang.kernel.cases.testing import City

SIZES = (4, 12, 50)
CORRECTIONS = 100
# As many completions a round as make the clock exact enough.
LEAST_STEPS = 48


def run(
    rounds: int,
    sizes: tuple[int, ...] = SIZES,
    corrections: int = CORRECTIONS,
    steps: int = LEAST_STEPS,
) -> Iterator[Row]:
    """A row for each size, and one of the first size after `corrections` rounds."""
    with own_tables() as folder:
        from bench.grounds.parallel_cases import office
        from bench.peers.spiff_cases import NAME
        from bench.peers.spiff_cases import Office as Peer
        from yichuang.kernel.cases.testing import make_city

        city: City = make_city()
        for n in sizes:
            with office(n, city) as ours, closing(Peer(folder, n)) as peer:
                _must_fit(ours, peer)
                yield _fresh(ours, peer, rounds, NAME, max(1, steps // n))
                if n == sizes[0]:
                    yield _corrected(ours, peer, rounds, NAME, corrections)


def _must_fit(ours: Office, peer: Peer) -> None:
    """All opinions are open, and after them only the chief's task is, here and there."""
    number, case = ours.new_case(), peer.new_case()
    must_equal(ours.open_tasks(number), peer.open_tasks(case), "what is open at first")
    ours.give_opinions(number, ours.clerk(number), number)
    peer.give_opinions(case)
    must_equal(ours.open_tasks(number), peer.open_tasks(case), "what is open after the opinions")


def _fresh(ours: Office, peer: Peer, rounds: int, name: str, cases: int) -> Row:
    def prepare_ours() -> tuple[Work, int]:
        made = [ours.new_case() for _ in range(cases)]
        clerk = ours.clerk(made[0])

        def work() -> None:
            for number in made:
                ours.give_opinions(number, clerk, number)

        return work, cases * ours.n

    def prepare_peer() -> tuple[Work, int]:
        made = [peer.new_case() for _ in range(cases)]

        def work() -> None:
            for case in made:
                peer.give_opinions(case)

        return work, cases * peer.n

    return compare_prepared(
        f"a task completed, {ours.n} in parallel",
        prepare_ours,
        prepare_peer,
        peer_name=name,
        unit="ms",
        rounds=rounds,
    )


def _corrected(ours: Office, peer: Peer, rounds: int, name: str, corrections: int) -> Row:
    """Ours gives all opinions anew each time; the peer only goes back over one task: its joins cost far more."""
    tell(f"a case is corrected {corrections} times")
    number, before = ours.new_case(), peer.new_case(corrections)
    clerk, turns = ours.clerk(number), count(1)

    def work_ours() -> None:
        ours.give_opinions(number, clerk, f"{number}.{next(turns)}")

    def prepare_ours() -> tuple[Work, int]:
        ours.correct(number, f"第 {next(turns)} 次")
        return work_ours, ours.n

    def prepare_peer() -> tuple[Work, int]:
        case = peer.copy(before)
        return lambda: peer.give_opinions(case), peer.n

    work_ours()
    for _ in range(corrections - 1):
        prepare_ours()[0]()
    must_equal(ours.open_tasks(number), ["chief"], "what is open after the corrections")
    return compare_prepared(
        f"a task completed, {ours.n} in parallel, after {corrections} corrections",
        prepare_ours,
        prepare_peer,
        peer_name=name,
        unit="ms",
        rounds=rounds,
    )
