"""The dictionary as a city has it: every kind of subject with the data that its packs add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import CodeEntry, SubjectDef


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the room of facts asks for: kinds of subject, and the code lists that name owners."""

    subjects: Mapping[str, SubjectDef]
    codes: Mapping[str, Mapping[str, CodeEntry]]


def definitions_of(world: catalogue.World) -> Definitions:
    """All words that a city works with."""
    return _of_set(world.id) if world.id else _made(world)


@lru_cache(maxsize=64)
def _of_set(set_id: str) -> Definitions:
    return _made(catalogue.world(set_id))


def _made(world: catalogue.World) -> Definitions:
    found: dict[str, SubjectDef] = {}
    for kind in world.kinds():
        subject = world.subject(kind)
        if subject is not None:
            data = {key: datum.definition for key, datum in world.data(kind).items()}
            found[kind] = replace(subject, data=data)
    return Definitions(found, world.dictionary.codes)
