"""The small pack in a folder of its own, and the whole corpus checked once."""

from __future__ import annotations

from pathlib import Path

import pytest

from yichuang.packs.api import Report
from yichuang.packs.testing import checked, write_small


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of the small pack; its parent is the root of the packs."""
    root = tmp_path / "measures"
    root.mkdir()
    return write_small(root)


@pytest.fixture(scope="session")
def corpus() -> Report:
    """All packs of the project, checked."""
    return checked()
