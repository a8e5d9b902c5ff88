"""Says in one sentence whether a port of this machine is free: python tools/port.py PORT."""

import contextlib
import socket
import sys
from pathlib import Path


def refusal(port: int) -> str | None:
    """Why 127.0.0.1:`port` cannot be served, with a way on; None when it can."""
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except PermissionError:
            return f"Port {port} is kept for the administrator; try: bin/demo --port 8001"
        except OSError:
            holder = _holder(port)
            who = f" by {holder}" if holder else ""
            return f"Port {port} is taken{who}; try: bin/demo --port {_free_after(port)}"
    return None


def _free_after(port: int) -> int:
    for candidate in range(port + 1, min(port + 100, 65536)):
        with contextlib.closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", candidate)) != 0:
                return candidate
    return 8001


def _holder(port: int) -> str | None:
    """The name and number of the process that listens, where the system lets us see it."""
    wanted = f":{port:04X}"
    try:
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        inodes = {row[9] for row in rows if row[1].endswith(wanted) and row[3] == "0A"}
        for link in Path("/proc").glob("[0-9]*/fd/*"):
            with contextlib.suppress(OSError):
                target = str(link.readlink())
                if target.startswith("socket:[") and target[8:-1] in inodes:
                    name = (link.parent.parent / "comm").read_text().strip()
                    return f"{name} (process {link.parent.parent.name})"
    except OSError:
        return None
    return None


if __name__ == "__main__":
    sentence = refusal(int(sys.argv[1]))
    if sentence:
        print(f"✗ {sentence}", file=sys.stderr)
        sys.exit(1)
