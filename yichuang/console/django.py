"""`yichuang django COMMAND ...`: Django's own management commands, e.g. migrate, collectstatic."""

import argparse
from typing import Any

from django.core.management import ManagementUtility


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Everything after `django` is handed on as it stands."""
    parser = subparsers.add_parser("django", add_help=False, prefix_chars="\0")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; Django itself ends the process with its status when it fails."""
    ManagementUtility(["yichuang django", *arguments.rest]).execute()
    return 0
