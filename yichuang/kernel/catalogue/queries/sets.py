"""Adopted sets: what a region works with, what a set says as a compiled world, who has adopted what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.catalogue.codec import decode
from yichuang.kernel.catalogue.contracts import AdoptedPack, AdoptedSet, Dictionary, Item
from yichuang.kernel.catalogue.logic.difference import Change, differences
from yichuang.kernel.catalogue.logic.world import World
from yichuang.kernel.catalogue.models import AdoptionSet, CurrentSet
from yichuang.kernel.catalogue.queries.versions import need_version, read_dictionary, read_pack

NOTHING = World(Dictionary(0, {}, {}), {})


def packs_of(row: AdoptionSet) -> dict[str, AdoptedPack]:
    """The packs of a set, by key."""
    return decode(row.content, dict[str, AdoptedPack])


def set_of(row: AdoptionSet) -> AdoptedSet:
    """A row as the contract says it."""
    return AdoptedSet(row.id, row.region, row.dictionary.number, packs_of(row), row.since)


def find_current_set(region: str) -> AdoptedSet | None:
    """What a region works with now; None while it has never adopted anything."""
    row = (
        AdoptionSet.objects.select_related("dictionary")
        .defer("dictionary__content")
        .filter(currentset__region=region)
        .first()
    )
    return set_of(row) if row else None


def current_set(region: str) -> AdoptedSet:
    """What a region works with now. Raises NotFound while it has never adopted anything."""
    found = find_current_set(region)
    if found is None:
        raise NotFound(
            "nothing_adopted",
            Text("该地区尚未采用任何措施", "the region has adopted no measure yet"),
            data={"region": region},
        )
    return found


def current_sets(regions: Iterable[str]) -> Mapping[str, AdoptedSet]:
    """What each of these regions works with now, by region; those that never adopted anything are left out."""
    rows = AdoptionSet.objects.select_related("dictionary").defer("dictionary__content")
    found = rows.filter(currentset__region__in=list(regions))
    return {row.region: set_of(row) for row in found}


def read_set(set_id: str) -> AdoptedSet:
    """The set of that id. Raises NotFound."""
    row = (
        AdoptionSet.objects.select_related("dictionary")
        .defer("dictionary__content")
        .filter(pk=set_id)
        .first()
    )
    if row is None:
        message = Text(f"没有采用集 {set_id}", f"no adopted set {set_id}")
        raise NotFound("no_set", message, data={"set": set_id})
    return set_of(row)


def list_sets(region: str) -> tuple[AdoptedSet, ...]:
    """All sets a region has had, the newest first."""
    rows = AdoptionSet.objects.select_related("dictionary").defer("dictionary__content")
    return tuple(set_of(row) for row in rows.filter(region=region).order_by("-serial"))


def withdrawn_since(region: str, pack: str) -> datetime | None:
    """When a region last stopped offering a pack; None while it offers it or where it never did."""
    since: datetime | None = None
    for found in list_sets(region):
        if pack in found.packs:
            return since
        since = found.since
    return None


@lru_cache(maxsize=128)
def world(set_id: str) -> World:
    """What a set says, compiled; made once per process, for sets never change. Raises NotFound."""
    found = read_set(set_id)
    contents = {key: read_pack(p.pack, p.version) for key, p in found.packs.items()}
    dictionary = read_dictionary(found.dictionary)
    return World(dictionary, contents, found.packs, found.id, found.region)


def world_of_version(pack: str, version: str) -> World:
    """A published version with its dictionary and nothing beside it. Raises NotFound."""
    found = need_version(pack, version)
    return _alone(found.digest, pack, version, found.dictionary)


@lru_cache(maxsize=64)
def _alone(_digest: str, pack: str, version: str, dictionary: int) -> World:
    return World(read_dictionary(dictionary), {pack: read_pack(pack, version)})


def world_of_region(region: str) -> World:
    """What a region works with now, compiled; an empty world while it has adopted nothing."""
    found = CurrentSet.objects.filter(region=region).values_list("set_id", flat=True).first()
    return world(found) if found else NOTHING


def forget_worlds() -> None:
    """Drop what is kept in memory; for tests, whose databases come and go."""
    from yichuang.kernel.catalogue.queries import versions

    world.cache_clear()
    _alone.cache_clear()
    versions._content.cache_clear()
    versions._dictionary.cache_clear()


def set_difference(before: str, after: str) -> tuple[Change, ...]:
    """What changes from one set to another, in plain words. `before` may be "": everything is new. Raises NotFound."""
    return differences(world(before) if before else NOTHING, world(after))


def what_would_change(
    region: str, pack: str, version: str, parameters: Mapping[str, str], tables: Mapping[str, str]
) -> tuple[Change, ...]:
    """What adopting would change in a region, before anything is changed. Raises NotFound."""
    old = world_of_region(region)
    wanted = AdoptedPack(pack, version, parameters, {}, tables)
    new = World(
        old.dictionary,
        {**old.packs, pack: read_pack(pack, version)},
        {**old.adopted, pack: wanted},
    )
    return differences(old, new)


def find_item(place: str, key: str) -> Item:
    """The item `pack.key` of a set (by its id) or of what a region works with now. Raises NotFound."""
    here = world(place) if "-" in place else world_of_region(place)
    found = here.item(key)
    if found is None:
        raise NotFound(
            "no_item",
            Text("该地区没有这个事项", "there is no such item in this region"),
            data={"item": key, "place": place},
            remedy=Text("查看已开通的城市", "see which cities have it"),
        )
    return found


def list_items(
    region: str, *, kind: str = "", served: str = "", pack: str = ""
) -> tuple[Item, ...]:
    """The items that can be applied for in a region now, by kind, whom they serve, or pack; in the order of packs."""
    found = (i for i in world_of_region(region).items() if i.opened_by == "applicant")
    return tuple(
        item
        for item in found
        if (not kind or item.kind == kind)
        and (not served or served in item.served)
        and (not pack or item.pack == pack)
    )


def which_cities(item_key: str) -> tuple[str, ...]:
    """The regions that offer an item now: what a page says where the reader's own city does not have it."""
    pack = item_key.partition(".")[0]
    rows = CurrentSet.objects.select_related("set").exclude(set=None).order_by("region")
    return tuple(
        row.region
        for row in rows
        if row.set is not None and pack in packs_of(row.set) and world(row.set.pk).item(item_key)
    )
