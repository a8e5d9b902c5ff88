"""Paying a fee: the order, what the bank says of it, never "pay again" while that is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.journeys.pay_fee import Payment, begin_payment, read_payment
from yichuang.kernel.catalogue.contracts import FeeDef
from yichuang.outside import api as outside
from yichuang.web.applicant.deeds import key_of
from yichuang.web.applicant.form_steps import Words
from yichuang.web.applicant.gate import logged_in, person_of, tell
from yichuang.web.rendering import answer

PAID = Text("已缴费，马上往下办。", "Paid; the case goes on.")


@dataclass(frozen=True, slots=True)
class PayPage:
    """What is due and why, and the order as the bank knows it. `simulated`: no money moves."""

    payment: Payment
    yuan: str
    fee: FeeDef | None
    state: str
    pay_at: str
    simulated: bool


@logged_in
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, number: str, node: str) -> HttpResponse:
    """Shows the fee and the order's state; POST orders it and leads to the bank."""
    actor = person_of(request)
    try:
        if request.method == "POST":
            payment = begin_payment(actor, number=number, node=node, key=key_of(request))
        else:
            payment = read_payment(actor, number=number, node=node)
    except NotFound as refusal:
        if refusal.code != "journeys.nothing_to_pay":
            raise
        # Paid meanwhile: by this very question, or by somebody else.
        tell(request, Text("现在没有要缴的费用了。", "Nothing is to be paid any more."), "")
        return HttpResponseRedirect(reverse("my_case", args=[number]))
    state = payment.state.state if payment.state else ""
    if state == "paid":
        tell(request, PAID)
        return HttpResponseRedirect(reverse("my_case", args=[number]))
    if request.method == "POST" and payment.state and payment.state.pay_at:
        return HttpResponseRedirect(_bank(payment.state.pay_at, request.path))
    return answer(request, "applicant/pay.html", _page(payment, node, request.path), current="my")


def _bank(pay_at: str, back: str) -> str:
    """The bank's page; the simulated one is told where to send the reader back to."""
    return f"{pay_at}?back={quote(back)}" if outside.is_simulated("bank") else pay_at


def _page(payment: Payment, node: str, back: str) -> PayPage:
    words = Words.of(payment.case.adopted_set, payment.case.item)
    spec = words.item.node(node).spec
    return PayPage(
        payment,
        f"{(payment.request.amount or 0) / 100:,.2f}",
        words.item.fees.get(str(getattr(spec, "fee", ""))),
        payment.state.state if payment.state else "",
        _bank(payment.state.pay_at, back) if payment.state and payment.state.pay_at else "",
        outside.is_simulated("bank"),
    )
