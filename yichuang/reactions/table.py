"""The one table of what follows from changes: kinds of lines -> functions, kinds of timers -> functions.

A new room adds its rows here.
"""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.blocks.notices import api as notices
from yichuang.reactions import following, paying, requesting
from yichuang.reactions.announcing import REQUESTED
from yichuang.reactions.arriving import take_in
from yichuang.reactions.copies import copy_made, make_copy, paper_of
from yichuang.reactions.registry import (
    AnyReaction,
    OnTimer,
    OutsideReaction,
    Reaction,
    Regular,
    Table,
    about_stream,
)

REACTIONS: tuple[AnyReaction, ...] = (
    Reaction(
        "cases.facts",
        ("facts.recorded", "facts.withdrawn"),
        following.facts_changed,
        about_stream,
    ),
    # put there by each change of a decided case
    Reaction("cases.figures", (), following.figures_changed),
    # only where a line tells that a case is over: no other line costs a row
    Reaction("mining.count", ("case.*",), following.case_over, only=following.is_over),
    Reaction("cases.left", ("account.deactivated",), following.account_left),
    OutsideReaction(
        "cases.request",
        (REQUESTED,),
        requesting.prepare,
        requesting.call,
        requesting.settle,
        about_stream,
    ),
    Reaction("cases.delivered", ("webhook.delivered",), requesting.delivered),
    OutsideReaction(
        "payments.ask", ("payment.requested",), paying.order_of, paying.ask, paying.tell
    ),
    Reaction("webhooks.fan_out", (REQUESTED,), notices.fan_out, notices.order_of),
    # one row per receiver, put there by fan_out under `webhooks.deliver/<subscription>`
    OutsideReaction("webhooks.deliver", (), notices.prepare, notices.call, notices.settle),
    # one at a time: a copy takes up to 300 MB
    OutsideReaction(
        "documents.copy",
        ("paper.issued", "notice.written"),
        paper_of,
        make_copy,
        copy_made,
        lane=1,
    ),
)

TIMERS: Mapping[str, OnTimer] = {
    "cases.*": following.time_came,
    "webhooks.alarm": notices.alarm,
}

# Name, seconds between two runs, deed: what nobody asks for and no line announces.
REGULAR: tuple[Regular, ...] = (Regular("outside.arrivals", 1.0, take_in),)

TABLE = Table(REACTIONS, TIMERS, REGULAR)
