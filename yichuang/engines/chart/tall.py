"""The upright chart for the phone: layers from top to bottom, at most three boxes side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yichuang.engines.chart.labels import break_label
from yichuang.engines.chart.layout import Box, Layout, Line, Ordered, Placed
from yichuang.engines.chart.wide import BOX_HEIGHT, GAP_ACROSS, LINE_HEIGHT, MARGIN

PHONE_ACROSS = 3
PHONE_WIDTH = 364
GAP_DOWN = 34


def fits_tall(ordered: Ordered) -> bool:
    """Whether the layers are narrow enough and every arrow leads to the next one: none runs behind a box."""
    narrow = all(len(row) <= PHONE_ACROSS for row in ordered.rows)
    return narrow and all(len(chain) == 2 for chain in ordered.chains)


def place_tall(boxes: Sequence[Box], ordered: Ordered) -> Layout:
    """The layout of what was ordered; lanes are not drawn."""
    by_key = {b.key: b for b in boxes}
    across = max(map(len, ordered.rows), default=1)
    width = (PHONE_WIDTH - 2 * MARGIN - (across - 1) * GAP_ACROSS) // across
    width = min(width, PHONE_WIDTH * 2 // 3)
    lines = {k: break_label(b.label, max(10, int((width - 12) / 7.6))) for k, b in by_key.items()}
    height = BOX_HEIGHT + LINE_HEIGHT * (max(map(len, lines.values()), default=1) - 1)
    centre: dict[str, tuple[int, int]] = {}
    y = MARGIN
    for row in ordered.rows:
        left = (PHONE_WIDTH - len(row) * width - (len(row) - 1) * GAP_ACROSS) // 2
        for i, key in enumerate(row):
            centre[key] = (left + i * (width + GAP_ACROSS) + width // 2, y + height // 2)
        y += height + GAP_DOWN
    placed = tuple(
        Placed(b, centre[k][0] - width // 2, centre[k][1] - height // 2, width, height, lines[k])
        for k, b in by_key.items()
    )
    arrows = tuple(_arrow(a, b, centre, by_key, height // 2) for a, b in ordered.chains)
    return Layout(placed, arrows, PHONE_WIDTH, y - GAP_DOWN + MARGIN, True)


def _arrow(
    source: str,
    target: str,
    centre: Mapping[str, tuple[int, int]],
    by_key: Mapping[str, Box],
    half: int,
) -> Line:
    (ax, ay), (bx, by) = centre[source], centre[target]
    middle = by - half - GAP_DOWN // 2
    points = [(ax, ay + half), (ax, middle), (bx, middle), (bx, by - half)]
    clean = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    return Line(source, target, tuple(clean), by_key[source].state == "done")
