"""A city that has adopted the small pack, with everybody who works in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from yichuang.base import clock
from yichuang.kernel.cases import worlds
from yichuang.kernel.cases.testing import City, make_city
from yichuang.kernel.catalogue import api as catalogue


@pytest.fixture
def city(db: None) -> Iterator[City]:
    """The staffed city on 19 October 2023, 9:00."""
    with clock.travel(clock.at(date(2023, 10, 19))):
        yield make_city()
    catalogue.forget_worlds()
    worlds.plan_of.cache_clear()


@pytest.fixture
def day(db: None) -> Iterator[None]:
    """The same day, for a city that the test makes itself."""
    with clock.travel(clock.at(date(2023, 10, 19))):
        yield
    catalogue.forget_worlds()
    worlds.plan_of.cache_clear()
