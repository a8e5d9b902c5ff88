"""What a partner is told by webhook: requests that a case addresses to it, and those of cases it handed in itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.blocks.notices.api import Announcement
from yichuang.kernel.trail.contracts import Line

REQUESTED = "service.requested"
# What the partner needs of a request; the rest (adopted set, round) is the platform's own.
_TOLD = ("case", "item", "region", "node", "key", "attempt", "result", "state", "sends")


def announce(line: Line, partner: str) -> Announcement | None:
    """The announcement for one partner, None when the line is none of its business."""
    body = line.body
    if line.kind != REQUESTED or not _addressed(body, partner):
        return None
    data = {name: body[name] for name in _TOLD if name in body}
    return Announcement(str(body["message"]), data, str(body["case"]))


def _addressed(body: Mapping[str, Any], partner: str) -> bool:
    """A message is named `partner.message`; a case that a partner handed in carries its name."""
    to = str(body.get("message", "")).partition(".")[0]
    return partner in (to, body.get("channel")) or partner in body.get("to", ())
