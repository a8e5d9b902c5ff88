"""Who may enter the desk: people with a post. A stranger is sent to log in; whoever holds no post finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers

from yichuang.base.errors import NotFound, NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.people.api import Actor
from yichuang.kernel.people.contracts import OPERATOR, PEOPLE_ADMIN
from yichuang.web.rendering import actor_of, lang_of

View = Callable[..., HttpResponseBase]


def staff_of(request: HttpRequest) -> Actor:
    """Who acts on a desk page. Raises NotFound for whoever holds no post."""
    actor = actor_of(request)
    if actor is None or not (actor.is_staff or is_operator(actor)):
        raise NotFound("web.no_page", Text("没有这个页面", "there is no such page"))
    return actor


def is_operator(actor: Actor) -> bool:
    """Whether the actor looks after the running platform."""
    return bool({OPERATOR, PEOPLE_ADMIN} & set(actor.roles))


def need_operator(actor: Actor) -> None:
    """Raises NotPermitted for anybody who does not look after the platform."""
    if not is_operator(actor):
        raise NotPermitted(
            "web.operator_needed",
            Text("这一步由平台运维人员办理", "this is done by the platform's operators"),
            remedy=Text("请联系平台运维", "ask the operators"),
        )


def staff_only(view: View) -> View:
    """A page of the desk: never kept by a cache; the address leads a stranger to the login and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request) is None:
            return HttpResponseRedirect(f"/login/?next={quote(request.get_full_path())}")
        staff_of(request)
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return guarded


def tell(request: HttpRequest, text: Text, css: str = "is-ok") -> None:
    """A sentence at the top of the next page."""
    messages.success(request, text.show(lang_of(request)), extra_tags=css)
