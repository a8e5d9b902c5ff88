"""Layers and order after Sugiyama: longest-path layers, dummies for long arrows, barycentres within each lane."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise

from yichuang.engines.chart.layout import Ordered

Edge = tuple[str, str]
SWEEPS = 8


def layers_of(keys: Sequence[str], before: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The layer of each box: one more than the deepest of those before it. Raises ValueError in a circle."""
    layer: dict[str, int] = {}
    path: set[str] = set()

    def depth(key: str) -> int:
        if key in layer:
            return layer[key]
        if key in path:
            raise ValueError(f"the plan runs in a circle at {key}")
        path.add(key)
        layer[key] = max((depth(p) + 1 for p in before[key]), default=0)
        path.discard(key)
        return layer[key]

    for key in keys:
        depth(key)
    return layer


def reduce(keys: Sequence[str], before: Mapping[str, Sequence[str]]) -> list[Edge]:
    """Arrows without those that a longer way implies (transitive reduction)."""
    above: dict[str, set[str]] = {}

    def ancestors(key: str) -> set[str]:
        if key not in above:
            above[key] = set()
            for p in before[key]:
                above[key] |= {p} | ancestors(p)
        return above[key]

    edges = []
    for key in keys:
        for p in dict.fromkeys(before[key]):
            if not any(p in ancestors(q) for q in before[key] if q != p):
                edges.append((p, key))
    return edges


def order(
    keys: Sequence[str],
    edges: Sequence[Edge],
    layer: Mapping[str, int],
    lane: Mapping[str, int],
) -> Ordered:
    """Rows in the order with the fewest crossings that the sweeps came by; lanes stay in theirs."""
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for key in keys:
        rows[layer[key]].append(key)
    lanes = dict(lane)
    chains = [_chain(edge, edges, layer, lanes, rows) for edge in edges]
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    for a, b in dict.fromkeys(pair for chain in chains for pair in pairwise(chain)):
        up.setdefault(b, []).append(a)
        down.setdefault(a, []).append(b)
    for row in rows:
        row.sort(key=lambda k: lanes[k])
    best, fewest = [list(row) for row in rows], _crossings(rows, down)
    for sweep in range(SWEEPS):
        if fewest == 0:
            break
        near, turned = (up, rows) if sweep % 2 == 0 else (down, rows[::-1])
        _sweep(turned, near, lanes)
        found = _crossings(rows, down)
        if found < fewest:
            best, fewest = [list(row) for row in rows], found
    return Ordered(best, chains, lanes)


def _chain(
    edge: Edge,
    edges: Sequence[Edge],
    layer: Mapping[str, int],
    lanes: dict[str, int],
    rows: list[list[str]],
) -> list[str]:
    """The keys an arrow runs through.

    A fork turns at once into the lane it leads to, a join at the last moment; arrows of one fork or one join share
    what they run through.
    """
    source, target = edge
    if layer[target] - layer[source] < 2:
        return [source, target]
    forks = sum(1 for a, _ in edges if a == source) > 1
    joins = sum(1 for _, b in edges if b == target) > 1
    lane = lanes[target] if forks or not joins else lanes[source]
    name = f"{source}>" if forks else f">{target}" if joins else f"{source}>{target}"
    chain = [source]
    for level in range(layer[source] + 1, layer[target]):
        dummy = f"{name}@{level}/{lane}"
        if dummy not in lanes:
            rows[level].append(dummy)
            lanes[dummy] = lane
        chain.append(dummy)
    return [*chain, target]


def _sweep(
    rows: Sequence[list[str]], near: Mapping[str, Sequence[str]], lanes: Mapping[str, int]
) -> None:
    for before, row in pairwise(rows):
        place = {k: i for i, k in enumerate(before)}
        here = {k: i for i, k in enumerate(row)}

        def weight(
            key: str, place: dict[str, int] = place, here: dict[str, int] = here
        ) -> tuple[int, float, int]:
            spots = [place[n] for n in near.get(key, ()) if n in place]
            middle = sum(spots) / len(spots) if spots else here[key]
            return (lanes[key], middle, here[key])

        row.sort(key=weight)


def _crossings(rows: Sequence[Sequence[str]], down: Mapping[str, Sequence[str]]) -> int:
    found = 0
    for above, below in pairwise(rows):
        place = {k: i for i, k in enumerate(below)}
        seen: list[int] = []
        for key in above:
            ends = sorted(place[n] for n in down.get(key, ()))
            found += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return found
