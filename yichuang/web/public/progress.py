"""How far a case is, for whoever has its number and query code; guessing codes is slowed down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yichuang.base.errors import NotFound, OutOfTime, Refusal
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import CaseView
from yichuang.web.parts.clocks import Light, light_of
from yichuang.web.parts.flow import flow_of_case
from yichuang.web.rendering import answer, lang_of

# Misses that cost nothing, for a number and for an address; then it rests.
FREE_OF_NUMBER = 5
FREE_OF_ADDRESS = 30
REST_SECONDS = 15 * 60
WRONG = Text("办件号和查询码对不上", "Number and query code do not match")
CHECK = Text(
    "两个都写在收件凭证上。请对照着再输一次。",
    "Both stand on your receipt. Compare and type again.",
)


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """What was typed, and the case if both fit."""

    number: str
    case: CaseView | None
    flow: SafeString | None
    light: Light | None
    refusal: Refusal | None


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST the case: the code never stands in an address."""
    number = (request.POST.get("number") or request.GET.get("number", "")).strip()[:40]
    if request.method != "POST":
        return answer(request, "public/progress.html", ProgressPage(number, None, None, None, None))
    try:
        case = look_up(number, request.POST.get("code", ""), request.META.get("REMOTE_ADDR", ""))
    except Refusal as refusal:
        page = ProgressPage(number, None, None, None, refusal)
        return answer(request, "public/progress.html", page, status=422)
    clock = case.promised or case.statutory
    page = ProgressPage(
        number,
        case,
        flow_of_case(case.nodes, lang_of(request)),
        light_of(clock.state) if clock and not case.decided_at else None,
        None,
    )
    return answer(request, "public/progress.html", page)


def look_up(number: str, code: str, address: str) -> CaseView:
    """The case. Raises NotFound when number and code do not fit, OutOfTime while guessing rests."""
    doors = ((f"number:{number}", FREE_OF_NUMBER), (f"address:{address}", FREE_OF_ADDRESS))
    for who, free in doors:
        if cache.get(_key(who), 0) >= free:
            raise OutOfTime(
                "web.progress_rests",
                Text("试得太多了，请 15 分钟后再查", "Too many tries: look again in 15 minutes"),
                remedy=Text("登录后可以直接看您的办件", "Log in to see your own cases at once"),
            )
    try:
        return cases.progress(number, code)
    except NotFound:
        for who, _free in doors:
            cache.add(_key(who), 0, REST_SECONDS)
            cache.incr(_key(who))
        raise NotFound("web.progress_wrong", WRONG, remedy=CHECK) from None


def _key(who: str) -> str:
    return f"progress:{hashlib.sha256(who.encode()).hexdigest()}"
