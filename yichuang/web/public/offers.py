"""What a city offers, as home and lists show it: one line an item, figures only where cases have been decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.core.cache import cache

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases.contracts import Indicators
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item

# Counting over all cases of a city takes a moment; a page says when it was counted.
KEPT_SECONDS = 60
# People come before companies on the first page.
FIRST = ("person",)


@dataclass(frozen=True, slots=True)
class Offer:
    """An item in one line: its name, how long, who decides, whether it costs."""

    key: str
    name: Text
    promised: Text
    visits: Text
    decided_by: Text


@dataclass(frozen=True, slots=True)
class Shelf:
    """The items for one kind of applicant, under the dictionary's word for that kind."""

    key: str
    name: Text
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What an item has achieved here: counts of real cases."""

    offer: Offer
    counts: Indicators


@dataclass(frozen=True, slots=True)
class Live:
    """The figures of a city and when they were counted."""

    figures: tuple[Figure, ...]
    at: datetime


def offer_of(item: Item, world: catalogue.World) -> Offer:
    """One item in one line, as it stands today before anybody applies."""
    return _offer(world.id, item.key, clock.today())


@lru_cache(maxsize=2048)
def _offer(set_id: str, key: str, day: date) -> Offer:
    world = catalogue.world(set_id)
    item = catalogue.find_item(set_id, key)
    glance = glance_of(item, world, day)
    return Offer(item.key, item.name, glance.promised, glance.visits, glance.decided_by)


def glance_of(item: Item, world: catalogue.World, day: date) -> catalogue.AtAGlance:
    """The box of an item for a stranger."""
    return catalogue.at_a_glance(item, nobody(item, world, day))


def nobody(item: Item, world: catalogue.World, day: date) -> catalogue.Reading:
    """What an item says while nothing is known of the applicant."""
    return catalogue.Reading(world, item, catalogue.NoGround(), day, world.region)


def shelves(region: str) -> tuple[Shelf, ...]:
    """The items of a city by whom they serve; a kind without items has no shelf, an item may stand on two."""
    world = catalogue.world_of_region(region)
    found: dict[str, list[Offer]] = {}
    for item in catalogue.list_items(region):
        for kind in item.served or ("",):
            found.setdefault(kind, []).append(offer_of(item, world))
    kinds = sorted(found, key=lambda kind: (kind not in FIRST, kind == ""))
    return tuple(Shelf(kind, _kind_name(world, kind), tuple(found[kind])) for kind in kinds)


def _kind_name(world: catalogue.World, kind: str) -> Text:
    subject = world.subject(kind)
    return subject.name if subject else Text("其他", "Others")


def live(region: str, *, most: int = 4) -> Live:
    """Items with decided cases here, those with most first; counted at most once a minute."""
    world = catalogue.world_of_region(region)
    counts, at = _counts(region, world.id)
    rows = [
        Figure(offer_of(item, world), counts[item.key])
        for item in catalogue.list_items(region)
        if item.key in counts
    ]
    rows.sort(key=lambda figure: -figure.counts.decided)
    return Live(tuple(rows[:most]), at)


def _counts(region: str, set_id: str) -> tuple[Mapping[str, Indicators], datetime]:
    key = f"live:{set_id or region}"
    kept: tuple[Mapping[str, Indicators], datetime] | None = cache.get(key)
    if kept is not None:
        return kept
    found: dict[str, Indicators] = {}
    if cases.indicators(region).decided:
        for item in catalogue.list_items(region):
            counts = cases.indicators(region, item.key)
            if counts.decided:
                found[item.key] = counts
    kept = found, clock.now()
    cache.set(key, kept, KEPT_SECONDS)
    return kept
