"""`yichuang demo`: the demonstration province, served; `--once` tells the stories and ends."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """The port, and whether to tell the stories, begin anew, or only make the data."""
    parser = subparsers.add_parser("demo", help="the demonstration province")
    parser.add_argument("--once", action="store_true", help="tell the stories, print them, end")
    parser.add_argument("--port", type=int, default=8000, help="8000 when nothing is said")
    parser.add_argument("--fresh", action="store_true", help="make the province anew")
    parser.add_argument("--build", type=Path, default=None, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 at the end, 1 when something went wrong."""
    if arguments.once:
        from yichuang.demo.once import run as run_once

        return run_once()
    from yichuang.demo import standing

    if arguments.build is not None:
        return standing.build(arguments.build)
    return standing.run(arguments.port, fresh=arguments.fresh)
