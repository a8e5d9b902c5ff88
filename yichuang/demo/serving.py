"""The portal's processes, started and ended together: a server and a worker on one data folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from yichuang.base.errors import Unavailable
from yichuang.base.text import Text

READY_WITHIN = 60.0
END_WITHIN = 10.0
NOTHING: Mapping[str, str] = {}


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, port: int, more: Mapping[str, str] = NOTHING) -> dict[str, str]:
    """What a process is told that works on a data folder."""
    left_out = {"YICHUANG_DATABASE", "YICHUANG_FILES", "YICHUANG_HEADS", "YICHUANG_CLOCK_FILE"}
    own = {
        "YICHUANG_MODE": "demo",
        "YICHUANG_DATA": str(folder),
        "YICHUANG_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "yichuang.config.settings",
    }
    return {k: v for k, v in os.environ.items() if k not in left_out} | own | dict(more)


@dataclass
class Portal:
    """A portal that runs. Its processes' words go to `logs`."""

    folder: Path
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def logs(self) -> Path:
        """The folder with one file for each process."""
        return self.folder / "logs"

    def open(self) -> None:
        """Start server and worker; comes back when pages are served. Raises Unavailable saying what went wrong."""
        self._start("web", "serve", "--port", str(self.port))
        self._start("worker", "worker")
        end = time.monotonic() + READY_WITHIN
        while not self._answers():
            self.check()
            if time.monotonic() > end:
                raise self._failed("web")
            time.sleep(0.1)

    def _start(self, name: str, *words: str) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("wb") as log:
            # a session of its own: Ctrl-C reaches the demonstration alone, which then ends them in order
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "yichuang", *words],
                env=environment(self.folder, self.port),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def check(self) -> None:
        """Raises Unavailable with the end of its log when a process has ended."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise self._failed(name)

    def _failed(self, name: str) -> Unavailable:
        log = self.logs / f"{name}.log"
        said = log.read_text("utf-8", "replace").strip().splitlines()[-3:]
        return Unavailable(
            "demo.ended",
            Text(
                f"进程 {name} 没有运行：{' '.join(said)}",
                f"the process {name} does not run: {' '.join(said)}",
            ),
            remedy=Text(f"详见 {log}", f"see {log}"),
        )

    def close(self) -> None:
        """End all processes, gently first."""
        for process in self.processes.values():
            self._signal(process, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(END_WITHIN)
            except subprocess.TimeoutExpired:
                self._signal(process, signal.SIGKILL)
                process.wait()
        self.processes.clear()

    @staticmethod
    def _signal(process: subprocess.Popen[bytes], number: int) -> None:
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return


@contextmanager
def running(folder: Path, port: int) -> Iterator[Portal]:
    """A portal on a folder, whatever happens ended at the end of the block."""
    portal = Portal(folder, port)
    try:
        portal.open()
        yield portal
    finally:
        portal.close()
