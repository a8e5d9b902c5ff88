"""Adopted sets as this room uses them: the compiled world, the item's plan in a mode, data definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from yichuang.base import clock
from yichuang.kernel.cases.plans import ItemPlan, compile_item
from yichuang.kernel.cases.refusals import not_now
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.api import World
from yichuang.kernel.catalogue.contracts import AdoptedSet, Item, SubjectDef

# Sets that nobody has adopted: worked examples are played on them. Region to the set, set to its world.
_trial_sets: dict[str, AdoptedSet] = {}
_trial_worlds: dict[str, World] = {}


# Computed data stated outright in a trial: `kind:id.key` to canonical text, by set.
_trial_said: dict[str, dict[str, str]] = {}


def trial_said(adopted_set: str) -> dict[str, str]:
    """What a trial states of computed data; empty for every set that was adopted."""
    return _trial_said.get(adopted_set, {})


def world_of(adopted_set: str) -> World:
    """The compiled world of an adopted set."""
    return _trial_worlds.get(adopted_set) or catalogue.world(adopted_set)


def current_set(region: str) -> AdoptedSet:
    """What a region works with now. Raises NotFound while it has never adopted anything."""
    return _trial_sets.get(region) or catalogue.current_set(region)


@contextmanager
def on_trial(region: str, world: World) -> Iterator[None]:
    """Within the block the region works with a world that nobody has adopted, as examples and trial runs do."""
    made = AdoptedSet(world.id, region, world.dictionary.version, world.adopted, clock.now())
    _trial_sets[region], _trial_worlds[world.id] = made, world
    _trial_said[world.id] = {}
    plan_of.cache_clear()
    try:
        yield
    finally:
        del _trial_sets[region], _trial_worlds[world.id], _trial_said[world.id]
        plan_of.cache_clear()


@lru_cache(maxsize=512)
def plan_of(adopted_set: str, item: str, mode: str) -> ItemPlan:
    """The plan of an item as a set holds it, in a mode; compiled once, for sets never change."""
    return compile_item(item_of(world_of(adopted_set), item), mode)


def item_of(world: World, key: str) -> Item:
    """The item of a set. Raises Conflict where the set has no such item (any more)."""
    found = world.item(key)
    if found is None:
        raise not_now(
            "not_adopted", "本地没有开办这个事项", "this item is not offered here", item=key
        )
    return found


@dataclass(frozen=True)
class Definitions:
    """Kinds of subject with all their data as one pack sees them."""

    subjects: Mapping[str, SubjectDef]


def definitions_of(world: World, pack: str) -> Definitions:
    """What the room of facts needs to know of the data, kept with the world."""
    kept = world.remember("case-definitions", pack, "")
    if isinstance(kept, Definitions):
        return kept
    subjects: dict[str, SubjectDef] = {}
    for kind in world.kinds():
        known = world.subject(kind, pack)
        if known is not None:
            data = {key: datum.definition for key, datum in world.data(kind, pack).items()}
            subjects[kind] = SubjectDef(
                known.key, known.name, known.identified_by, data, known.pack
            )
    made = Definitions(subjects)
    world.keep("case-definitions", pack, "", made)
    return made
