"""`yichuang serve`: the portal and the API by granian, WSGI, in as many processes as asked for."""

import argparse
import os
import sys
from typing import Any

from django.core.management import call_command
from django.db import connection

from yichuang.console.migrated import refuse_old_tables


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Address, port, processes and threads."""
    parser = subparsers.add_parser("serve", help="serve the portal")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    # more threads than cores halve what is served, because only one of them runs Python at a time
    parser.add_argument("--threads", type=int, default=2, help="threads a process")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Looks whether the tables are up to date, gathers the static files, becomes the server."""
    refuse_old_tables()
    connection.close()
    # what was gathered by an older version would be served under names that no page asks for
    call_command("collectstatic", "--noinput", verbosity=0)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", arguments.host, "--port", str(arguments.port)),
        *("--workers", str(arguments.workers), "--blocking-threads", str(arguments.threads)),
        *("--log-level", "warning", "yichuang.config.wsgi:application"),
    ]
    os.execv(sys.executable, command)  # noqa: S606
