"""The table of regions: names, kinds, parents and former codes, read from CSV text that the caller gives."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yichuang.base.text import Text


class RegionKind(StrEnum):
    """What a region is; a development zone is no legal region but has a code in statistics."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    DEV_ZONE = "dev_zone"


@dataclass(frozen=True, slots=True)
class Region:
    """One region. `since` and `until` (both days in) are None where it has no known beginning or end."""

    code: str
    name: Text
    kind: RegionKind
    parent: str
    since: date | None
    until: date | None
    note: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether the region existed under this code on `day`."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class Regions:
    """All regions, former ones too."""

    def __init__(self, regions: Mapping[str, Region]) -> None:
        self._regions = dict(regions)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions.values())

    def __len__(self) -> int:
        return len(self._regions)

    def find(self, code: str) -> Region | None:
        """The region of a code, a former one too."""
        return self._regions.get(code)

    def names(self) -> dict[str, Text]:
        """Name by code, for `check_code(lookups={"region": ...})`."""
        return {code: region.name for code, region in self._regions.items()}

    def city_of(self, code: str) -> str | None:
        """The code of the city that a region lies in (itself for a city), None for a province or an unknown code."""
        region = self.find(code)
        while region is not None and region.kind is not RegionKind.CITY:
            region = self.find(region.parent)
        return region.code if region is not None else None

    def children(self, code: str, day: date) -> list[Region]:
        """What lies directly in a region on a day, in order of code."""
        inside = (r for r in self._regions.values() if r.parent == code and r.valid_on(day))
        return sorted(inside, key=lambda region: region.code)


def read_regions(text: str) -> Regions:
    """Regions from CSV (code, zh, en, kind, parent, from, until, note).

    Raises ValueError naming a line that is wrong.
    """
    regions: dict[str, Region] = {}
    for number, row in enumerate(csv.DictReader(text.lstrip("\ufeff").splitlines()), 2):
        try:
            region = _region(row)
        except (KeyError, ValueError) as error:
            raise ValueError(f"line {number}: {error}") from error
        if region.code in regions:
            raise ValueError(f"line {number}: {region.code} stands twice")
        regions[region.code] = region
    for region in regions.values():
        if region.parent and region.parent not in regions:
            raise ValueError(f"{region.code}: its parent {region.parent} is not in the table")
    return Regions(regions)


def _region(row: Mapping[str, str]) -> Region:
    code = row["code"]
    if not (len(code) == 6 and code.isdigit()):
        raise ValueError(f"a region code is six digits, not {code!r}")
    return Region(
        code,
        Text(row["zh"], row["en"]),
        RegionKind(row["kind"]),
        row["parent"],
        date.fromisoformat(row["from"]) if row["from"] else None,
        date.fromisoformat(row["until"]) if row["until"] else None,
        row["note"],
    )


def read_names(text: str) -> dict[str, Text]:
    """Name by code from any CSV with the columns code, zh and en."""
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    return {row["code"]: Text(row["zh"], row["en"]) for row in rows}
