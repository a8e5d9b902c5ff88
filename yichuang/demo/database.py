"""The demonstration's database while it is made: nothing of it is worth waiting for the disk, it is made anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def careless_writing() -> Iterator[None]:
    """Within the block SQLite does not wait until the disk has written; afterwards it does again."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        before = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous={int(before)}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
