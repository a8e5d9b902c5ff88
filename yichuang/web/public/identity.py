"""Logging in and out, the reader's language and region, the account's own page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yichuang.base.errors import OutOfTime
from yichuang.base.text import Text
from yichuang.kernel.people import api as people
from yichuang.web.middleware import REGION_COOKIE
from yichuang.web.parts.addresses import own_address
from yichuang.web.rendering import actor_of, answer

YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class LoginPage:
    """What the login page shows: where to go afterwards, the name typed, and what was wrong."""

    next: str
    username: str
    problem: Text | None


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Login with name and password; a new session key each time."""
    target = own_address(request, request.POST.get("next") or request.GET.get("next") or "")
    username = request.POST.get("username", "").strip()
    problem: Text | None = None
    if request.method == "POST":
        try:
            user = auth.authenticate(
                request, username=username, password=request.POST.get("password", "")
            )
        except OutOfTime as refusal:
            user, problem = None, refusal.message
        if user is not None:
            auth.login(request, user)
            actor = people.actor_for(user.pk)
            return HttpResponseRedirect(_after_login(target, actor))
        problem = problem or Text(
            "用户名或密码不对。请再输一次；连续多次不对会暂停登录一段时间。",
            "Name or password do not match. Try again; after several misses logging in pauses for a while.",
        )
    page = LoginPage(target, username, problem)
    return answer(request, "public/login.html", page, status=422 if problem else 200)


def _after_login(target: str, actor: people.Actor) -> str:
    if target != "/":
        return target
    return "/desk/" if actor.is_staff else "/my/"


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    auth.logout(request)
    return HttpResponseRedirect("/")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switches the language and goes back to the page."""
    chosen = request.POST.get("language", "zh-hans")
    response = HttpResponseRedirect(own_address(request, request.POST.get("next", "/")))
    if chosen in ("zh-hans", "en"):
        translation.activate(chosen)
        response.set_cookie("yichuang_language", chosen, max_age=YEAR, samesite="Lax")
    return response


@require_POST
def region(request: HttpRequest) -> HttpResponse:
    """Chooses the city whose services are shown."""
    code = request.POST.get("region", "")
    response = HttpResponseRedirect(own_address(request, request.POST.get("next", "/")))
    if any(r.code == code for r in people.list_regions(kind="city")):
        response.set_cookie(REGION_COOKIE, code, max_age=YEAR, samesite="Lax")
    return response


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The account's own page: posts held and for whom it may act."""

    posts: tuple[people.Post, ...]


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, which posts I hold, log out."""
    actor = actor_of(request)
    if actor is None:
        return HttpResponseRedirect("/login/?next=/account/")
    return answer(
        request,
        "public/account.html",
        AccountPage(tuple(people.read_posts(sorted(actor.post_ids)).values())),
    )


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Accessibility and privacy in plain words."""
    return answer(request, "public/about.html")


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that is none (and for what a stranger may not know of)."""
    return answer(request, "public/not_found.html", status=404)
