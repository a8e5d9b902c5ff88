"""Ten thousand Chinese names searched: words of four, three and two characters. Peer: SQLite's FTS5 with trigrams.

Ours also ranks by place and sound, finds by pinyin and asks who may see what; the peer finds characters.
Recall is the share of what should be found that is among the first twenty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial

from bench.grounds.name_list import make_names, make_words
from bench.grounds.tables import own_tables
from bench.harness import Row, compare, must_equal, row, tell
from bench.peers.fts_names import NAME, Index

COUNT = 10_000
WORDS = 20
LIMIT = 20
Find = Callable[[str], Sequence[str]]


def run(rounds: int, count: int = COUNT, words: int = WORDS) -> Iterator[Row]:
    """Time and recall for each length of word; for two characters the peer can only read all names."""
    names = make_names(count)
    with own_tables() as folder, closing(Index(folder, names)) as index:
        tell(f"{count} names are made findable")
        _index(names)
        by_index: Find = partial(index.match, limit=LIMIT)
        by_reading: Find = partial(index.scan, limit=LIMIT)
        for length in (4, 3, 2):
            asked = make_words(names, length, words)
            label = f"{len(asked)} words of {length} characters among {count} names"
            yield _recall(label, names, asked, by_index, NAME)
            peer, name = (by_index, NAME) if length > 2 else (by_reading, f"{NAME}, all names read")
            must_equal(_share(_find, names, asked), _share(peer, names, asked), "what is found")
            yield compare(
                f"{label}: first {LIMIT}",
                partial(_all, _find, asked),
                partial(_all, peer, asked),
                peer_name=name,
                unit="ms",
                rounds=rounds,
            )


def _index(names: Iterable[str]) -> None:
    from django.db import transaction

    from yichuang.base.text import Text
    from yichuang.kernel.catalogue.api import index_entry

    with transaction.atomic():
        for number, name in enumerate(names):
            index_entry("enterprise", str(number), title=Text(name))


def _find(word: str) -> list[str]:
    from yichuang.kernel.catalogue.api import search

    found = search("", word, limit=LIMIT, count_miss=False)
    return [hit.title.zh for hit in found.hits]


def _all(find: Find, words: Iterable[str]) -> list[Sequence[str]]:
    return [find(word) for word in words]


def _share(find: Find, names: Iterable[str], words: Sequence[str]) -> float:
    """How much of what holds the word (at most twenty of it) is found, on average."""
    shares = []
    for word in words:
        right = {name for name in names if word in name}
        hits = sum(name in right for name in find(word))
        shares.append(hits / min(LIMIT, len(right)))
    return sum(shares) / len(shares)


def _recall(label: str, names: Sequence[str], words: Sequence[str], peer: Find, name: str) -> Row:
    return row(
        f"{label}: recall in the first {LIMIT}",
        _share(_find, names, words),
        _share(peer, names, words),
        peer_name=name,
        unit="share",
        rounds=1,
    )
