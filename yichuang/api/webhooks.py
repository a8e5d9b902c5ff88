"""Webhooks of a partner: what it is told, what waits for it, and what is told again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import AwareDatetime, Field

from yichuang.api.callers import caller
from yichuang.api.cursors import PageOf, open_cursor, page
from yichuang.api.door import Door
from yichuang.api.fields import After, IdInPath, Key, Limit, Line, Sent
from yichuang.blocks.notices import api as notices
from yichuang.blocks.notices.contracts import DeliveryInfo, Subscribed, SubscriptionInfo

door = Door("推送 webhooks")


class SubscriptionIn(Sent):
    """Where to tell which kinds of events (`case.*` for all of a beginning). The operator names the partner."""

    url: Annotated[Line, Field(examples=["https://partner.example/hooks"])]
    kinds: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9_.*]+$")]],
        Field(min_length=1, max_length=50),
    ]
    partner: Key | None = None


class Span(Sent):
    """A span of time to be told again."""

    since: AwareDatetime
    until: AwareDatetime | None = None


class Replayed(Schema):
    """How many events are delivered again."""

    count: int


class SubscriptionsOut(Schema):
    """Subscriptions."""

    rows: list[SubscriptionInfo]


@door.read("/webhooks", SubscriptionsOut, "推送列表", "Subscriptions and how their receivers are")
def list_all(request: HttpRequest) -> dict[str, object]:
    """The partner's own; all for the operator."""
    return {"rows": notices.list_subscriptions(caller(request))}


@door.make("/webhooks", Subscribed, "新增推送", "Subscribe")
def subscribe(request: HttpRequest, body: SubscriptionIn) -> Status[Subscribed]:
    """The secret for checking signatures is shown this once."""
    actor = caller(request)
    partner = body.partner or actor.partner
    made = notices.subscribe(actor, partner=partner, url=body.url, kinds=body.kinds)
    return Status(201, made)


@door.do("/webhooks/{subscription}", None, "取消推送", "End a subscription", method="DELETE")
def end(request: HttpRequest, subscription: IdInPath) -> Status[None]:
    """What still waits is dropped."""
    notices.end_subscription(caller(request), subscription=subscription)
    return Status(204, None)


@door.read(
    "/webhooks/{subscription}/deliveries",
    PageOf[DeliveryInfo],
    "推送记录",
    "What was told, oldest first",
)
def deliveries(
    request: HttpRequest,
    subscription: IdInPath,
    waiting: bool = False,
    after: After = "",
    limit: Limit = 50,
) -> dict[str, object]:
    """`waiting`: only what has not arrived."""
    name = f"deliveries.{subscription}"
    found = notices.list_deliveries(
        caller(request),
        subscription=subscription,
        waiting=waiting,
        after=open_cursor(after, name),
        limit=limit,
    )
    return page(found, name)


@door.do("/webhooks/{subscription}/replay", Replayed, "重新推送", "Tell a span of time again")
def replay(request: HttpRequest, subscription: IdInPath, body: Span) -> dict[str, int]:
    """In order, under the same ids."""
    since: datetime = body.since
    count = notices.replay(
        caller(request), subscription=subscription, since=since, until=body.until
    )
    return {"count": count}


@door.do("/webhooks/{subscription}/try", None, "立即重试", "Do not wait for the pause to pass")
def try_now(request: HttpRequest, subscription: IdInPath) -> Status[None]:
    """After the receiver was mended."""
    notices.try_now(caller(request), subscription=subscription)
    return Status(204, None)
