"""Payments that somebody began: the bank is asked until it knows, whether or not the payer's browser came back."""

from __future__ import annotations

from datetime import timedelta

from yichuang.base import clock
from yichuang.base.refs import Ref
from yichuang.kernel.cases import api as cases
from yichuang.kernel.people.api import system_actor
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Later, Line, Outcome, Work
from yichuang.outside import api as outside
from yichuang.outside.contracts import PaymentState

ASK_EVERY = timedelta(seconds=30)
TOLD = frozenset({"paid", "failed", "pending", "unknown"})


def order_of(_work: Work, line: Line) -> str | None:
    """The order to ask about; None when the case asks for this payment no more."""
    case = cases.read_case(system_actor("bank"), str(line.body["case"]))
    order = str(line.body["order"])
    return order if any(r.pay_ref == order for r in case.requests) else None


def ask(order: str) -> PaymentState:
    """What the bank knows. In a thread."""
    return outside.ask_order(order)


def tell(_work: Work, line: Line, state: PaymentState) -> Outcome:
    """The case hears it; while the bank has no final word it is asked again."""
    _tell(line, state)
    return None if state.state in ("paid", "failed") else Later(clock.now() + ASK_EVERY)


def came(state: PaymentState) -> None:
    """A notice that the bank sent by itself, perhaps late or twice."""
    for line in trail.list_lines(Ref("payment", state.key)).rows:
        if line.kind == "payment.requested":
            _tell(line, state)


def _tell(line: Line, state: PaymentState) -> None:
    if state.state in TOLD:
        cases.payment_result(
            system_actor("bank"),
            number=str(line.body["case"]),
            node=str(line.body["node"]),
            ref=state.key,
            state=state.state,
            receipt=state.bank_ref,
        )
