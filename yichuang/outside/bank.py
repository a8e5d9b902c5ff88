"""Payments: an order under our key, its state on request. The bank is asked, the payer never told to pay again.

A bank that settings name as the partner `bank` speaks `create_order`, `order_state`; else the simulated bank answers.
"""

from __future__ import annotations

from datetime import datetime

import httpx

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.outside import bank_twin, partner
from yichuang.outside.contracts import Answer, PaymentOrder, PaymentState

BANK = "bank"
MESSAGE = "create_order"
KNOWN = frozenset(("paid", "pending", "failed"))


def create_order(
    order: PaymentOrder, *, transport: httpx.BaseTransport | None = None
) -> PaymentState:
    """Places the order, or finds it when it is placed already. Never raises for what the bank does.

    `unknown`: the bank did not answer; ask its state, do not place another. Another amount under the same key fails.
    """
    if order.amount <= 0:
        raise ValueError("a payment is of at least one fen")
    if partner.is_simulated(BANK):
        return bank_twin.create_order(order)
    payload = {
        "amount": order.amount,
        "payer": order.payer,
        "purpose": order.purpose,
        "case": order.case,
    }
    answer = partner.call(BANK, MESSAGE, payload, key=order.key, transport=transport)
    return _state(order.key, answer)


def ask_order(key: str, *, transport: httpx.BaseTransport | None = None) -> PaymentState:
    """What the bank knows of the order `key` now; `absent` when it has none."""
    if partner.is_simulated(BANK):
        return bank_twin.ask_order(key)
    return _state(key, partner.ask_state(BANK, MESSAGE, key=key, transport=transport))


def collect_notices(now: datetime | None = None) -> tuple[PaymentState, ...]:
    """Notices of the simulated bank that have come due: late ones, and twice where it doubles."""
    return bank_twin.collect_notices(now or clock.now())


def _state(key: str, answer: Answer) -> PaymentState:
    if answer.state == "failed":
        return PaymentState(key, "absent", error=answer.error)
    if answer.state == "refused":
        return PaymentState(key, "failed", error=answer.error)
    said = str(answer.body.get("state", ""))
    if not answer.ok or said not in KNOWN:
        return PaymentState(
            key, "unknown", error=answer.error or Text("银行没有说明状态", "the bank told no state")
        )
    paid_at = answer.body.get("paid_at")
    return PaymentState(
        key,
        said,
        amount=int(answer.body.get("amount") or 0),
        bank_ref=str(answer.body.get("bank_ref") or ""),
        paid_at=_moment(paid_at) if isinstance(paid_at, str) else None,
        pay_at=str(answer.body.get("pay_at") or ""),
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(clock.SHANGHAI) if moment.tzinfo else None
