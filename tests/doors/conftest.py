"""The town, built once for a module of tests; each test begins from it and leaves it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.town import Town, build_town
from yichuang.base import clock
from yichuang.kernel.catalogue.api import forget_worlds

DAY = clock.at(date(2023, 10, 19))


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """The town inside one transaction that is rolled back when the module's tests are over."""
    files: Path = tmp_path_factory.mktemp("files")
    forget_worlds()
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_DIR=files),
        clock.travel(DAY),
        transaction.atomic(),
    ):
        yield build_town()
        transaction.set_rollback(True)
    forget_worlds()


@pytest.fixture
def town(built: Town, db: None) -> Iterator[Town]:
    """The town on 19 October 2023, 9:00."""
    with clock.travel(DAY):
        yield built
