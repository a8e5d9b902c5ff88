"""`yichuang worker`: reactions, timers and sealing, until it is told to stop."""

import argparse
from typing import Any

from yichuang.console.migrated import refuse_old_tables
from yichuang.reactions.worker import run as run_worker


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Without an option it works until SIGTERM."""
    parser = subparsers.add_parser("worker", help="run reactions and timers")
    until = parser.add_mutually_exclusive_group()
    until.add_argument("--once", action="store_true", help="what is due now, then end")
    until.add_argument("--until-idle", action="store_true", help="until nothing is due, then end")
    parser.add_argument("--idle", type=float, default=0.05, help="seconds between two looks")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Works; 0 at the end."""
    refuse_old_tables()
    run_worker(once=arguments.once, until_idle=arguments.until_idle, idle=arguments.idle)
    return 0
