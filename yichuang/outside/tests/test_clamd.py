"""The daemon is asked by its own protocol; its silence is no clean bill."""

from __future__ import annotations

import socket
import struct
import threading
from pathlib import Path

import pytest
from django.test import override_settings

from yichuang.base.errors import Unavailable
from yichuang.outside.clamd import scan


def daemon(path: Path, answer: bytes, seen: list[bytes]) -> threading.Thread:
    """A daemon that takes one stream and answers."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    server.listen(1)

    def serve() -> None:
        line, _ = server.accept()
        with server, line, line.makefile("rb") as incoming:
            assert incoming.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", incoming.read(4))[0]:
                seen.append(incoming.read(size))
            line.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answer", "found"),
    [(b"stream: OK\0", ""), (b"stream: Eicar-Test-Signature FOUND\0", "Eicar-Test-Signature")],
)
def test_the_daemon_says_what_it_finds(tmp_path: Path, answer: bytes, found: str) -> None:
    seen: list[bytes] = []
    thread = daemon(tmp_path / "d", answer, seen)
    content = b"x" * 150_000
    with override_settings(CLAMD=str(tmp_path / "d")):
        assert scan(content) == found
    thread.join(5)
    assert b"".join(seen) == content


def test_a_silent_daemon_takes_nothing(tmp_path: Path) -> None:
    with override_settings(CLAMD=str(tmp_path / "nobody")), pytest.raises(Unavailable):
        scan(b"x")
