"""Bars made of parts as inline SVG: a name above each, what it stands for beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

NAME, BAR, ROW, SIDE, MARGIN = 20, 16, 50, 130, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its parts as (css class, size), what stands beside it, and whether it stands out."""

    name: str
    parts: tuple[tuple[str, int], ...]
    value: str
    marked: bool = False


def draw_bars(bars: Sequence[Bar], *, width: int, label: str, css: str = "") -> str:
    """The chart as one `<svg>` of `width` pixels; the longest bar fills it but for the room of the values."""
    height = len(bars) * ROW + MARGIN
    longest = max((sum(size for _, size in bar.parts) for bar in bars), default=0)
    drawn = "".join(
        _bar(bar, n * ROW, width - SIDE - MARGIN, longest) for n, bar in enumerate(bars)
    )
    return (
        f'<svg class="y-bars {escape(css)}" width="{width}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{escape(label, quote=True)}">{drawn}</svg>'
    )


def _bar(bar: Bar, top: int, room: int, longest: int) -> str:
    at, rects = MARGIN, []
    for css, size in bar.parts:
        # what is there is seen: at least a pixel
        wide = max(1, size * room // longest) if size > 0 else 0
        if wide:
            rects.append(
                f'<rect class="{escape(css)}" x="{at}" y="{top + NAME}" width="{wide}" height="{BAR}"/>'
            )
        at += wide
    marked = ' class="is-marked"' if bar.marked else ""
    return (
        f'<g{marked}><text x="{MARGIN}" y="{top + NAME - 5}">{escape(bar.name)}</text>{"".join(rects)}'
        f'<text class="sub" x="{at + 6}" y="{top + NAME + BAR - 3}">{escape(bar.value)}</text></g>'
    )
