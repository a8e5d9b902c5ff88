"""The upright chart of a wide plan: a box a row, arrows on rails to the left of the boxes, none behind a box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yichuang.engines.chart.labels import break_label
from yichuang.engines.chart.layout import Box, Layout, Line, Ordered, Placed
from yichuang.engines.chart.tall import PHONE_WIDTH
from yichuang.engines.chart.wide import BOX_HEIGHT, LINE_HEIGHT, MARGIN

RAIL = 9
STUB = 14
GAP_DOWN = 14
DIRECT_GAP = 26
MOST_RAILS = 15


@dataclass(slots=True)
class Rail:
    """Arrows of one source, or into one target: the rows it leads from and to, and its number from the boxes out."""

    edges: list[tuple[str, str]] = field(default_factory=list)
    first: int = 0
    last: int = 0
    number: int = 0


def place_on_rails(boxes: Sequence[Box], ordered: Ordered) -> Layout:
    """The layout of what was ordered; lanes are not drawn."""
    by_key = {b.key: b for b in boxes}
    keys = [k for row in ordered.rows for k in row if k in by_key]
    place = {k: i for i, k in enumerate(keys)}
    edges = [(chain[0], chain[-1]) for chain in ordered.chains]
    direct = {e for e in edges if _is_direct(e, edges, place)}
    rails = _rails([e for e in edges if e not in direct], place)
    count = max((r.number + 1 for r in rails), default=0)
    apart = RAIL if count <= MOST_RAILS else max(3, RAIL * MOST_RAILS // count)
    left = MARGIN + count * apart + (STUB if count else 0)
    width = PHONE_WIDTH - MARGIN - left
    lines = {k: break_label(b.label, max(10, int((width - 16) / 7.6))) for k, b in by_key.items()}
    height = BOX_HEIGHT + LINE_HEIGHT * (max(map(len, lines.values()), default=1) - 1)
    top: dict[str, int] = {}
    y = MARGIN
    for i, key in enumerate(keys):
        if i:
            y += DIRECT_GAP if (keys[i - 1], key) in direct else GAP_DOWN
        top[key] = y
        y += height
    placed = tuple(Placed(b, left, top[k], width, height, lines[k]) for k, b in by_key.items())
    number = {e: r.number for r in rails for e in r.edges}
    arrows = []
    for source, target in edges:
        done = by_key[source].state == "done"
        if (source, target) in direct:
            x = left + width // 2
            points: tuple[tuple[int, int], ...] = ((x, top[source] + height), (x, top[target]))
        else:
            x = left - STUB - number[source, target] * apart
            out, into = top[source] + height * 2 // 3, top[target] + height // 3
            points = ((left, out), (x, out), (x, into), (left, into))
        arrows.append(Line(source, target, points, done))
    return Layout(placed, tuple(arrows), PHONE_WIDTH, y + MARGIN, True)


def _is_direct(
    edge: tuple[str, str], edges: Sequence[tuple[str, str]], place: Mapping[str, int]
) -> bool:
    """Whether the arrow is the only one of its source and its target, and leads to the next row."""
    source, target = edge
    alone = all(e == edge or (e[0] != source and e[1] != target) for e in edges)
    return alone and place[target] == place[source] + 1


def _rails(edges: Sequence[tuple[str, str]], place: Mapping[str, int]) -> list[Rail]:
    """Short ways run near the boxes, long ones further out; a rail is used again when it is free."""
    forks = [s for s, _ in edges]
    found: dict[tuple[str, str], Rail] = {}
    for source, target in edges:
        key = ("from", source) if forks.count(source) > 1 else ("to", target)
        found.setdefault(key, Rail()).edges.append((source, target))
    rails = list(found.values())
    for rail in rails:
        rows = [place[k] for e in rail.edges for k in e]
        rail.first, rail.last = min(rows), max(rows)
    rails.sort(key=lambda r: (r.last - r.first, r.first))
    laid: list[Rail] = []
    for rail in rails:
        taken = {r.number for r in laid if r.first <= rail.last and rail.first <= r.last}
        rail.number = next(n for n in range(len(rails) + 1) if n not in taken)
        laid.append(rail)
    return laid
