"""The simulated bank: orders, a payer who pays there, notices that come at once, late, twice or never."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from django.db import transaction

from yichuang.base import clock
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.outside.contracts import PaymentOrder, PaymentState
from yichuang.outside.models import TwinPayment

# How the bank tells us: after how long, how often.
NOTICES = {
    "now": (timedelta(0), 1),
    "late": (timedelta(hours=2), 1),
    "twice": (timedelta(0), 2),
    "never": (timedelta(0), 0),
}


def create_order(order: PaymentOrder) -> PaymentState:
    """Places an order once; another amount under the same key is refused."""
    TwinPayment.objects.bulk_create(
        [TwinPayment(key=order.key, amount=order.amount, payer=order.payer, purpose=order.purpose)],
        ignore_conflicts=True,
    )
    row = TwinPayment.objects.get(key=order.key)
    if row.amount != order.amount:
        words = Text(
            "同一订单号已有不同金额（模拟）", "another amount stands under this key (simulated)"
        )
        return PaymentState(order.key, "failed", row.amount, simulated=True, error=words)
    return _state(row)


def ask_order(key: str) -> PaymentState:
    """What the bank knows of an order; `absent` when it has none."""
    row = TwinPayment.objects.filter(key=key).first()
    return _state(row) if row else PaymentState(key, "absent", simulated=True)


def pay(key: str, *, succeeds: bool = True, notice: str = "now") -> PaymentState:
    """What the payer does on the simulated bank's page. `notice`: how we hear of it (now, late, twice, never).

    An order that is paid stays paid. Raises NotFound where there is no such order.
    """
    after, count = NOTICES[notice]
    with transaction.atomic():
        row = TwinPayment.objects.select_for_update(no_key=True).filter(key=key).first()
        if row is None:
            raise NotFound("outside.no_order", Text("没有这笔订单", "there is no such order"))
        if row.state != "paid":
            row.state = "paid" if succeeds else "failed"
            row.bank_ref = f"MN{row.id:014d}"
            row.paid_at = clock.now() if succeeds else None
            row.notice_due, row.notices_left = clock.now() + after, count
            row.save()
    return _state(row)


def collect_notices(now: datetime) -> tuple[PaymentState, ...]:
    """Notices that have come due, each as often as it is sent; they are then no longer due."""
    told: list[PaymentState] = []
    with transaction.atomic():
        rows = TwinPayment.objects.select_for_update(no_key=True).filter(
            notices_left__gt=0, notice_due__lte=now
        )
        for row in rows.order_by("notice_due", "id")[:100]:
            told += [_state(row)] * row.notices_left
            row.notices_left = 0
            row.save(update_fields=["notices_left"])
    return tuple(told)


def _state(row: TwinPayment) -> PaymentState:
    paid_at = row.paid_at.astimezone(clock.SHANGHAI) if row.paid_at else None
    return PaymentState(
        row.key,
        row.state,
        row.amount,
        row.bank_ref,
        paid_at,
        f"/simulated-bank/{quote(row.key, safe='')}",
        simulated=True,
    )
