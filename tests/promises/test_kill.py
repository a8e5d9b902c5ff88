"""kill -9 in the middle of transitions, with real processes: nothing acknowledged is lost, nothing doubled."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
CASES = int(os.environ.get("YICHUANG_KILL_CASES", "50"))
# road, green, river and chief of each case
TASKS = 4


def process(env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.promises.kill_script", *words],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(env: dict[str, str], *words: str) -> list[str]:
    done = process(env, *words)
    out, _ = done.communicate(timeout=300)
    assert done.returncode == 0
    return out.splitlines()


@pytest.mark.slow
def test_killed_in_the_middle(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE",)}
    env |= {"YICHUANG_MODE": "demo", "YICHUANG_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    vendor, *numbers = said(env, "prepare", str(CASES))
    assert len(numbers) == CASES
    # the processes work on the same kind of database as the suite
    assert vendor == connection.vendor
    chance = random.Random(4711)
    acknowledged: list[list[str]] = []
    kills = 0
    while len(acknowledged) < CASES * TASKS:
        one = process(env, "work")
        assert one.stdout is not None
        for _ in range(chance.randint(15, 60)):
            line = one.stdout.readline()
            if not line:
                break
            acknowledged.append(line.split())
        else:
            one.kill()
            kills += 1
            # what was said before the kill and not read yet counts as acknowledged too
            acknowledged += [
                line.split() for line in one.stdout.read().splitlines() if line.count(" ") == 2
            ]
        one.stdout.close()
        if one.wait() == 0:
            break
    left = said(env, "check")
    assert not [line for line in left if line.startswith("FAULT")]
    done = {tuple(line.split()[1:]) for line in left if line.startswith("done")}
    pairs = [(number, node) for number, node, _ in acknowledged]
    assert kills >= 2
    assert len(pairs) == len(set(pairs)), "nothing was done twice"
    assert set(pairs) <= done, "nothing that was acknowledged is lost"
    assert sum(node in ("road", "green", "river", "chief") for _, node in done) == CASES * TASKS
