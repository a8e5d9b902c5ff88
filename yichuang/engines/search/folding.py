"""One spelling for searching: half-width, simplified, small letters; and the runs of Chinese and Latin in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from yichuang.engines.mend import fold, is_han

_RUN = re.compile(r"[a-zü0-9]+(?:[-_./][a-zü0-9]+)*|[^\sa-zü0-9]+")
_CHUNK = re.compile(r"[a-zü]+|[0-9]+")


@cache
def _simplified() -> dict[int, str]:
    text = Path(__file__).with_name("traditional.txt").read_text("utf-8")
    pairs = (pair for line in text.splitlines() if line[0] != "#" for pair in line.split())
    return {ord(pair[0]): pair[1] for pair in pairs}


def simplify(text: str) -> str:
    """Traditional characters made simplified, one by one (enough for finding, not for publishing)."""
    return text.translate(_simplified())


def fold_search(text: str) -> str:
    """Text as it is indexed and asked for."""
    return simplify(fold(text)).lower()


def han_runs(folded: str) -> list[str]:
    """The stretches of Chinese characters; whatever else stands between them parts them."""
    apart = "".join(char if is_han(char) else " " for char in folded)
    return apart.split()


def latin_runs(folded: str) -> list[str]:
    """The stretches of letters and digits, with hyphens, dots and slashes inside them kept."""
    return [run for run in _RUN.findall(folded) if run[0].isascii() and run[0].isalnum()]


def chunks(run: str) -> list[str]:
    """A stretch cut where letters meet digits and at its marks: `gb00012` is `gb` and `00012`."""
    return _CHUNK.findall(run)
