"""A ClamAV daemon looks at uploaded files: its INSTREAM protocol over a unix socket or TCP."""

from __future__ import annotations

import socket
import struct

from django.conf import settings

from yichuang.base.errors import Unavailable
from yichuang.base.text import Text

PIECE = 64 * 1024


def scan(content: bytes) -> str:
    """The name of what the daemon finds in `content`, empty when it finds nothing.

    Raises Unavailable when the daemon does not answer: an unchecked file is not taken.
    """
    try:
        with _connect(str(settings.CLAMD)) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            answer = _read(line)
    except OSError:
        raise _silent() from None
    if answer.endswith("OK"):
        return ""
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip()
    raise _silent()


def _connect(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    if host and port.isdigit():
        return socket.create_connection((host, int(port)), timeout=30)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(30)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _read(line: socket.socket) -> str:
    said = b""
    while piece := line.recv(4096):
        said += piece
        if said.endswith(b"\0"):
            break
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _silent() -> Unavailable:
    return Unavailable(
        "outside.no_malware_check",
        Text(
            "病毒检查暂时不可用，文件没有收下",
            "files cannot be checked for malware now; nothing was taken",
        ),
        remedy=Text("请稍后再传", "please try again later"),
    )
