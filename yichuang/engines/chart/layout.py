"""Layered layout after Sugiyama: longest-path layers, dummy boxes for long edges, barycentre ordering."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

BOX_HEIGHT = 50
LINE_HEIGHT = 18
GAP_ALONG = 40
GAP_ACROSS = 14
MARGIN = 6
LEAST_WIDTH = 96
MOST_UNITS = 20
PHONE_ACROSS = 3
PHONE_WIDTH = 364
CLOSING = "、,。;:)》」』】,.;:)"


@dataclass(frozen=True, slots=True)
class Box:
    """A node to be drawn. state: idle, open, done, ask, skipped, refused, held; `sub` is the small second line."""

    key: str
    label: str
    sub: str = ""
    state: str = "idle"


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place; `lines` is the label broken to fit."""

    box: Box
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow as corner points, the first at the source's edge, the last at the target's."""

    source: str
    target: str
    points: tuple[tuple[int, int], ...]
    done: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole chart: placed boxes, arrows, size in pixels, and whether time runs downwards (phone)."""

    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    tall: bool


def units(text: str) -> int:
    """Width of a text in half characters: 2 for East Asian wide ones, 1 for others."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def break_label(label: str, most: int = MOST_UNITS) -> tuple[str, ...]:
    """The label in lines of at most `most` half characters, broken evenly and never inside a Latin word."""
    total = units(label)
    if total <= most:
        return (label,)
    want = -(-total // -(-total // most))
    lines: list[str] = []
    line = ""
    for piece in _pieces(label):
        if line and units(line + piece) > max(want, min(most, want + 1)):
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    return tuple(x for x in lines if x)


def _pieces(text: str) -> list[str]:
    out: list[str] = []
    for char in text:
        latin = char.isascii() and char.isalnum()
        if (out and latin and out[-1][-1].isascii() and out[-1][-1].isalnum()) or (
            out and char in "、,。;:)》」』】,.;:)"
        ):
            out[-1] += char
        else:
            out.append(char)
    return out


def arrange(boxes: Sequence[Box], after: Mapping[str, Sequence[str]], *, tall: bool) -> Layout:
    """Place `boxes`; `after[key]` are the predecessors of a box. Edges implied by longer ways are left out.

    Raises ValueError when the graph has a cycle.
    """
    keys = [b.key for b in boxes]
    known = set(keys)
    before = {k: [p for p in after.get(k, ()) if p in known] for k in keys}
    layer = _layers(keys, before)
    edges = _reduce(keys, before)
    rows, chains = _order(keys, edges, layer)
    by_key = {b.key: b for b in boxes}
    return _place_tall(by_key, rows, chains) if tall else _place_wide(by_key, rows, chains)


def _layers(keys: Sequence[str], before: Mapping[str, Sequence[str]]) -> dict[str, int]:
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


def _reduce(keys: Sequence[str], before: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Edges without those that a longer way implies (transitive reduction)."""
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


def _order(
    keys: Sequence[str], edges: Sequence[tuple[str, str]], layer: Mapping[str, int]
) -> tuple[list[list[str]], list[list[str]]]:
    """Rows of box and dummy keys in drawing order, and for each edge the chain of keys it runs through."""
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for key in keys:
        rows[layer[key]].append(key)
    chains: list[list[str]] = []
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    for source, target in edges:
        chain = [source]
        for level in range(layer[source] + 1, layer[target]):
            dummy = f"{source}>{target}@{level}"
            rows[level].append(dummy)
            chain.append(dummy)
        chain.append(target)
        chains.append(chain)
        for a, b in pairwise(chain):
            up.setdefault(b, []).append(a)
            down.setdefault(a, []).append(b)
    for sweep in range(8):
        near, order = (up, rows) if sweep % 2 == 0 else (down, rows[::-1])
        _sweep(order, near)
    return rows, chains


def _sweep(rows: Sequence[list[str]], near: Mapping[str, Sequence[str]]) -> None:
    for before, row in pairwise(rows):
        place = {k: i for i, k in enumerate(before)}
        here = {k: i for i, k in enumerate(row)}

        def weight(
            key: str, place: dict[str, int] = place, here: dict[str, int] = here
        ) -> tuple[float, int]:
            spots = [place[n] for n in near.get(key, ()) if n in place]
            return (sum(spots) / len(spots) if spots else here[key], here[key])

        row.sort(key=weight)


def _width(by_key: Mapping[str, Box], most: int) -> tuple[int, dict[str, tuple[str, ...]]]:
    lines = {k: break_label(b.label) for k, b in by_key.items()}
    widest = max(
        [units(x) * 7.6 for ls in lines.values() for x in ls]
        + [units(b.sub) * 6.4 for b in by_key.values()],
        default=0,
    )
    return min(most, max(LEAST_WIDTH, int(widest) + 24)), lines


def _place_wide(
    by_key: Mapping[str, Box], rows: list[list[str]], chains: list[list[str]]
) -> Layout:
    width, lines = _width(by_key, 190)
    height = BOX_HEIGHT + LINE_HEIGHT * (max(map(len, lines.values()), default=1) - 1)
    step = height + GAP_ACROSS
    slim = 26
    tallest = max((_run(row, by_key, step, slim) for row in rows), default=0)
    centre: dict[str, tuple[int, int]] = {}
    for level, row in enumerate(rows):
        y = MARGIN + (tallest - _run(row, by_key, step, slim)) // 2
        for key in row:
            size = step if key in by_key else slim
            centre[key] = (
                MARGIN + level * (width + GAP_ALONG) + width // 2,
                y + (size - GAP_ACROSS) // 2,
            )
            y += size
    placed = tuple(
        Placed(
            b,
            centre[k][0] - width // 2,
            centre[k][1] - height // 2,
            width,
            height,
            lines[k],
        )
        for k, b in by_key.items()
    )
    arrows = tuple(_arrow(c, centre, by_key, width // 2, along=0) for c in chains)
    total = MARGIN * 2 + len(rows) * width + max(0, len(rows) - 1) * GAP_ALONG
    return Layout(placed, arrows, total, MARGIN * 2 + max(tallest - GAP_ACROSS, height), False)


def _run(row: Sequence[str], by_key: Mapping[str, Box], step: int, slim: int) -> int:
    return sum(step if k in by_key else slim for k in row)


def _place_tall(
    by_key: Mapping[str, Box], rows: list[list[str]], chains: list[list[str]]
) -> Layout:
    width = (PHONE_WIDTH - 2 * MARGIN - (PHONE_ACROSS - 1) * GAP_ACROSS) // PHONE_ACROSS
    _, lines = _width(by_key, width)
    lines = {k: break_label(b.label, max(10, int((width - 12) / 7.6))) for k, b in by_key.items()}
    height = BOX_HEIGHT + LINE_HEIGHT * (max(map(len, lines.values()), default=1) - 1)
    centre: dict[str, tuple[int, int]] = {}
    y = MARGIN
    for row in rows:
        real = [k for k in row if k in by_key]
        for start in range(0, len(real), PHONE_ACROSS):
            part = real[start : start + PHONE_ACROSS]
            left = (PHONE_WIDTH - len(part) * width - (len(part) - 1) * GAP_ACROSS) // 2
            for i, key in enumerate(part):
                centre[key] = (left + i * (width + GAP_ACROSS) + width // 2, y + height // 2)
            y += height + GAP_ACROSS
        y += GAP_ALONG - GAP_ACROSS - 6
    placed = tuple(
        Placed(b, centre[k][0] - width // 2, centre[k][1] - height // 2, width, height, lines[k])
        for k, b in by_key.items()
    )
    direct = [[c[0], c[-1]] for c in chains]
    arrows = tuple(_arrow(c, centre, by_key, height // 2, along=1) for c in direct)
    return Layout(placed, arrows, PHONE_WIDTH, y - (GAP_ALONG - 6) + MARGIN, True)


def _arrow(
    chain: Sequence[str],
    centre: Mapping[str, tuple[int, int]],
    by_key: Mapping[str, Box],
    half: int,
    *,
    along: int,
) -> Line:
    """Corner points of one arrow; `along` 0 runs rightwards, 1 downwards."""
    spots = [centre[k] for k in chain]
    points: list[tuple[int, int]] = []
    for i, ((ax, ay), (bx, by)) in enumerate(pairwise(spots)):
        first, last = i == 0, i == len(spots) - 2
        if along == 0:
            middle = bx - half - GAP_ALONG // 2
            start = ax + (half if first else -half)
            points += [(start, ay), (middle, ay), (middle, by), (bx - half, by)]
        else:
            middle = by - half - (GAP_ALONG - 6) // 2
            start = ay + (half if first else 0)
            end = by - (half if last else 0)
            points += [(ax, start), (ax, middle), (bx, middle), (bx, end)]
    clean = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    return Line(chain[0], chain[-1], tuple(clean), by_key[chain[0]].state == "done")
