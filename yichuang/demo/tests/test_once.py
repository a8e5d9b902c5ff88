"""`demo --once` as it is called: a fresh portal, the stories told to it, the ids that its API answers for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from yichuang.demo.serving import environment
from yichuang.engines.codes import check_code

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 240


@pytest.mark.story
@pytest.mark.slow
@pytest.mark.clause("C03.1", "C03.2", "H07.2")
def test_the_stories_come_out_and_their_cases_are_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yichuang", "demo", "--once"],
        cwd=ROOT,
        env=environment(tmp_path, 8000),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    numbers = re.findall(r"\b\d{25}\b", done.stdout)
    assert len(numbers) == 7
    assert all(check_code("case_number", number).ok for number in numbers)
    assert done.stdout.count("/granted") == 5
    assert "/revoked" in done.stdout
    # a folder of its own: nothing is left in what was there
    assert list(tmp_path.iterdir()) == []
