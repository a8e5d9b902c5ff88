"""The commands of bin/yichuang, each loaded only when it is called.

A command is a module here with `add_parser(subparsers)`, which sets `run=callable(arguments) -> int`.
Never decides; it calls a door and prints what came back.
"""

from yichuang.console.assembly import COMMANDS, Command, main

__all__ = ["COMMANDS", "Command", "main"]
