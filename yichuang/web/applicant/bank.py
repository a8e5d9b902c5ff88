"""The simulated bank's page, where the demo stands in for a real one: no money moves, and it says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.outside import api as outside
from yichuang.outside.contracts import PaymentState
from yichuang.web.applicant.gate import logged_in
from yichuang.web.parts.addresses import own_address
from yichuang.web.rendering import answer

NOTICES = (
    ("now", Text("马上通知", "at once")),
    ("late", Text("两小时后才通知", "two hours late")),
    ("twice", Text("通知两遍", "twice")),
    ("never", Text("不通知", "never")),
)


@dataclass(frozen=True, slots=True)
class BankPage:
    """An order at the simulated bank, and how its notice may come."""

    state: PaymentState
    yuan: str
    notices: tuple[tuple[str, Text], ...]
    back: str


@logged_in
@require_http_methods(["GET", "POST"])
def bank(request: HttpRequest, key: str) -> HttpResponse:
    """Pay or fail the order; the way back leads to the page that came here."""
    state = outside.ask_order(key) if outside.is_simulated("bank") else None
    if state is None or state.state == "absent":
        raise NotFound("outside.no_order", Text("没有这笔订单", "there is no such order"))
    asked = request.POST.get("back") or request.GET.get("back", "")
    back = own_address(request, asked, reverse("my"))
    if request.method == "POST":
        notice = request.POST.get("notice", "now")
        outside.pay_at_simulated_bank(
            key,
            succeeds=request.POST.get("deed") == "pay",
            notice=notice if notice in dict(NOTICES) else "now",
        )
        return HttpResponseRedirect(back)
    page = BankPage(state, f"{state.amount / 100:,.2f}", NOTICES, back)
    return answer(request, "applicant/bank.html", page, current="my")
