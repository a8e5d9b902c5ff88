"""A partner's receiver that behaves as told (ok, 500, hang, reset, redirect) and counts what arrives. A worker."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from yichuang.blocks.notices.api import verify_signature
from yichuang.reactions import worker
from yichuang.reactions.arriving import take_in

__all__ = ["Handler", "Receiver", "receiving", "take_in", "work_until_idle"]


class Receiver(http.server.ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True

    def __init__(self, mode: str = "ok") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mode, self.secret = mode, ""
        self.calls = 0
        self.arrived: list[tuple[str, dict[str, Any]]] = []
        self.forged = 0
        self.release = threading.Event()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up is part of the trial."""


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by the server's mode."""

    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        owner, mode = self.server, self.server.mode
        with owner.lock:
            owner.calls += 1
        if mode == "hang":
            owner.release.wait(30)
            return
        if mode == "reset":
            self.connection.close()
            return
        if mode == "redirect":
            self._answer(307, location=owner.url + "/elsewhere")
            return
        if mode == "500":
            self._answer(500)
            return
        with owner.lock:
            if not verify_signature(owner.secret, dict(self.headers.items()), body):
                owner.forged += 1
            owner.arrived.append((self.headers["webhook-id"], json.loads(body)))
        self._answer(200)

    def _answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def receiving(mode: str = "ok") -> Iterator[Receiver]:
    """A receiver in a thread of its own."""
    receiver = Receiver(mode)
    thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.release.set()
        receiver.shutdown()
        thread.join()
        receiver.server_close()


def work_until_idle() -> None:
    """Does everything that follows from what has happened so far."""
    worker.run(until_idle=True)
