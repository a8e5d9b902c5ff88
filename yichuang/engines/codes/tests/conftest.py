"""The tables of names that the project publishes, for the checkers that take them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from yichuang.base.text import Text
from yichuang.engines.codes import CodeResult, Regions, check_code, read_names, read_regions

MEASURES = Path(__file__).parents[4] / "measures"
TODAY = date(2023, 10, 19)
Check = Callable[..., CodeResult]


@pytest.fixture(scope="session")
def regions() -> Regions:
    """All regions of the province."""
    return read_regions((MEASURES / "regions" / "regions.csv").read_text("utf-8"))


@pytest.fixture(scope="session")
def check(regions: Regions) -> Check:
    """`check_code` on a fixed day with all tables."""
    tables = MEASURES / "dictionary" / "tables"
    lookups: dict[str, dict[str, Text]] = {
        "region": regions.names(),
        "industry_division": read_names((tables / "industry_division.csv").read_text("utf-8")),
        "industry_section": read_names((tables / "industry_section_name.csv").read_text("utf-8")),
    }

    def run(kind: str, value: str, *, strict: bool = False) -> CodeResult:
        return check_code(kind, value, today=TODAY, strict=strict, lookups=lookups)

    return run
