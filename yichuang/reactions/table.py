"""The one table of what follows from changes: kinds of lines -> functions, kinds of timers -> functions.

A new room adds its rows here; docs/map.md lists them.
"""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.reactions.registry import AnyReaction, OnTimer, Table

REACTIONS: tuple[AnyReaction, ...] = ()

TIMERS: Mapping[str, OnTimer] = {}

TABLE = Table(REACTIONS, TIMERS)
