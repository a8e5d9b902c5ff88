"""Workers in processes of their own: kill -9 and SIGTERM in the middle of the work."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.testing import end_leases, grow_old
from yichuang.reactions.tests.setting import effects, exactly_once, table_of, wired, write
from yichuang.reactions.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


def database_address() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(found["NAME"])
    return f"postgresql:///{found['NAME']}?host={found['HOST']}&user={found['USER']}"


def start_worker(tmp_path: Path) -> subprocess.Popen[bytes]:
    """A worker in a process of its own, on the test's database, with the slow table."""
    script = (
        "import django; django.setup()\n"
        "from yichuang.reactions import worker\n"
        "from yichuang.reactions.tests.setting import SLOW\n"
        "running = worker.Worker(SLOW)\n"
        "import signal\n"
        "signal.signal(signal.SIGTERM, lambda *_: running.stop.set())\n"
        "print('ready', flush=True)\n"
        "running.run()\n"
    )
    environment = {
        **os.environ,
        "YICHUANG_DATABASE": database_address(),
        "DJANGO_SETTINGS_MODULE": "yichuang.config.settings_test",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=settings.ROOT,
        env=environment,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.stdout.close()
    return process


@pytest.mark.slow
def test_kill_9_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    table = table_of()
    with wired(table):
        lines = write(150)
    chance = random.Random(7)
    for _ in range(3):
        process = start_worker(tmp_path)
        time.sleep(chance.uniform(0.05, 0.2))
        process.kill()
        assert process.wait() == -signal.SIGKILL
    done = sum(effects().values())
    assert 0 < done < 150
    end_leases()
    with wired(table):
        Worker(table).run(until_idle=True)
    assert effects() == exactly_once(lines)
    assert trail.verify().ok


@pytest.mark.slow
def test_sigterm_ends_after_the_work_under_way(tmp_path: Path) -> None:
    with wired(table_of()):
        write(20)
    process = start_worker(tmp_path)
    time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0
    left = trail.backlog().rows
    assert sum(effects().values()) + left == 20


def first_beat() -> trail.Beat:
    """The sign of life of the worker that was just started."""
    end = time.monotonic() + 20
    while not (beats := trail.list_beats()):
        assert time.monotonic() < end, "the worker gives no sign of life"
        time.sleep(0.02)
    return beats[0]


@pytest.mark.slow
def test_a_worker_is_seen_while_it_runs_and_missed_when_it_was_killed(tmp_path: Path) -> None:
    ends = start_worker(tmp_path)
    assert first_beat().alive
    ends.send_signal(signal.SIGTERM)
    assert ends.wait(timeout=10) == 0
    assert trail.list_beats() == ()
    killed = start_worker(tmp_path)
    assert first_beat().worker.endswith(f":{killed.pid}")
    killed.kill()
    killed.wait()
    assert [b.alive for b in trail.list_beats()] == [True]
    grow_old(120)
    assert [b.alive for b in trail.list_beats()] == [False]
