"""The record: tree work alone, then lines written, sealed and proven in the database. Peer: pymerkle.

Both are trees of RFC 6962 over SHA-256 and must give the same root and the same proofs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from importlib.metadata import version
from itertools import count
from pathlib import Path

from pymerkle import InmemoryTree, SqliteTree

from bench.grounds.tables import own_tables
from bench.harness import Row, Work, compare, compare_prepared, must_equal
from yichuang.engines.merkle import append, inclusion_proof, root_of_peaks

PEER = f"pymerkle {version('pymerkle')}"
SIZE = 4096
PROVEN = 64
LINES = 300


class Tree:
    """Our tree with its nodes in memory."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: tuple[bytes, ...] = ()
        self.nodes: dict[tuple[int, int], bytes] = {}

    def add(self, leaves: list[bytes]) -> bytes:
        """Append leaf hashes; gives the root."""
        grown = append(self.size, self.peaks, leaves)
        self.size, self.peaks = grown.size, grown.peaks
        self.nodes.update({(node.level, node.index): node.hash for node in grown.nodes})
        return root_of_peaks(self.peaks)

    def prove(self, index: int) -> tuple[bytes, ...]:
        """The path of one leaf."""
        return inclusion_proof(index, self.size, lambda level, at: self.nodes[level, at])


def run(rounds: int, size: int = SIZE, lines: int = LINES) -> Iterator[Row]:
    """Three rows: a tree grown, leaves proven, lines of the record written, sealed and proven."""
    entries = [f"line {number}".encode() for number in range(size)]
    yield _grown(entries, rounds)
    yield _proven(entries, rounds)
    with own_tables() as folder:
        yield _recorded(folder, lines, rounds)


def _leaf(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def _grow_ours(entries: list[bytes]) -> bytes:
    return Tree().add([_leaf(entry) for entry in entries])


def _grow_peer(entries: list[bytes]) -> bytes:
    state: bytes = InmemoryTree.init_from_entries(entries, algorithm="sha256").get_root()
    return state


def _grown(entries: list[bytes], rounds: int) -> Row:
    must_equal(_grow_ours(entries), _grow_peer(entries), "the roots")
    return compare(
        f"{len(entries)} leaves appended to a tree in memory, root taken",
        lambda: _grow_ours(entries),
        lambda: _grow_peer(entries),
        peer_name=PEER,
        unit="ms",
        rounds=rounds,
    )


def _proven(entries: list[bytes], rounds: int) -> Row:
    ours, peer = Tree(), InmemoryTree.init_from_entries(entries, algorithm="sha256")
    ours.add([_leaf(entry) for entry in entries])
    places = range(0, len(entries), max(1, len(entries) // PROVEN))
    for place in places:
        # the peer counts from one and begins its path with the leaf itself
        path = [bytes.fromhex(step) for step in peer.prove_inclusion(place + 1).serialize()["path"]]
        must_equal(list(ours.prove(place)), path[1:], "the proofs")
    return compare(
        f"{len(places)} leaves of {len(entries)} proven in memory",
        lambda: [ours.prove(place) for place in places],
        lambda: [peer.prove_inclusion(place + 1) for place in places],
        peer_name=PEER,
        unit="us",
        rounds=rounds,
    )


def _recorded(folder: Path, lines: int, rounds: int) -> Row:
    from django.db import transaction

    from yichuang.kernel.trail import api as trail

    turns = count(1)

    def work_ours() -> None:
        turn = next(turns)
        made = []
        for number in range(lines):
            with transaction.atomic():
                made.append(
                    trail.record(f"bench:{turn}", "bench.done", {"n": number}, actor="bench:1")
                )
        while trail.seal():
            pass
        for line in made[::10]:
            trail.prove(line)

    def prepare_ours() -> tuple[Work, int]:
        return work_ours, lines

    with closing(SqliteTree(str(folder / "pymerkle.sqlite3"), algorithm="sha256")) as peer:
        # the journal that our tables have
        peer.con.execute("PRAGMA journal_mode=WAL")
        peer.con.execute("PRAGMA synchronous=FULL")

        def work_peer() -> None:
            turn = next(turns)
            made = [peer.append_entry(f"bench:{turn} {n}".encode()) for n in range(lines)]
            peer.get_root()
            for line in made[::10]:
                peer.prove_inclusion(line)

        return compare_prepared(
            f"{lines} lines each committed to SQLite, sealed, every tenth proven, by the line "
            "(ours with canonical body, place in the tree and signed head)",
            prepare_ours,
            lambda: (work_peer, lines),
            peer_name=f"{PEER} (SqliteTree)",
            unit="us",
            rounds=rounds,
        )
