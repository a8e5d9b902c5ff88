"""A fee is paid: the case orders, the bank places the order, the case hears what became of it.

The bank is asked between transactions, never within one; asking twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView, Done, Request
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
    return Payment(case, request, order, _place(case, request, order))


def order_payment(actor: Actor, *, number: str, node: str, key: str = "") -> Done:
    """The same for a program: gives what `cases.pay` gives, the order's number in it, whatever the bank says.

    With the key of an order that was paid meanwhile: the first answer, and nothing is ordered.
    """
    done = cases.pay(actor, number=number, node=node, key=key)
    case = cases.read_case(actor, number)
    request = _request(case, node)
    if request is not None:
        _place(case, request, done.numbers["order"])
    return done


def _place(case: CaseView, request: Request, order: str) -> PaymentState:
    """The bank has the order, the case knows how it stands."""
    state = outside.create_order(_order(case, request, order))
    _tell(case.number, request.node, order, state)
    return state


def _request(case: CaseView, node: str) -> Request | None:
    return next((r for r in case.requests if r.kind == "pay" and r.node == node), None)


def _asked(actor: Actor, number: str, node: str) -> tuple[CaseView, Request]:
    case = cases.read_case(actor, number)
    request = _request(case, node)
    if request is not None:
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
