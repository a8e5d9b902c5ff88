"""Who may open an applicant's pages: people who are logged in; what they may see of a case is decided by its room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import SubjectInfo
from yichuang.kernel.people.api import Actor, Mandate
from yichuang.web.rendering import actor_of, lang_of

View = Callable[..., HttpResponseBase]


def logged_in(view: View) -> View:
    """A page for people who are logged in; a stranger goes to the login and comes back. Never kept by a cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request) is None:
            return HttpResponseRedirect(f"/login/?next={quote(request.get_full_path())}")
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return guarded


def person_of(request: HttpRequest) -> Actor:
    """Who acts, on a page that `logged_in` guards."""
    actor = actor_of(request)
    if actor is None:
        raise NotFound("web.no_page", Text("没有这个页面", "there is no such page"))
    return actor


def tell(request: HttpRequest, text: Text, css: str = "is-ok") -> None:
    """A sentence at the top of the next page."""
    messages.success(request, text.show(lang_of(request)), extra_tags=css)


@dataclass(frozen=True, slots=True)
class Party:
    """A subject that the reader acts for: its kind, name and in which way (self, staff, agent)."""

    subject: int
    kind: str
    name: str
    role: str


def parties_of(actor: Actor, item: str = "") -> tuple[Party, ...]:
    """For whom the reader may act (in `item`), each once, named."""
    mine = {m.subject: m for m in actor.mandates if not item or not m.items or item in m.items}
    names = facts.name_of(set(mine))
    known = facts.read_subjects(set(mine))
    return tuple(
        Party(s, m.kind, names.get(s) or _otherwise(actor, m, known.get(s)), m.role)
        for s, m in mine.items()
    )


def _otherwise(actor: Actor, mandate: Mandate, known: SubjectInfo | None) -> str:
    """What somebody is called of whom no register has told a name yet."""
    if known is not None and known.code:
        return known.code
    return actor.name if mandate.role == "self" else f"#{mandate.subject}"
