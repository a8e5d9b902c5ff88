"""How wide a text is, and how a label is broken into lines."""

from __future__ import annotations

import unicodedata

MOST_UNITS = 20
CLOSING = "、，。；：）》」』】,.;:)"


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
            out and char in CLOSING
        ):
            out[-1] += char
        else:
            out.append(char)
    return out
