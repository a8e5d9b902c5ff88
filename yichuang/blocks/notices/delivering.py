"""From a line to a receiver: fanned out in one transaction, posted outside of any, written down in another.

At least once, in order per receiver and case, without end. A receiver that fails is left alone for a while
(its circuit), so that it takes neither threads nor turns from others.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.conf import settings

from yichuang.base import clock
from yichuang.base.canonical import canonical_json
from yichuang.base.refs import Ref
from yichuang.base.text import Text
from yichuang.blocks.notices.contracts import Announcement, Compose, Parcel
from yichuang.blocks.notices.messages import send
from yichuang.blocks.notices.models import Delivery, Subscription
from yichuang.blocks.notices.signing import headers_of
from yichuang.kernel.people.api import system_actor
from yichuang.kernel.people.contracts import OPERATOR
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Again, Later, Line, Outcome, Timer, Work
from yichuang.outside import webhook

HANDLER = "webhooks.deliver"
ALARM = "webhooks.alarm"
# A receiver that is down is asked at least this often, so it is told soon after it is well again.
LONGEST_PAUSE = timedelta(minutes=5)
# How long one probe may take before another may follow.
PROBE = timedelta(seconds=15)


def _nothing(_line: Line, _partner: str) -> Announcement | None:
    """Until it is wired, nobody is told anything: what a partner may know is not this block's to decide."""
    return None


_compose: Compose = _nothing


def compose_with(compose: Compose) -> None:
    """Who says what a partner is told of a line; called once, by the wiring."""
    global _compose  # noqa: PLW0603 - the one place where the block is wired
    _compose = compose


def handler_of(subscription: int) -> str:
    """The name of pending work for one receiver."""
    return f"{HANDLER}/{subscription}"


def message_id(delivery: Delivery) -> str:
    """The id by which a receiver discards doubles; the same for every try and every replay."""
    return f"msg_{delivery.subscription_id}_{delivery.line}"


def order_of(ref: Ref, body: Any) -> str:
    """The stream of fanning out: lines of one case in their order, also those about a message of the case."""
    case = body.get("case")
    return f"fan:case:{case}" if isinstance(case, str) else f"fan:{ref}"


def fan_out(work: Work, line: Line) -> None:
    """One delivery for each receiver that wants this kind of line and may know of it. Repeatable."""
    for subscription in Subscription.objects.filter(active=True).order_by("id"):
        if not _wants(subscription, line.kind):
            continue
        told = _compose(line, subscription.partner)
        if told is None:
            continue
        body = {"type": told.type, "timestamp": line.at, "data": dict(told.data)}
        delivery, made = Delivery.objects.get_or_create(
            subscription=subscription,
            line=line.id,
            defaults={
                "kind": told.type,
                "sequence": told.order,
                "body": canonical_json(body),
                "created_at": clock.now(),
            },
        )
        if made:
            schedule(delivery)


def _wants(subscription: Subscription, kind: str) -> bool:
    return any(
        kind.startswith(wanted[:-1]) if wanted.endswith("*") else kind == wanted
        for wanted in subscription.kinds
    )


def schedule(delivery: Delivery) -> bool:
    """Let the worker deliver it, behind what its receiver is still to be told of the same case."""
    return trail.enqueue(
        delivery.line,
        handler_of(delivery.subscription_id),
        stream=f"webhook:{delivery.subscription_id}:{delivery.sequence}",
        args={"delivery": delivery.pk},
    )


def prepare(work: Work, line: Line) -> Parcel | Later | None:
    """The signed message; a Later while the receiver's circuit is open; None when it has ended its subscription."""
    delivery = Delivery.objects.select_related("subscription").get(id=work.args["delivery"])
    subscription = delivery.subscription
    if not subscription.active or delivery.delivered_at is not None:
        return None
    if subscription.failures:
        refused = _probe(subscription)
        if refused is not None:
            return refused
    body, name = delivery.body.encode(), message_id(delivery)
    headers = headers_of(subscription.secret, name, int(time.time()), body)
    return Parcel(delivery.pk, subscription.pk, subscription.url, headers, body)


def _probe(subscription: Subscription) -> Later | None:
    """Of a failing receiver only one message is tried at a time: the first whose turn comes after the pause."""
    now = clock.now()
    if subscription.retry_at is not None and subscription.retry_at > now:
        return Later(subscription.retry_at)
    taken = Subscription.objects.filter(id=subscription.pk, retry_at=subscription.retry_at)
    if not taken.update(retry_at=now + PROBE):
        return Later(now + PROBE)
    trail.hold_back(handler_of(subscription.pk), now + PROBE)
    return None


def call(parcel: Parcel) -> webhook.Answer:
    """Post it. In a thread, without the database."""
    return webhook.post(parcel.url, parcel.body, parcel.headers)


def settle(work: Work, line: Line, answer: webhook.Answer) -> Outcome:
    """Write down how it went; a success closes the receiver's circuit, a failure opens it for longer."""
    delivery = Delivery.objects.select_for_update(no_key=True).get(id=work.args["delivery"])
    subscription = Subscription.objects.select_for_update(no_key=True).get(
        id=delivery.subscription_id
    )
    delivery.tries += 1
    if answer.ok:
        delivery.delivered_at, delivery.last_error = clock.now(), ""
        delivery.save(update_fields=["tries", "delivered_at", "last_error"])
        if subscription.failures:
            _recovered(subscription)
        _record_delivered(delivery, subscription)
        return None
    delivery.last_error = answer.error
    delivery.save(update_fields=["tries", "last_error"])
    _failed(subscription, answer.error)
    return Again(answer.error)


def _record_delivered(delivery: Delivery, subscription: Subscription) -> None:
    """That the receiver has it is a change others may react to (an act of a case is done by it)."""
    body = {
        "line": delivery.line,
        "partner": subscription.partner,
        "subscription": subscription.pk,
        "type": delivery.kind,
        "order": delivery.sequence,
    }
    trail.record(f"delivery:{delivery.pk}", "webhook.delivered", body, actor="system:webhooks")


def _recovered(subscription: Subscription) -> None:
    subscription.failures, subscription.last_error = 0, ""
    subscription.failing_since = subscription.retry_at = None
    subscription.save()
    trail.cancel_timer(ALARM, f"subscription:{subscription.pk}", "alarm")
    trail.wake(handler_of(subscription.pk))


def _failed(subscription: Subscription, error: str) -> None:
    now = clock.now()
    subscription.failures += 1
    subscription.last_error = error
    pause = timedelta(seconds=2 ** min(subscription.failures, 12))
    subscription.retry_at = now + min(LONGEST_PAUSE, pause)
    trail.hold_back(handler_of(subscription.pk), subscription.retry_at)
    if subscription.failing_since is None:
        subscription.failing_since = now
        due = now + timedelta(minutes=settings.WEBHOOK_ALARM_MINUTES)
        trail.set_timer(ALARM, f"subscription:{subscription.pk}", "alarm", due)
    subscription.save()


def alarm(timer: Timer) -> None:
    """The receiver has failed for the set time: the operator is told, once for each outage."""
    row = Subscription.objects.filter(id=Ref.parse(timer.ref).id, active=True).first()
    if row is None or row.failing_since is None:
        return
    waiting = Delivery.objects.filter(subscription=row, delivered_at=None).count()
    since = row.failing_since.astimezone(clock.SHANGHAI)
    send(
        system_actor("webhooks"),
        key=f"webhook-alarm:{row.pk}:{since.isoformat()}",
        role=OPERATOR,
        about=timer.ref,
        title=Text(
            f"向 {row.partner} 的推送自 {since:%m-%d %H:%M} 起失败",
            f"Webhooks to {row.partner} have failed since {since:%m-%d %H:%M}",
        ),
        body=Text(
            f"{row.url}：{row.last_error}；{waiting} 条等待送达，系统会继续重试。",
            f"{row.url}: {row.last_error}; {waiting} events wait and will be tried again.",
        ),
    )
