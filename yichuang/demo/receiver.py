"""The power company's receiver in the demonstration: checks signatures, keeps what arrived, shows it on a page."""

from __future__ import annotations

import html
import http.server
import json
import threading
from collections import deque
from typing import Any

from yichuang.blocks.notices.api import verify_signature

KEPT = 200


class Receiver(http.server.ThreadingHTTPServer):
    """Listens on a free port of this machine, in a thread of its own from `start` to `close`."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.secret = ""
        self.arrived: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self.forged = 0

    @property
    def address(self) -> str:
        """Where a person may look at what arrived."""
        return f"http://127.0.0.1:{self.server_port}/"

    @property
    def url(self) -> str:
        """Where the portal delivers."""
        return f"{self.address}hook"

    def start(self) -> Receiver:
        """Begin to listen."""
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def close(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.server_close()

    def results_of(self, number: str) -> list[str]:
        """The results of a case that have arrived, in order."""
        told = [one.get("data", {}) for one in list(self.arrived)]
        return [str(data.get("result", "")) for data in told if data.get("case") == number]


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        """Take a message whose signature holds."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if not verify_signature(self.server.secret, dict(self.headers.items()), body):
            self.server.forged += 1
            self._answer(401, "text/plain", b"signature")
            return
        self.server.arrived.append(json.loads(body))
        self._answer(200, "text/plain", b"ok")

    def do_GET(self) -> None:
        """What has arrived, newest first."""
        rows = "".join(
            f"<tr><td>{html.escape(str(one.get('timestamp', '')))}</td>"
            f"<td>{html.escape(str(one.get('type', '')))}</td><td><code>"
            f"{html.escape(json.dumps(one.get('data', {}), ensure_ascii=False))}</code></td></tr>"
            for one in reversed(list(self.server.arrived))
        )
        page = (
            "<!doctype html><html lang=zh><meta charset=utf-8><title>供电企业接收端（模拟）</title>"
            "<h1>供电企业接收端（模拟） Grid company's receiver (simulated)</h1>"
            f"<p>{len(self.server.arrived)} · 签名不符 forged: {self.server.forged}</p>"
            f"<table border=1 cellpadding=4>{rows}</table>"
        )
        self._answer(200, "text/html; charset=utf-8", page.encode())

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""
