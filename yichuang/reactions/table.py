"""The one table of what follows from changes: kinds of lines -> functions, kinds of timers -> functions.

A new room adds its rows here.
"""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.blocks.notices import api as notices
from yichuang.reactions.announcing import REQUESTED
from yichuang.reactions.registry import AnyReaction, OnTimer, OutsideReaction, Reaction, Table

REACTIONS: tuple[AnyReaction, ...] = (
    Reaction("webhooks.fan_out", (REQUESTED,), notices.fan_out, notices.order_of),
    # one row per receiver, put there by fan_out under `webhooks.deliver/<subscription>`
    OutsideReaction("webhooks.deliver", (), notices.prepare, notices.call, notices.settle),
)

TIMERS: Mapping[str, OnTimer] = {
    "webhooks.alarm": notices.alarm,
}

TABLE = Table(REACTIONS, TIMERS)
