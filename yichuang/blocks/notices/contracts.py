"""Messages, subscriptions and deliveries as they leave the block, and what the kernel's events become outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from yichuang.base.text import Text
from yichuang.kernel.trail.contracts import Line


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its reader sees it; `about` is the Ref of the case or thing, "" for none."""

    id: int
    title: Text
    body: Text
    about: str
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a partner is told of a line: the event's type, its data, and in whose order it is told (a case number)."""

    type: str
    data: Mapping[str, Any]
    order: str


class Compose(Protocol):
    """What a partner may be told of a line; None when it is none of its business."""

    def __call__(self, line: Line, partner: str, /) -> Announcement | None:
        """The announcement; called in the transaction that fans the line out."""


@dataclass(frozen=True, slots=True)
class SubscriptionInfo:
    """A subscription and how its receiver is: events waiting, since when it fails, with what error, next try."""

    id: int
    partner: str
    url: str
    kinds: tuple[str, ...]
    active: bool
    waiting: int
    failures: int
    failing_since: datetime | None
    retry_at: datetime | None
    last_error: str


@dataclass(frozen=True, slots=True)
class DeliveryInfo:
    """One event for one receiver as the operator sees it."""

    id: int
    subscription: int
    message_id: str
    kind: str
    order: str
    created_at: datetime
    tries: int
    delivered_at: datetime | None
    last_error: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is posted, complete: nothing of it is looked up again while the world outside is asked."""

    delivery: int
    subscription: int
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A new subscription, and the secret that its receiver needs; it cannot be read again."""

    id: int
    secret: str
