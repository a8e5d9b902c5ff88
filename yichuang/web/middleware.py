"""Who acts in a request, for which region, and how a refusal becomes a page."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

from yichuang.base.errors import (
    Conflict,
    Invalid,
    NotFound,
    NotPermitted,
    OutOfTime,
    Refusal,
    Unavailable,
)
from yichuang.base.text import Text
from yichuang.kernel.people import api as people
from yichuang.web.rendering import answer

Respond = Callable[[HttpRequest], HttpResponseBase]
STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (Invalid, 422),
    (NotPermitted, 403),
    (NotFound, 404),
    (Conflict, 409),
    (OutOfTime, 409),
    (Unavailable, 503),
)
REGION_COOKIE = "yichuang_region"
log = logging.getLogger(__name__)


class Portal:
    """Sets `request.actor`, `request.region`, its name, and turns refusals into pages that say what to do next."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        account = getattr(request.user, "pk", None) if request.user.is_authenticated else None
        request.actor = people.actor_for(account) if account else None  # type: ignore[attr-defined]
        _speak(request)
        region = region_of(request)
        request.region = region.code  # type: ignore[attr-defined]
        request.region_name = Text(  # type: ignore[attr-defined]
            f"{region.name.zh}政务服务", f"{region.name.en} government services"
        )
        request.office_name = _office(request)  # type: ignore[attr-defined]
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Pages for refusals; anything else is a bug and goes on."""
        if not isinstance(error, Refusal):
            return None
        status = next((code for kind, code in STATUS if isinstance(error, kind)), 400)
        # A stranger's page is the same whether the thing exists or not.
        template = "public/not_found.html" if status == 404 else "public/refused.html"
        return answer(request, template, None if status == 404 else error, status=status)


def _speak(request: HttpRequest) -> None:
    """Chinese, unless the reader has chosen otherwise: by the switch on the page, else in the account."""
    actor = getattr(request, "actor", None)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or (actor.language if actor else "")
    request.LANGUAGE_CODE = "en" if chosen.startswith("en") else "zh-hans"
    translation.activate(request.LANGUAGE_CODE)


def region_of(request: HttpRequest) -> people.Region:
    """The region whose services the reader looks at: chosen (cookie), else that of their post, else the first."""
    cities = people.list_regions(kind="city")
    chosen = request.COOKIES.get(REGION_COOKIE, "")
    actor = getattr(request, "actor", None)
    if not chosen and actor and actor.posts:
        chosen = actor.posts[0].region
    for code in (chosen, chosen[:4] + "00"):
        for city in cities:
            if city.code == code:
                return city
    return cities[0] if cities else people.Region("340000", Text("安徽省", "Anhui"), "province", "")


def _office(request: HttpRequest) -> Text:
    actor = getattr(request, "actor", None)
    if not actor or not actor.posts:
        return Text("", "")
    return people.read_departments([actor.posts[0].department])[actor.posts[0].department].name
