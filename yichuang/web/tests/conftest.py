"""What tests of pages stand on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from yichuang.base import clock
from yichuang.kernel.catalogue import api as catalogue
from yichuang.web.tests.desk_city import DeskCity, make_desk_city


@pytest.fixture
def city(db: None, settings: object, tmp_path: object) -> Iterator[DeskCity]:
    """The city at work on 14 November 2023, 9:00; files are kept in a folder of the test's own."""
    settings.FILES_DIR = tmp_path  # type: ignore[attr-defined]
    catalogue.forget_worlds()
    with clock.travel(clock.at(date(2023, 11, 14))):
        yield make_desk_city()
    catalogue.forget_worlds()
