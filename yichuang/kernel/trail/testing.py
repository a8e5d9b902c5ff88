"""For tests of every room: emptying guarded tables, and a worker's round without a worker."""

from __future__ import annotations

import functools

from django.test import TransactionTestCase

from yichuang.kernel.trail.database import without_triggers
from yichuang.kernel.trail.record import listening

__all__ = ["allow_flush", "listening", "without_triggers"]


def allow_flush() -> None:
    """Let tests with real transactions empty the database afterwards: append-only tables refuse that otherwise.

    Called once by the suite. The triggers are away only while the tables are emptied.
    """
    original = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    if getattr(original, "guards_aside", False):
        return

    @functools.wraps(original)
    def teardown(case: TransactionTestCase) -> None:
        with without_triggers():
            original(case)

    teardown.guards_aside = True  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]
