"""How cases really went: reckoned from their histories, and read from sums as a page does. Peer: a plain Python loop.

Both must give the same times; medians and four fifths are the same bucket.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.grounds.tables import own_tables
from bench.harness import Row, compare, must_equal, tell
from yichuang.engines.calendar import Calendar, OfficeHours, WorkTime, read_calendar

if TYPE_CHECKING:
    from yichuang.kernel.cases.history_contracts import CaseHistory

FOLDER = Path(__file__).resolve().parent.parent / "measures" / "calendar"
COUNT = 500
PAGES = (100, 1000)
EVER = (202301, 202512)
BATCH = 500


def run(rounds: int, count: int = COUNT, pages: Sequence[int] = PAGES) -> Iterator[Row]:
    """Histories reckoned; then one page for each number of cases."""
    calendar = read_calendar(p.read_text("utf-8-sig") for p in sorted(FOLDER.glob("2*.csv")))
    with own_tables():
        yield _reckoned(calendar, count, rounds)
        yield from _pages(calendar, pages, rounds)


def _reckoned(calendar: Calendar, count: int, rounds: int) -> Row:
    from bench.peers.plain_mining import NAME, OFFICE, Plain
    from yichuang.blocks.mining.testing import make_histories, reckon

    some, plain = make_histories(count), Plain(calendar)
    must_equal(_ours(some, WorkTime(calendar, OFFICE)), _rounded(plain.reckon(some)), "the times")

    def ours() -> object:
        return reckon(some, WorkTime(calendar, OfficeHours(OFFICE.open)))

    return compare(
        f"{count} histories reckoned: times of each step, its median and four fifths "
        "(ours also ways, departments, what was left)",
        ours,
        lambda: plain.reckon(some),
        peer_name=NAME,
        unit="ms",
        rounds=rounds,
    )


def _ours(some: Sequence[CaseHistory], work: WorkTime) -> dict[str, tuple[int | None, ...]]:
    from yichuang.blocks.mining.testing import reckon

    return {
        node: (t.rounds, t.again, t.working, t.waiting, t.paused, q.median, q.most)
        for node, (t, q) in reckon(some, work).items()
    }


def _rounded(found: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int | None, ...]]:
    """Durations as the buckets that hold them."""
    from yichuang.blocks.mining.testing import bucket_of

    return {
        node: (*times[:5], *(60 * bucket_of(seconds) for seconds in times[5:]))
        for node, times in found.items()
    }


def _pages(calendar: Calendar, pages: Sequence[int], rounds: int) -> Iterator[Row]:
    from bench.peers.plain_mining import NAME, Plain
    from yichuang.blocks.mining import api as mining
    from yichuang.blocks.mining.testing import count_made, make_histories
    from yichuang.kernel.people.api import system_actor

    actor, plain, counted = system_actor("bench"), Plain(calendar), 0
    all_ = make_histories(max(pages))
    for size in sorted(pages):
        tell(f"{size} cases are counted")
        for at in range(counted, size, BATCH):
            count_made(all_[at : min(at + BATCH, size)])
        counted, some = size, all_[:size]

        def read() -> dict[str, tuple[int | None, ...]]:
            flow = mining.read_flow(actor, "341100", "small.works", EVER)
            return {
                s.node: (
                    s.times.rounds, s.times.again, s.times.working, s.times.waiting, s.times.paused,
                    s.lasts.median, s.lasts.most,
                )
                for s in flow.steps
            }  # fmt: skip

        must_equal(read(), _rounded(plain.reckon(some)), "the page")
        yield compare(
            f"the page of an item with {size} cases read (peer: all of them gone through)",
            read,
            lambda some=some: plain.reckon(some),  # type: ignore[misc]
            peer_name=NAME,
            unit="ms",
            rounds=rounds,
        )
