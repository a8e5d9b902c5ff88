"""One completion of a task, with N = 4, 12, 50 in parallel, and after a hundred corrections. Peer: SpiffWorkflow.

Ours is the public verb with rights, idempotency, digests of what was read, the line in the record and the work that
follows; the peer advances its plan and keeps it, no more. Both commit to SQLite with synchronous writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bench.grounds.tables import own_tables
from bench.harness import Row, Work, compare_prepared, must_equal

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
    """A row for each size, then one of the smallest size after `corrections` rounds."""
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
        with office(sizes[0], city) as ours, closing(Peer(_other(folder), sizes[0])) as peer:
            yield _corrected(ours, peer, rounds, NAME, corrections)


def _other(folder: Path) -> Path:
    made = folder / "corrected"
    made.mkdir()
    return made


def _must_fit(ours: Office, peer: Peer) -> None:
    """After all opinions only the chief is open, after going back all opinions are, here and there."""
    from yichuang.kernel.cases.testing import open_nodes

    number, case = ours.new_case(), peer.new_case()
    for turn in ("first", "second"):
        before = sorted(node.key for node in open_nodes(number))
        must_equal(before, peer.open_tasks(case), f"open before the {turn} round")
        ours.give_opinions(number, ours.clerk(number), f"{number}.{turn}")
        peer.give_opinions(case)
        after = [node.key for node in open_nodes(number)]
        must_equal(after, peer.open_tasks(case), f"open after the {turn} round")
        ours.correct(number, turn)
        peer.send_back(case)


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
    number, case = ours.new_case(), peer.new_case()
    clerk, turns = ours.clerk(number), count(1)

    def work_ours() -> None:
        ours.give_opinions(number, clerk, f"{number}.{next(turns)}")

    def work_peer() -> None:
        peer.give_opinions(case)

    def prepare_ours() -> tuple[Work, int]:
        ours.correct(number, f"第 {next(turns)} 次")
        return work_ours, ours.n

    def prepare_peer() -> tuple[Work, int]:
        peer.send_back(case)
        return work_peer, peer.n

    work_ours()
    work_peer()
    for _ in range(corrections - 1):
        for prepare in (prepare_ours, prepare_peer):
            prepare()[0]()

    return compare_prepared(
        f"a task completed, {ours.n} in parallel, after {corrections} corrections",
        prepare_ours,
        prepare_peer,
        peer_name=name,
        unit="ms",
        rounds=rounds,
    )
