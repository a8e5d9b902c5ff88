"""A round seal as SVG: ring, star, the office's name along the arc, each character placed and turned by itself.

The picture only shows who issued; it proves nothing by itself (the number, the QR code and the signature do).
"""

from __future__ import annotations

import math
from html import escape

RED = "#c8161d"
SIZE = 160


def draw_seal(office: str, line: str = "") -> str:
    """The seal of `office` (up to 30 characters) with `line` (审批专用章) under the star; SVG, 160 x 160 units."""
    characters = list(office[:30]) or ["印"]
    centre = SIZE / 2
    size = max(9.5, min(19.0, 300 / max(len(characters), 14)))
    radius = centre - 9 - size * 0.62
    spread = min(250.0, (len(characters) - 1) * 20.0) if len(characters) > 1 else 0.0
    step = spread / (len(characters) - 1) if len(characters) > 1 else 0.0
    letters = []
    for place, character in enumerate(characters):
        angle = -spread / 2 + place * step
        x = centre + radius * math.sin(math.radians(angle))
        y = centre - radius * math.cos(math.radians(angle))
        letters.append(
            f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.1f}" text-anchor="middle" '
            f'transform="rotate({angle:.2f} {x:.2f} {y:.2f})" dy="{size * 0.36:.2f}">{escape(character)}</text>'
        )
    below = (
        f'<text x="{centre}" y="{centre + 44}" font-size="13" text-anchor="middle">{escape(line)}</text>'
        if line
        else ""
    )
    return (
        f'<svg class="seal" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" '
        f'height="{SIZE}" role="img" aria-label="{escape(office, quote=True)}印章" fill="{RED}" '
        'font-family="Noto Serif CJK SC, STSong, SimSun, serif" font-weight="bold">'
        f'<circle cx="{centre}" cy="{centre}" r="{centre - 4}" fill="none" stroke="{RED}" stroke-width="4"/>'
        f'<path d="{_star(centre, centre, 23)}"/>{"".join(letters)}{below}</svg>'
    )


def _star(x: float, y: float, radius: float) -> str:
    points = []
    for place in range(10):
        reach = radius if place % 2 == 0 else radius * 0.382
        angle = math.radians(place * 36)
        points.append(f"{x + reach * math.sin(angle):.2f} {y - reach * math.cos(angle):.2f}")
    return "M" + " L".join(points) + " Z"
