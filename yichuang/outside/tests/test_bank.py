"""Payments: one order, one payment, however often and however late anyone hears of it."""

from __future__ import annotations

import json
from datetime import timedelta

import httpx
import pytest
from django.test import override_settings

from yichuang.base import clock
from yichuang.outside.api import (
    PaymentOrder,
    ask_order,
    collect_notices,
    create_order,
    pay_at_simulated_bank,
    sign,
)

ORDER = PaymentOrder("case:1/pay/1", 150_00, "约翰(测试)", "永久居留申请费", "case:1")


@pytest.mark.django_db
class TestSimulatedBank:
    def test_an_order_is_placed_once(self) -> None:
        assert ask_order(ORDER.key).state == "absent"
        first = create_order(ORDER)
        assert (first.state, first.amount, first.simulated) == ("pending", 15000, True)
        assert first.pay_at == "/simulated-bank/case%3A1%2Fpay%2F1"
        assert create_order(ORDER) == first
        other = PaymentOrder(ORDER.key, 1, "x", "y")
        assert create_order(other).state == "failed"
        assert ask_order(ORDER.key).amount == 15000

    @pytest.mark.parametrize(
        ("notice", "at_once", "later"),
        [("now", 1, 0), ("late", 0, 1), ("twice", 2, 0), ("never", 0, 0)],
    )
    def test_the_bank_is_asked_whatever_becomes_of_its_notice(
        self, notice: str, at_once: int, later: int
    ) -> None:
        create_order(ORDER)
        with clock.travel(clock.now()):
            pay_at_simulated_bank(ORDER.key, notice=notice)
            assert ask_order(ORDER.key).state == "paid", (
                "the tab was closed: the bank knows all the same"
            )
            assert len(collect_notices()) == at_once
            clock.advance(timedelta(hours=3))
            assert len(collect_notices()) == later
            assert create_order(ORDER).state == "paid", "asking again never makes a second payment"

    def test_a_failed_payment_can_be_paid_and_a_paid_one_stays(self) -> None:
        create_order(ORDER)
        assert pay_at_simulated_bank(ORDER.key, succeeds=False).state == "failed"
        paid = pay_at_simulated_bank(ORDER.key)
        assert paid.state == "paid"
        assert pay_at_simulated_bank(ORDER.key, succeeds=False) == paid


@override_settings(PARTNERS={"bank": {"url": "https://bank.invalid", "secret": "s"}})
def test_a_bank_that_does_not_answer_leaves_the_state_unknown() -> None:
    def hang(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    assert create_order(ORDER, transport=httpx.MockTransport(hang)).state == "unknown"

    def paid(request: httpx.Request) -> httpx.Response:
        answer = {
            "state": "paid",
            "amount": 15000,
            "bank_ref": "B1",
            "paid_at": "2023-11-01T09:00:00+08:00",
        }
        body = json.dumps({"state": "done", "answer": answer}).encode()
        return httpx.Response(200, content=body, headers=sign("s", "1", clock.now(), body))

    state = ask_order(ORDER.key, transport=httpx.MockTransport(paid))
    assert (state.state, state.bank_ref, state.simulated) == ("paid", "B1", False)
