"""The calendar as the project publishes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from yichuang.engines.calendar import Calendar, read_calendar

FOLDER = Path(__file__).parents[4] / "measures" / "calendar"


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """2023 to 2026."""
    return read_calendar(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.csv")))
