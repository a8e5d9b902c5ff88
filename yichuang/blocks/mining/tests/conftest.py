"""A city that has adopted the small pack, on 19 October 2023, 9:00."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from yichuang.base import clock
from yichuang.engines.calendar import Calendar, read_calendar
from yichuang.kernel.cases.testing import City, make_city
from yichuang.kernel.catalogue import api as catalogue

FOLDER = Path(__file__).parents[4] / "measures" / "calendar"


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """As published."""
    return read_calendar(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.csv")))


@pytest.fixture
def city(db: None) -> Iterator[City]:
    """The staffed city."""
    with clock.travel(clock.at(date(2023, 10, 19))):
        yield make_city()
    catalogue.forget_worlds()
