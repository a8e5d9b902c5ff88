"""Heights across the layers: near what each is joined to, apart from its neighbours, inside its lane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yichuang.engines.chart.layout import Ordered

SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Band:
    """The room of a lane: where boxes may stand."""

    top: int
    bottom: int


def stack(row: Sequence[str], size: Callable[[str], int], gap: Callable[[str, str], int]) -> int:
    """How high a pile of boxes and dummies is."""
    return sum(map(size, row)) + sum(gap(a, b) for a, b in pairwise(row))


def middles(
    ordered: Ordered,
    bands: Sequence[Band],
    size: Callable[[str], int],
    gap: Callable[[str, str], int],
    is_box: Callable[[str], bool],
) -> dict[str, int]:
    """The middle of each box and dummy. A box keeps level with boxes rather than with arrows that pass by."""
    left, right = _neighbours(ordered)
    piles = [
        [k for k in row if ordered.lane[k] == lane]
        for row in ordered.rows
        for lane in range(len(bands))
    ]
    piles = [p for p in piles if p]
    y: dict[str, float] = {}
    for pile in piles:
        band = bands[ordered.lane[pile[0]]]
        at = band.top + (band.bottom - band.top - stack(pile, size, gap)) / 2
        for i, key in enumerate(pile):
            at += gap(pile[i - 1], key) if i else 0
            y[key] = at + size(key) / 2
            at += size(key)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        sides = (left, right) if forward else (right, left)
        for pile in piles if forward else piles[::-1]:
            wanted = [_wanted(k, sides, ordered, y, is_box) for k in pile]
            y.update(_settle(pile, wanted, bands[ordered.lane[pile[0]]], size, gap))
    return {k: round(v) for k, v in y.items()}


def _neighbours(ordered: Ordered) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    left: dict[str, list[str]] = {}
    right: dict[str, list[str]] = {}
    pairs = dict.fromkeys(pair for chain in ordered.chains for pair in pairwise(chain))
    for a, b in pairs:
        left.setdefault(b, []).append(a)
        right.setdefault(a, []).append(b)
    return left, right


def _wanted(
    key: str,
    sides: Sequence[Mapping[str, Sequence[str]]],
    ordered: Ordered,
    y: Mapping[str, float],
    is_box: Callable[[str], bool],
) -> float:
    """The middle of those of its lane that it is joined to, boxes before dummies; where it stands if there are none."""
    for side in sides:
        found = [n for n in side.get(key, ()) if ordered.lane[n] == ordered.lane[key]]
        if is_box(key):
            found = [n for n in found if is_box(n)] or found
        if found:
            spots = sorted(y[n] for n in found)
            half = len(spots) // 2
            return spots[half] if len(spots) % 2 else (spots[half - 1] + spots[half]) / 2
    return y[key]


def _settle(
    pile: Sequence[str],
    wanted: Sequence[float],
    band: Band,
    size: Callable[[str], int],
    gap: Callable[[str, str], int],
) -> dict[str, float]:
    """The places nearest to those wanted that keep apart (pool adjacent violators) and inside the band."""
    offset = [0.0]
    for a, b in pairwise(pile):
        offset.append(offset[-1] + size(a) / 2 + gap(a, b) + size(b) / 2)
    pools: list[tuple[float, int]] = []
    for w, off in zip(wanted, offset, strict=True):
        total, count = w - off, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before = pools.pop()
            total, count = total + before[0], count + before[1]
        pools.append((total, count))
    level = [total / count for total, count in pools for _ in range(count)]
    low = band.top + size(pile[0]) / 2
    high = band.bottom - size(pile[-1]) / 2 - offset[-1]
    return {
        key: min(max(at, low), max(low, high)) + off
        for key, at, off in zip(pile, level, offset, strict=True)
    }
