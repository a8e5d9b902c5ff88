"""Countries and areas of ISO 3166-1 with their names in Chinese and English, from Unicode's CLDR."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class Countries:
    """Names by three letters, and three letters by two."""

    names: dict[str, Text]
    by_two: dict[str, str]


@cache
def countries() -> Countries:
    """The table that comes with this package, read once."""
    path = Path(__file__).with_name("countries.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    return Countries(
        {row["code"]: Text(row["zh"], row["en"]) for row in rows},
        {row["two"]: row["code"] for row in rows},
    )


def named_codes(kind: str) -> Mapping[str, Text]:
    """The codes of a kind with their names, where this package brings a whole table of them; empty elsewhere."""
    return countries().names if kind == "country" else {}
