"""A fee is paid: the case orders, the bank places the order, the case hears what became of it.

The bank is asked between transactions, never within one; asking twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView, Request
from yichuang.kernel.people import api as people
from yichuang.kernel.people.api import Actor
from yichuang.outside import api as outside
from yichuang.outside.contracts import PaymentOrder, PaymentState

TOLD = frozenset({"paid", "failed", "pending", "unknown"})


@dataclass(frozen=True, slots=True)
class Payment:
    """A fee that a case asks for now: who pays, how much in fen, and the order with its state once there is one."""

    case: CaseView
    request: Request
    order: str
    state: PaymentState | None


def read_payment(actor: Actor, *, number: str, node: str) -> Payment:
    """The fee that the actor's case asks for at `node`; where it was ordered the bank is asked and the case told.

    Raises NotFound where nothing is asked there (any more) or the case is none of the actor's business.
    """
    case, request = _asked(actor, number, node)
    if not request.pay_ref:
        return Payment(case, request, "", None)
    state = outside.ask_order(request.pay_ref)
    if state.state == "absent":
        # Ordered, but the bank never heard of it: placing it now is safe, the key is the same.
        state = outside.create_order(_order(case, request, request.pay_ref))
    _tell(number, node, request.pay_ref, state)
    return Payment(case, request, request.pay_ref, state)


def begin_payment(actor: Actor, *, number: str, node: str, key: str = "") -> Payment:
    """Order the fee at the bank, or find the order that stands. Raises what `cases.pay` raises."""
    done = cases.pay(actor, number=number, node=node, key=key)
    case, request = _asked(actor, number, node)
    order = done.numbers["order"]
    state = outside.create_order(_order(case, request, order))
    _tell(number, node, order, state)
    return Payment(case, request, order, state)


def _asked(actor: Actor, number: str, node: str) -> tuple[CaseView, Request]:
    case = cases.read_case(actor, number)
    for request in case.requests:
        if request.kind == "pay" and request.node == node:
            return case, request
    raise NotFound(
        "journeys.nothing_to_pay",
        Text("现在没有要缴的费用", "nothing is to be paid now"),
        remedy=Text("到办件页面看看办到哪一步", "see on the case's page how far it is"),
    )


def _order(case: CaseView, request: Request, key: str) -> PaymentOrder:
    payer = next((p.shown for p in case.parties if p.role == request.party), case.applicant)
    purpose = f"{case.item_name.zh}:{request.text.zh}"
    return PaymentOrder(key, request.amount or 0, payer, purpose, case.number)


def _tell(number: str, node: str, order: str, state: PaymentState) -> None:
    if state.state in TOLD:
        cases.payment_result(
            people.system_actor("bank"),
            number=number,
            node=node,
            ref=order,
            state=state.state,
            receipt=state.bank_ref,
        )
