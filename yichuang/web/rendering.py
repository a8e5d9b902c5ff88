"""How a view answers: a template with one typed page value, in the reader's language, for a known audience."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yichuang.base.clock import now
from yichuang.kernel.people.api import Actor


def lang_of(request: HttpRequest) -> str:
    """`zh` or `en`, as the reader chose."""
    return "en" if str(getattr(request, "LANGUAGE_CODE", "zh")).startswith("en") else "zh"


def actor_of(request: HttpRequest) -> Actor | None:
    """Who acts in this request; None for a stranger. Set by the middleware."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def answer(
    request: HttpRequest,
    template: str,
    page: Any = None,
    *,
    status: int = 200,
    current: str = "",
) -> HttpResponse:
    """Renders `template` with `page` (a dataclass made for it). `current` names the tab of the main navigation."""
    lang = lang_of(request)
    context = {
        "page": page,
        "lang": lang,
        "actor": actor_of(request),
        "current": current,
        "now": now(),
    }
    return render(request, template, context, status=status)
