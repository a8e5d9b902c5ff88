"""What other systems answer: a partner to a request that a case addressed to it, a bank about a payment."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from yichuang.api.callers import caller, need_scope
from yichuang.api.cursors import PageOf
from yichuang.api.door import Door
from yichuang.api.fields import Answers, CaseNumber, Key, Line, Sent
from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Done, Service
from yichuang.kernel.people.contracts import Actor

door = Door("回执 results")
Reference = Annotated[Line, Field(min_length=1)]


class ServiceResult(Sent):
    """The answer to one message: under its `key`, what it yields as text."""

    node: Key
    key: Reference
    state: Literal["answered", "failed", "pending", "unknown"]
    body: Answers = {}


class PaymentResult(Sent):
    """What the bank says of an order."""

    node: Key
    ref: Reference
    state: Literal["paid", "failed", "pending", "unknown"]
    receipt: Line = ""


class Changed(Schema):
    """Whether it changed anything; twice or late it does not."""

    changed: bool
    done: Done | None = None


@door.read(
    "/cases/{number}/services",
    PageOf[Service],
    "待回执的请求",
    "Requests to the partner, unanswered",
)
def pending(request: HttpRequest, number: CaseNumber) -> dict[str, object]:
    """Those that are addressed to the caller."""
    return {"rows": _addressed(caller(request), number), "after": None}


@door.do("/cases/{number}/services", Changed, "回执", "Answer a request")
def answer(request: HttpRequest, number: CaseNumber, body: ServiceResult) -> Changed:
    """Late or twice it changes nothing."""
    actor = caller(request)
    if body.key not in {s.key for s in _addressed(actor, number)}:
        _must_see(actor, number)
        return Changed(changed=False)
    done = cases.service_result(
        actor, number=number, node=body.node, key=body.key, state=body.state, body=body.body
    )
    return Changed(changed=done is not None, done=done)


@door.do("/cases/{number}/payments", Changed, "缴费结果", "Tell the result of a payment")
def payment(request: HttpRequest, number: CaseNumber, body: PaymentResult) -> Changed:
    """For the bank's key, which carries the scope `payments`."""
    actor = caller(request)
    if not actor.partner:
        raise _no_case()
    need_scope(actor, "payments")
    done = cases.payment_result(
        actor,
        number=number,
        node=body.node,
        ref=body.ref,
        state=body.state,
        receipt=body.receipt,
    )
    return Changed(changed=done is not None, done=done)


def _addressed(actor: Actor, number: str) -> list[Service]:
    """A message is named `partner.message`, or says to whom it goes. None of them: the caller must know the case."""
    if not actor.partner:
        raise _no_case()
    mine = [s for s in _pending(number) if actor.partner in (s.message.partition(".")[0], *s.to)]
    if not mine:
        _must_see(actor, number)
    return mine


def _pending(number: str) -> tuple[Service, ...]:
    try:
        return cases.pending_services(number)
    except NotFound:
        return ()


def _must_see(actor: Actor, number: str) -> None:
    cases.history(actor, number, limit=1)


def _no_case() -> NotFound:
    return NotFound(
        "cases.not_found",
        Text("没有这个办件", "there is no such case"),
        remedy=Text("请核对办件编号", "check the number of the case"),
    )
