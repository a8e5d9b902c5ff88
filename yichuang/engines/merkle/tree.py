"""A tree of RFC 6962 without storage: appending from its peaks, its root, and proofs read through `get`.

Node (level, index) is the root of the full subtree over the leaves index * 2**level and the 2**level - 1 after it.
Only full subtrees are ever stored, so a stored node never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from yichuang.engines.merkle.hashes import EMPTY_ROOT, node_hash

Get = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Node:
    """One full subtree, to be stored under (level, index)."""

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Grown:
    """What appending gives: the new size and peaks, and every node that became full (the leaves too)."""

    size: int
    peaks: tuple[bytes, ...]
    nodes: tuple[Node, ...]

    @property
    def root(self) -> bytes:
        """The root over everything up to now."""
        return root_of_peaks(self.peaks)


def peak_places(size: int) -> tuple[tuple[int, int], ...]:
    """(level, index) of the full subtrees that a tree of `size` leaves is made of, the largest first."""
    levels = (level for level in reversed(range(size.bit_length())) if size >> level & 1)
    return tuple((level, (size >> level) - 1) for level in levels)


def read_peaks(size: int, get: Get) -> tuple[bytes, ...]:
    """The hashes at `peak_places`, through `get(level, index)`."""
    return tuple(get(level, index) for level, index in peak_places(size))


def root_of_peaks(peaks: Sequence[bytes]) -> bytes:
    """The root over peaks, the largest first; that of the empty tree for none."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root(size: int, get: Get) -> bytes:
    """The root of the first `size` leaves."""
    return root_of_peaks(read_peaks(size, get))


def append(size: int, peaks: Sequence[bytes], leaves: Iterable[bytes]) -> Grown:
    """Append leaf hashes to a tree of `size` leaves. Raises ValueError when the peaks are not those of that size."""
    if len(peaks) != size.bit_count():
        raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
    stack = list(peaks)
    nodes: list[Node] = []
    for leaf in leaves:
        level, index, value = 0, size, leaf
        nodes.append(Node(level, index, value))
        # An odd index is a right child: its left sister is the last peak.
        while index & 1:
            value = node_hash(stack.pop(), value)
            level, index = level + 1, index >> 1
            nodes.append(Node(level, index, value))
        stack.append(value)
        size += 1
    return Grown(size, tuple(stack), tuple(nodes))


def _range_root(first: int, last: int, get: Get) -> bytes:
    """The root over the leaves first..last-1, where `first` is a multiple of the range's power of two."""
    count = last - first
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return get(level, first >> level)
    middle = first + _split(count)
    return node_hash(_range_root(first, middle, get), _range_root(middle, last, get))


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def inclusion_proof(index: int, size: int, get: Get) -> tuple[bytes, ...]:
    """The audit path of leaf `index` in a tree of `size` leaves, from the bottom up (RFC 6962 2.1.1).

    Raises ValueError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path: list[bytes] = []
    first, last = 0, size
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            path.append(_range_root(middle, last, get))
            last = middle
        else:
            path.append(_range_root(first, middle, get))
            first = middle
    return tuple(reversed(path))


def consistency_proof(old: int, new: int, get: Get) -> tuple[bytes, ...]:
    """Why the tree of `old` leaves is the beginning of that of `new` (RFC 6962 2.1.2).

    Raises ValueError when `old` is the larger.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} leaves is no beginning of one of {new}")
    if old in (0, new):
        return ()
    path: list[bytes] = []
    first, last, whole = 0, new, True
    while old != last:
        middle = first + _split(last - first)
        if old <= middle:
            path.append(_range_root(middle, last, get))
            last = middle
        else:
            path.append(_range_root(first, middle, get))
            first, whole = middle, False
    if not whole:
        path.append(_range_root(first, last, get))
    return tuple(reversed(path))
