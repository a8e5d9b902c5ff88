"""The town for tests: built once in a worker, in a database of its own, on which modules of tests stand.

A test that only asks for `town` works in a transaction that is rolled back; one that asks for `committed`
has a copy to itself, for threads with connections of their own.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.town import Town


@dataclass(frozen=True)
class Kept:
    """The town as it was built: its database, its files, and how many lines its record has."""

    name: str
    files: Path
    town: Town
    lines: int


@contextmanager
def _using(name: str) -> Iterator[None]:
    """All connections of this process lead into another database."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def _copy(source: str, ending: str) -> Iterator[str]:
    """A copy of a database of the suite; gone at the end of the block."""
    from django.db import connection

    connection.close()
    if connection.vendor == "sqlite":
        target = f"{source}.{ending}"
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)
        try:
            yield target
        finally:
            for more in ("", "-wal", "-shm"):
                Path(target + more).unlink(missing_ok=True)
        return
    target = f"{source}_{ending}"
    with connection._nodb_cursor() as cursor:
        # a connection that a thread of an earlier test left open would forbid the copy
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
        )
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    try:
        yield target
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{target}" WITH (FORCE)')


@contextmanager
def _standing_in(name: str, files: Path) -> Iterator[None]:
    """The town's database and files on the town's day, whatever was known before forgotten."""
    from django.test import override_settings

    from yichuang.base import clock
    from yichuang.kernel.catalogue.api import forget_worlds

    forget_worlds()
    day = clock.at(date(2023, 10, 19))
    with _using(name), override_settings(FILES_DIR=files), clock.travel(day):
        yield
    forget_worlds()


@pytest.fixture(scope="session")
def kept_town(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    """Builds it, in a copy of the empty database of the suite."""
    from django.db import connection, transaction

    from tests.town import build_town
    from yichuang.kernel.trail.testing import count_unsealed

    files: Path = tmp_path_factory.mktemp("town")
    with django_db_blocker.unblock():
        copying = _copy(connection.settings_dict["NAME"], "town")
        name = copying.__enter__()
        with _standing_in(name, files), transaction.atomic():
            town, lines = build_town(), count_unsealed()
    yield Kept(name, files, town, lines)
    with django_db_blocker.unblock():
        copying.__exit__(None, None, None)


@pytest.fixture(scope="module")
def built(
    kept_town: Kept, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """The town for a module of tests, with files of the module's own."""
    from yichuang.kernel.trail.testing import count_unsealed

    files = shutil.copytree(kept_town.files, tmp_path_factory.mktemp("files"), dirs_exist_ok=True)
    with django_db_blocker.unblock(), _standing_in(kept_town.name, files):
        yield deepcopy(kept_town.town)
        assert count_unsealed() == kept_town.lines, "a test left something behind in the town"


@pytest.fixture
def town(built: Town, db: None) -> Iterator[Town]:
    """The town on 19 October 2023, 9:00."""
    from yichuang.base import clock

    with clock.travel(clock.at(date(2023, 10, 19))):
        yield built


@pytest.fixture
def committed(kept_town: Kept, transactional_db: None, tmp_path: Path) -> Iterator[Town]:
    """The town in a database that threads share, a test's own."""
    files = shutil.copytree(kept_town.files, tmp_path / "files")
    with _copy(kept_town.name, "own") as name, _standing_in(name, files):
        yield deepcopy(kept_town.town)
