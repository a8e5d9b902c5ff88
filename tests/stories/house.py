"""The portal as it runs in service, for the stories: a server and a worker as processes of their own, and one clock."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from yichuang.base import clock
from yichuang.engines.calendar import Calendar
from yichuang.packs.api import read_days

ROOT = Path(__file__).resolve().parents[2]
FIRST_DAY = date(2023, 10, 19)
READY_WITHIN = 60.0
Found = TypeVar("Found")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Hands:
    """The one clock of all processes. It only ever goes forward: what has happened stays in the past."""

    file: Path
    days: Calendar = field(default_factory=lambda: read_days(ROOT / "measures"))

    def set(self, moment: datetime) -> None:
        """It is this moment now."""
        assert not self.file.exists() or moment >= self.now(), "the clock of a story goes forward"
        new = self.file.with_suffix(".new")
        new.write_text(moment.isoformat(), "utf-8")
        new.replace(self.file)

    def now(self) -> datetime:
        """What it shows."""
        return datetime.fromisoformat(self.file.read_text("utf-8"))

    def today(self) -> date:
        """The day it shows."""
        return clock.day_of(self.now())

    def minutes(self, count: int = 1) -> None:
        """A little later on the same day."""
        self.set(self.now() + timedelta(minutes=count))

    def next_morning(self) -> None:
        """Nine o'clock of the next working day."""
        self.working_days(1)

    def working_days(self, count: int) -> None:
        """Nine o'clock, so many working days later."""
        self.set(clock.at(self.days.add_working_days(self.today(), count).day))

    def calendar_days(self, count: int) -> None:
        """Nine o'clock, so many days later."""
        self.set(clock.at(self.today() + timedelta(days=count)))


@dataclass
class House:
    """A running portal with its own data folder. `logs` are what its processes said."""

    folder: Path
    port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Its clock stands at nine o'clock of the first day."""
        self.clock = Hands(self.folder / "clock")
        self.clock.set(clock.at(FIRST_DAY))

    @property
    def url(self) -> str:
        """Where the portal is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """The file with all tables."""
        return self.folder / "test.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        left_out = {"DJANGO_SETTINGS_MODULE", "YICHUANG_DATABASE", "YICHUANG_RUN_PART"}
        own = {
            "YICHUANG_MODE": "test",
            "YICHUANG_DATA": str(self.folder),
            "YICHUANG_CLOCK_FILE": str(self.clock.file),
            "YICHUANG_PUBLIC_URL": self.url,
        }
        return {k: v for k, v in os.environ.items() if k not in left_out} | own

    def command(self, *words: str) -> None:
        """Runs a command of bin/yichuang to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "yichuang", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}"

    def start(self, name: str, *words: str) -> None:
        """Starts a process that stays: `web` or `worker`."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "yichuang", *words],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def open(self) -> None:
        """Server and worker; comes back when the first page is served."""
        self.start("web", "serve", "--port", str(self.port), "--threads", "2")
        self.start("worker", "worker", "--idle", "0.05")
        self.until(self._answers, READY_WITHIN, "the portal does not answer")

    def _answers(self) -> bool:
        for name, process in self.processes.items():
            assert process.poll() is None, f"{name} ended:\n{self.said(name)}"
        try:
            with urllib.request.urlopen(f"{self.url}/login/", timeout=5) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{refused.code}:\n{self.said('web')}") from refused
        except OSError:
            return False

    def said(self, name: str) -> str:
        """The end of a process's log."""
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")[-4000:]

    def kill(self, name: str) -> None:
        """As when the power goes: kill -9 for the process and all it started."""
        self._end(self.processes.pop(name), signal.SIGKILL)

    def close(self) -> None:
        """Ends what is running."""
        for name in list(self.processes):
            self._end(self.processes.pop(name), signal.SIGTERM)

    @staticmethod
    def _end(process: subprocess.Popen[bytes], number: int) -> None:
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def until(self, deed: Callable[[], Found], seconds: float = 15, what: str = "") -> Found:
        """What `deed` gives, as soon as it is something; for what the worker does meanwhile."""
        end = time.monotonic() + seconds
        while True:
            found = deed()
            if found:
                return found
            assert time.monotonic() < end, what or "it has not happened"
            time.sleep(0.05)
