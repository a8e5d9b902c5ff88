"""A layout as inline SVG: no style attributes, states as classes, words for those who do not see it."""

from __future__ import annotations

from html import escape

from yichuang.engines.chart.layout import Lane, Layout, Line, Placed
from yichuang.engines.chart.wide import BOX_HEIGHT, LINE_HEIGHT

TIP = 6
CORNER = 7
# Wider than this a chart is not shrunk to the page: its words would be too small to read.
BROAD = 1500


def draw(layout: Layout, *, label: str, css: str = "", zoom_id: str = "") -> str:
    """The chart as one `<svg>`; `label` says in words what it shows; `css` adds classes (d-none d-md-block).

    A chart wider than `BROAD` pixels is marked `is-broad`: it keeps its size and is scrolled.
    """
    classes = " ".join(filter(None, ("y-flow", "is-broad" if layout.width > BROAD else "", css)))
    parts = [
        f'<svg class="{escape(classes)}" width="{layout.width}" '
        f'viewBox="0 0 {layout.width} {layout.height}" role="img" '
        f'aria-label="{escape(label, quote=True)}"' + (f' id="{zoom_id}"' if zoom_id else "") + ">"
    ]
    parts += [_lane(x, layout.width, odd=i % 2 == 1) for i, x in enumerate(layout.lanes)]
    parts += [_line(x) for x in sorted(layout.lines, key=lambda x: x.done)]
    parts += [_box(b) for b in layout.boxes]
    return "".join(parts) + "</svg>"


def _lane(lane: Lane, width: int, *, odd: bool) -> str:
    css = "lane is-odd" if odd else "lane"
    return (
        f'<g class="{css}"><rect x="0" y="{lane.y}" width="{width}" height="{lane.height}"/>'
        f'<text x="8" y="{lane.y + 17}">{escape(lane.name)}</text></g>'
    )


def _line(line: Line) -> str:
    css = " is-done" if line.done else ""
    points = list(line.points)
    (before, _), (x, y) = points[-2:]
    down = before == x
    points[-1] = (x, y - TIP) if down else (x - TIP, y)
    tip = f"M{x} {y}l-4.5 -8h9z" if down else f"M{x} {y}l-8 -4.5v9z"
    return f'<path class="edge{css}" d="{_rounded(points)}"/><path class="tip{css}" d="{tip}"/>'


def _rounded(points: list[tuple[int, int]]) -> str:
    """A path through the points with corners rounded by a quadratic curve."""
    path = f"M{points[0][0]} {points[0][1]}"
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER, _length(before, here) // 2, _length(here, after) // 2)
        ax, ay = _towards(here, before, radius)
        bx, by = _towards(here, after, radius)
        path += f"L{ax} {ay}Q{here[0]} {here[1]} {bx} {by}"
    return path + f"L{points[-1][0]} {points[-1][1]}"


def _length(a: tuple[int, int], b: tuple[int, int]) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(a: tuple[int, int], b: tuple[int, int], by: int) -> tuple[int, int]:
    def sign(n: int) -> int:
        return (n > 0) - (n < 0)

    return a[0] + sign(b[0] - a[0]) * by, a[1] + sign(b[1] - a[1]) * by


def _box(placed: Placed) -> str:
    middle = placed.x + placed.width // 2
    used = LINE_HEIGHT * (len(placed.lines) - 1) + BOX_HEIGHT
    top = placed.y + (placed.height - used) // 2 + (25 if placed.box.sub else 31)
    texts = [
        f'<text x="{middle}" y="{top + i * LINE_HEIGHT}">{escape(line)}</text>'
        for i, line in enumerate(placed.lines)
    ]
    if placed.box.sub:
        y = top + (len(placed.lines) - 1) * LINE_HEIGHT + 18
        texts.append(f'<text class="sub" x="{middle}" y="{y}">{escape(placed.box.sub)}</text>')
    return (
        f'<g class="is-{placed.box.state}"><rect x="{placed.x}" y="{placed.y}" '
        f'width="{placed.width}" height="{placed.height}" rx="7"/>{"".join(texts)}</g>'
    )
