"""Where commands without a database find the published tables: the folder of measures, or YICHUANG_MEASURES."""

from __future__ import annotations

import os
from pathlib import Path

from yichuang.base.text import Text
from yichuang.engines.calendar import Calendar, read_calendar
from yichuang.engines.codes import read_names, read_regions


def measures_folder() -> Path:
    """The folder that holds the measures and the province's shared tables."""
    named = os.environ.get("YICHUANG_MEASURES")
    return Path(named) if named else Path(__file__).parents[2] / "measures"


def read_lookups() -> dict[str, dict[str, Text]]:
    """Names of regions and industries; a table that is not there is left out, codes are checked without names."""
    folder = measures_folder()
    regions = folder / "regions" / "regions.csv"
    lookups: dict[str, dict[str, Text]] = {}
    if regions.exists():
        lookups["region"] = read_regions(regions.read_text("utf-8")).names()
    for key, name in (
        ("industry_division", "industry_division.csv"),
        ("industry_section", "industry_section_name.csv"),
    ):
        path = folder / "dictionary" / "tables" / name
        if path.exists():
            lookups[key] = read_names(path.read_text("utf-8"))
    return lookups


def read_published_calendar() -> Calendar:
    """The calendar of every published year. Without any, all years count as unpublished, and answers say so."""
    files = sorted((measures_folder() / "calendar").glob("*.csv"))
    return read_calendar(path.read_text("utf-8") for path in files)
