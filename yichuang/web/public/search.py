"""Searching items (and, logged in, what else is indexed for the reader); nothing found offers the nearest names."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from yichuang.base.text import Text
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.people.api import Actor
from yichuang.web.parts.regions import region_names, region_of_page
from yichuang.web.public.offers import Offer, offer_of
from yichuang.web.rendering import actor_of, answer

LONGEST = 100
NUMBER_LENGTH = 25


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: where it leads, its title, the line below it."""

    url: str
    title: Text
    note: str
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An item that other cities have and this one has not."""

    key: str
    title: Text
    cities: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked, what answers it here, what other cities have, the nearest names."""

    asked: str
    hits: tuple[Hit, ...]
    elsewhere: tuple[Elsewhere, ...]
    near: tuple[str, ...]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The results; the number of a case leads straight to its progress."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    number = asked.replace(" ", "")
    if len(number) == NUMBER_LENGTH and number.isdigit():
        return HttpResponseRedirect(f"{reverse('progress')}?number={number}")
    region = region_of_page(request)
    found = catalogue.search(region, asked, audiences=audiences(actor_of(request)))
    world = catalogue.world_of_region(region)
    hits = tuple(_hit(found_, world) for found_ in found.hits)
    page = SearchPage(asked, hits, _elsewhere(found.elsewhere), found.near)
    return answer(request, "public/search.html", page, current="home")


def audiences(actor: Actor | None) -> tuple[str, ...]:
    """As whom somebody may find things: everybody, and for those logged in their subjects and departments."""
    if actor is None:
        return (catalogue.PUBLIC,)
    own = [f"subject:{s}" for s in sorted(actor.subjects)]
    works = [f"department:{d}" for d in sorted(actor.departments)]
    return (catalogue.PUBLIC, *own, *works)


def _hit(found: catalogue.Found, world: catalogue.World) -> Hit:
    if found.kind == "case":
        return Hit(reverse("my_case", args=[found.ref]), found.title, found.note, None)
    item = world.item(found.ref)
    return Hit(
        reverse("item", args=[found.ref]),
        found.title,
        found.note,
        offer_of(item, world) if item else None,
    )


def _elsewhere(found: tuple[catalogue.Found, ...]) -> tuple[Elsewhere, ...]:
    names = region_names(f.region for f in found if f.region)
    cities: dict[str, list[catalogue.Found]] = {}
    for one in found:
        if one.kind == "item":
            cities.setdefault(one.ref, []).append(one)
    return tuple(
        Elsewhere(key, rows[0].title, tuple(names[r.region] for r in rows if r.region in names))
        for key, rows in cities.items()
    )
