"""Runs a command beside a PostgreSQL of its own: python tools/postgres.py -- COMMAND...

The cluster lives in a temporary folder, listens on a unix socket only, runs as a user that is not
root, and is gone afterwards. The command finds its address in YICHUANG_DATABASE.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# A crash of the whole machine may lose what is in a test's cluster; a killed server may not.
OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=200"
MISSING = 77
SYSTEM = Path("/usr/lib/postgresql")


class NoPostgresError(Exception):
    """There is no usable PostgreSQL on this machine; the text says what to do."""


def binaries() -> Path:
    """The folder with initdb and pg_ctl, of the newest version found."""
    found = sorted(SYSTEM.glob("*/bin/initdb"), key=lambda p: int(p.parent.parent.name))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise NoPostgresError(
        "PostgreSQL is not installed: sudo apt-get install --no-install-recommends postgresql"
    )


def cluster_user() -> str | None:
    """Whom to run the cluster as: None for ourselves; root may not, so `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise NoPostgresError("PostgreSQL refuses to run as root, and there is no other user to run it")


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; yields the address of its database `yichuang`, removes all at the end."""
    tools, user = binaries(), cluster_user()
    home = Path(tempfile.mkdtemp(prefix="yichuang-pg-"))
    if user:
        shutil.chown(home, user)
    data, owner = home / "data", user or pwd.getpwuid(os.geteuid()).pw_name

    def run(*command: str) -> None:
        done = subprocess.run(
            command,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=home,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            # not a pipe: the server would inherit it and keep it open
            stdout=(home / "out").open("a"),
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            last = (home / "out").read_text("utf-8", "replace").strip().splitlines()[-3:]
            raise NoPostgresError(f"{Path(command[0]).name} failed: {' / '.join(last)}")

    try:
        run(str(tools / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "-N", "-U", owner)
        options = f"-k {home} {OPTIONS}"
        log = str(home / "log")
        run(str(tools / "pg_ctl"), "-D", str(data), "-w", "-s", "-l", log, "-o", options, "start")
        try:
            run(str(tools / "createdb"), "-h", str(home), "-U", owner, "yichuang")
            yield f"postgresql:///yichuang?host={home}&user={owner}"
        finally:
            run(str(tools / "pg_ctl"), "-D", str(data), "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Runs the command; gives its exit status, or 77 when there is no PostgreSQL."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with cluster() as address:
            environment = {**os.environ, "YICHUANG_DATABASE": address}
            return subprocess.run(command, env=environment, check=False).returncode
    except NoPostgresError as refused:
        print(f"! {refused}", file=sys.stderr)
        return MISSING


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
