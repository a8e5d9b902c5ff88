"""The wide chart: layers from left to right, lanes from top to bottom, upright pieces of arrows between the layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from yichuang.engines.chart.heights import Band, middles, stack
from yichuang.engines.chart.labels import MOST_UNITS, break_label, units
from yichuang.engines.chart.layout import Box, Lane, Layout, Line, Ordered, Placed
from yichuang.engines.chart.tracks import tracks

BOX_HEIGHT = 50
LINE_HEIGHT = 18
LEAST_WIDTH = 96
MOST_WIDTH = 190
MARGIN = 6
GAP_ALONG = 40
GAP_ACROSS = 14
GAP_BESIDE = 10
TRACK = 8
RUN = 16
# A band has its name above the boxes and a little room below them.
HEAD = 26
FOOT = 8
SIDE = 12


def place_wide(boxes: Sequence[Box], ordered: Ordered, lanes: Sequence[str]) -> Layout:
    """The layout of what was ordered. `lanes` names the bands, none for a chart without."""
    chart = _Wide({b.key: b for b in boxes}, ordered, lanes)
    return chart.layout()


class _Wide:
    """One layout in the making."""

    def __init__(self, by_key: Mapping[str, Box], ordered: Ordered, lanes: Sequence[str]) -> None:
        self.by_key, self.ordered, self.names = by_key, ordered, lanes
        self.lines = {
            k: (b.label,) if b.width else break_label(b.label, MOST_UNITS)
            for k, b in by_key.items()
        }
        most = max(map(len, self.lines.values()), default=1)
        self.tallest = BOX_HEIGHT + LINE_HEIGHT * (most - 1)
        self.side = MARGIN + (SIDE if lanes else 0)

    def size(self, key: str) -> int:
        """The height of a box; a dummy has none."""
        box = self.by_key.get(key)
        return 0 if box is None else box.height or self.tallest

    def gap(self, above: str, below: str) -> int:
        """The room between two in one layer."""
        both = above in self.by_key and below in self.by_key
        return GAP_ACROSS if both else GAP_BESIDE

    def bands(self) -> list[Band]:
        """The room of each lane, from top to bottom."""
        found: list[Band] = []
        top = MARGIN
        for lane in range(max(1, len(self.names))):
            piles = [[k for k in row if self.ordered.lane[k] == lane] for row in self.ordered.rows]
            room = max((stack(p, self.size, self.gap) for p in piles if p), default=0)
            top += HEAD if self.names else 0
            found.append(Band(top, top + room))
            top += room + (FOOT if self.names else 0)
        return found

    def layout(self) -> Layout:
        """Everything with its place."""
        bands = self.bands()
        y = middles(self.ordered, bands, self.size, self.gap, self.by_key.__contains__)
        gaps = [self._gap_pieces(level, y) for level in range(len(self.ordered.rows) - 1)]
        turning = [tracks(pieces) for pieces in gaps]
        middle, edges, right = self._columns([count for _, count in turning])
        turn: dict[tuple[str, str], int] = {}
        for level, (pieces, (found, count)) in enumerate(zip(gaps, turning, strict=True)):
            first = (
                edges[level][1] + (edges[level + 1][0] - edges[level][1] - TRACK * (count - 1)) // 2
            )
            for i, column in found.items():
                turn[pieces[i][0], pieces[i][1]] = first + TRACK * column
        placed = tuple(self._placed(b, middle[k], y[k]) for k, b in self.by_key.items())
        arrows = tuple(self._line(chain, middle, y, turn) for chain in self.ordered.chains)
        bottom = bands[-1].bottom
        if self.names:
            shown = tuple(
                Lane(name, band.top - HEAD, band.bottom - band.top + HEAD + FOOT)
                for name, band in zip(self.names, bands, strict=True)
            )
            return Layout(placed, arrows, right, bottom + FOOT + MARGIN, False, shown)
        return Layout(placed, arrows, right, max(bottom, MARGIN + self.tallest) + MARGIN, False)

    def _gap_pieces(self, level: int, y: Mapping[str, int]) -> list[tuple[str, str, int, int]]:
        here = set(self.ordered.rows[level])
        found = dict.fromkeys(
            (a, b) for chain in self.ordered.chains for a, b in pairwise(chain) if a in here
        )
        return [(a, b, y[a], y[b]) for a, b in found]

    def _width(self, key: str) -> int:
        box = self.by_key.get(key)
        if box is None:
            return 0
        widest = max([units(x) * 7.6 for x in self.lines[key]] + [units(box.sub) * 6.4])
        return box.width or min(MOST_WIDTH, max(LEAST_WIDTH, int(widest) + 24)) // 2 * 2

    def _columns(self, counts: Sequence[int]) -> tuple[dict[str, int], list[tuple[int, int]], int]:
        """The middle of each key across, left and right edge of each layer, the width of all."""
        middle: dict[str, int] = {}
        edges: list[tuple[int, int]] = []
        x = self.side
        for level, row in enumerate(self.ordered.rows):
            width = max((self._width(k) for k in row), default=0)
            middle |= dict.fromkeys(row, x + width // 2)
            edges.append((x, x + width))
            x += width
            if level < len(counts):
                x += max(GAP_ALONG, 2 * RUN + TRACK * (counts[level] - 1))
        return middle, edges, x + self.side

    def _placed(self, box: Box, x: int, y: int) -> Placed:
        level = next(row for row in self.ordered.rows if box.key in row)
        width = box.width or max(self._width(k) for k in level if not self._fixed(k))
        height = self.size(box.key)
        return Placed(box, x - width // 2, y - height // 2, width, height, self.lines[box.key])

    def _fixed(self, key: str) -> bool:
        return key not in self.by_key or bool(self.by_key[key].width)

    def _half(self, key: str) -> int:
        box = self.by_key[key]
        if box.width:
            return box.width // 2
        level = next(row for row in self.ordered.rows if key in row)
        return max(self._width(k) for k in level if not self._fixed(k)) // 2

    def _line(
        self,
        chain: Sequence[str],
        middle: Mapping[str, int],
        y: Mapping[str, int],
        turn: Mapping[tuple[str, str], int],
    ) -> Line:
        first, last = chain[0], chain[-1]
        points = [(middle[first] + self._half(first), y[first])]
        for a, b in pairwise(chain):
            if y[a] != y[b]:
                points += [(turn[a, b], y[a]), (turn[a, b], y[b])]
        points.append((middle[last] - self._half(last), y[last]))
        return Line(first, last, tuple(points), self.by_key[first].state == "done")
