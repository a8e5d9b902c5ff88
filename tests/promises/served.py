"""A portal served as in service, on the suite's kind of database, and clients who repeat until they are answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg

from tests.stories.house import ROOT, House

ANSWERED_WITHIN = 90.0


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """An empty database for other processes: its address on PostgreSQL, nothing on SQLite, where a folder is enough."""
    address = os.environ.get("YICHUANG_DATABASE", "")
    if "://" not in address:
        yield ""
        return
    with psycopg.connect(address, autocommit=True) as maker:
        maker.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        # an address of a socket has no host, which urlunsplit would leave out with its slashes
        parts = urlsplit(address)
        yield f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"
    finally:
        with psycopg.connect(address, autocommit=True) as maker:
            maker.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@dataclass
class Served(House):
    """The portal of the stories, on any database."""

    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Its processes find the database by its address."""
        told = super().environment
        return told | {"YICHUANG_DATABASE": self.address} if self.address else told

    def said_by(self, *words: str) -> list[str]:
        """What a command of kill_script prints."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.promises.kill_script", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()

    def open_web(self) -> None:
        """Start the server alone; clients find out by themselves when it answers."""
        self.start("web", "serve", "--port", str(self.port), "--threads", "2")


@dataclass(frozen=True, slots=True)
class Deed:
    """A request under a key: by whom (a login, or the power company), where, what."""

    who: str
    path: str
    body: dict[str, Any]
    key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was acknowledged: the case, its seq after the deed, the steps that it opened."""

    number: str
    seq: int
    opened: tuple[str, ...]


@dataclass
class Clients:
    """Those who come to the portal over HTTP, from several threads, and repeat a request until it is answered."""

    house: House
    grid_key: str
    password: str
    answers: dict[str, tuple[Deed, Answer]] = field(default_factory=dict)
    # answers that were on their way when the connection broke, by whose doing
    cut_off: int = 0
    not_awaited: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    entered: dict[str, dict[str, str]] = field(default_factory=dict)

    def log_in(self, login: str) -> None:
        """By the form; the session outlives the server."""
        with httpx.Client(base_url=self.house.url, trust_env=False, timeout=30) as http:
            http.get("/login/")
            told = {"username": login, "password": self.password}
            token = http.cookies.get("csrftoken") or ""
            http.post("/login/", data={**told, "csrfmiddlewaretoken": token})
            self.entered[login] = dict(http.cookies)
        assert "yichuang_session" in self.entered[login], login

    def sure(self, deed: Deed, *, impatient: bool = False) -> Answer:
        """Sends it until an answer comes; `impatient` hangs up on the first try before the answer is there."""
        end = time.monotonic() + ANSWERED_WITHIN
        while time.monotonic() < end:
            try:
                answer = self._send(deed, 0.005 if impatient else 30)
            except ConnectionRefusedError:
                time.sleep(0.02)  # nobody listens just now
            except TimeoutError:
                assert impatient, f"{deed.path}: no answer for half a minute"
                impatient = False
                with self.lock:
                    self.not_awaited += 1
            except (ConnectionError, HTTPException):
                with self.lock:
                    self.cut_off += 1
            else:
                with self.lock:
                    self.answers.setdefault(deed.key, (deed, answer))
                return answer
        raise AssertionError(f"{deed.path}: nobody answered for {ANSWERED_WITHIN} s")

    def _send(self, deed: Deed, patience: float) -> Answer:
        headers = {"Idempotency-Key": deed.key, "Content-Type": "application/json"}
        if cookies := self.entered.get(deed.who):
            headers["X-CSRFToken"] = cookies["csrftoken"]
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in cookies.items())
        else:
            headers["Authorization"] = f"Bearer {self.grid_key}"
        line = HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        with closing(line):
            line.request("POST", f"/api/v1{deed.path}", json.dumps(deed.body).encode(), headers)
            assert line.sock is not None
            line.sock.settimeout(patience)
            said = line.getresponse()
            text = said.read().decode()
        assert said.status in (200, 201), f"{deed.path}: {said.status} {text[:800]}"
        told = json.loads(text)
        return Answer(told["number"], told["seq"], tuple(told["opened"]))
