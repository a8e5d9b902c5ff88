"""What every test of the project stands on."""

import gc

import pytest

pytest_plugins = ["tests.plugin_clauses", "tests.plugin_town"]


@pytest.fixture(autouse=True, scope="session")
def _guarded_tables_can_be_emptied() -> None:
    """Append-only tables refuse to be emptied; after a test with real transactions they must be."""
    from yichuang.kernel.trail.testing import allow_flush

    allow_flush()


def pytest_collection_finish() -> None:
    """What was loaded to find the tests stays: nobody need look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
