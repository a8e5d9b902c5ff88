"""Partners' subscriptions: set up by the operator, or by a partner whose key may; delivered again on request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from yichuang.base import clock
from yichuang.base.errors import Invalid, NotFound, NotPermitted, Problem
from yichuang.base.paging import MOST, Page
from yichuang.base.text import Text
from yichuang.blocks.notices.contracts import DeliveryInfo, Subscribed, SubscriptionInfo
from yichuang.blocks.notices.delivering import handler_of, message_id, schedule
from yichuang.blocks.notices.models import Delivery, Subscription
from yichuang.blocks.notices.signing import new_secret
from yichuang.kernel.people.contracts import OPERATOR, Actor
from yichuang.kernel.trail import api as trail

# The scope of a key that may set up its own partner's webhooks.
SET_UP = "webhooks"


def _is_operator(actor: Actor) -> bool:
    return actor.is_system or OPERATOR in actor.roles


def _need_setting_up(actor: Actor, partner: str) -> None:
    """The operator, and for itself a partner whose key carries the scope `webhooks`."""
    own = bool(actor.partner) and actor.partner == partner and SET_UP in actor.scopes
    if not (own or _is_operator(actor)):
        raise NotPermitted(
            "operator_needed",
            Text("只有平台运维可以设置推送", "Only the operator sets up webhooks"),
            remedy=Text("请联系平台运维", "Ask the platform's operator"),
        )


def _visible(actor: Actor) -> QuerySet[Subscription]:
    """All for the operator, its own for a partner, none for anybody else."""
    rows = Subscription.objects.order_by("id")
    if _is_operator(actor):
        return rows
    return rows.filter(partner=actor.partner) if actor.partner else rows.none()


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    plain_allowed = not settings.PRODUCTION
    problem = None
    if parts.scheme not in ("https", "http") or not parts.hostname or len(url) > 500:
        problem = Text("不是完整的网址", "Not a whole address")
    elif parts.scheme == "http" and not plain_allowed:
        problem = Text("须用 https", "It must be https")
    elif parts.username or parts.password or parts.fragment:
        problem = Text("网址中不能有口令或锚点", "No password or fragment in the address")
    if problem:
        raise Invalid(
            "webhook_unfit",
            Text("推送地址有误", "The address is not fit"),
            problems=(Problem("url", problem),),
        )


@transaction.atomic
def subscribe(actor: Actor, *, partner: str, url: str, kinds: Sequence[str]) -> Subscribed:
    """Tell a partner of these kinds of events (`case.*` for all of a beginning) at an address."""
    _need_setting_up(actor, partner)
    _check_url(url)
    secret = new_secret()
    row = Subscription.objects.create(
        partner=partner, url=url, secret=secret, kinds=list(kinds), created_at=clock.now()
    )
    body = {"partner": partner, "url": url, "kinds": list(kinds)}
    trail.record(f"subscription:{row.pk}", "subscription.made", body, actor=actor.label)
    return Subscribed(row.pk, secret)


@transaction.atomic
def end_subscription(actor: Actor, *, subscription: int) -> None:
    """Tell it nothing more; what still waits for it is dropped when its turn comes. Raises NotFound."""
    row = _visible(actor).filter(id=subscription, active=True).first()
    if row is None:
        raise _no_subscription()
    _need_setting_up(actor, row.partner)
    if not Subscription.objects.filter(id=row.pk, active=True).update(active=False):
        raise _no_subscription()
    trail.cancel_timers(f"subscription:{subscription}")
    trail.record(f"subscription:{subscription}", "subscription.ended", {}, actor=actor.label)


@transaction.atomic
def replay(
    actor: Actor, *, subscription: int, since: datetime, until: datetime | None = None
) -> int:
    """Deliver again, in order and under the same ids, what was told in a span; gives how many. Raises NotFound."""
    row = _visible(actor).filter(id=subscription, active=True).first()
    if row is None:
        raise _no_subscription()
    rows = Delivery.objects.filter(
        subscription=row, created_at__gte=since, created_at__lte=until or clock.now()
    ).order_by("id")
    count = 0
    for delivery in rows.exclude(delivered_at=None):
        delivery.delivered_at = None
        delivery.save(update_fields=["delivered_at"])
        count += schedule(delivery)
    body = {"since": since, "until": until, "count": count}
    trail.record(f"subscription:{row.pk}", "subscription.replayed", body, actor=actor.label)
    return count


@transaction.atomic
def try_now(actor: Actor, *, subscription: int) -> None:
    """Do not wait for the pause after a failure to pass. Raises NotFound."""
    row = _visible(actor).filter(id=subscription, active=True).first()
    if row is None:
        raise _no_subscription()
    Subscription.objects.filter(id=row.pk).update(retry_at=None)
    trail.wake(handler_of(row.pk))


def _no_subscription() -> NotFound:
    return NotFound("subscription_not_found", Text("没有这项推送", "There is no such webhook"))


def list_subscriptions(actor: Actor) -> tuple[SubscriptionInfo, ...]:
    """Subscriptions that the actor may see, and how their receivers are. Two queries."""
    rows = list(_visible(actor))
    counted = (
        Delivery.objects.filter(delivered_at=None, subscription__in=rows)
        .values_list("subscription")
        .annotate(Count("id"))
    )
    waiting = dict(counted)
    return tuple(
        SubscriptionInfo(
            id=row.pk,
            partner=row.partner,
            url=row.url,
            kinds=tuple(row.kinds),
            active=row.active,
            waiting=waiting.get(row.pk, 0),
            failures=row.failures,
            failing_since=_local(row.failing_since),
            retry_at=_local(row.retry_at),
            last_error=row.last_error,
        )
        for row in rows
    )


def list_deliveries(
    actor: Actor,
    *,
    subscription: int,
    waiting: bool = False,
    after: str | None = None,
    limit: int = MOST,
) -> Page[DeliveryInfo]:
    """What a subscription was told, oldest first; `waiting`: only what has not arrived. Raises NotFound."""
    if not _visible(actor).filter(id=subscription).exists():
        raise _no_subscription()
    rows = Delivery.objects.filter(subscription=subscription, id__gt=int(after or 0))
    if waiting:
        rows = rows.filter(Q(delivered_at=None))
    found = list(rows.order_by("id")[: limit + 1])
    more = str(found[limit - 1].pk) if len(found) > limit else None
    return Page(tuple(_info(row) for row in found[:limit]), after=more)


def _info(row: Delivery) -> DeliveryInfo:
    return DeliveryInfo(
        id=row.pk,
        subscription=row.subscription_id,
        message_id=message_id(row),
        kind=row.kind,
        order=row.sequence,
        created_at=row.created_at.astimezone(clock.SHANGHAI),
        tries=row.tries,
        delivered_at=_local(row.delivered_at),
        last_error=row.last_error,
    )


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(clock.SHANGHAI) if moment else None
