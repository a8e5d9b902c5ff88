"""How the written form of a pack is declared: keys with slots, places with their keys, sections with their places.

The kernel's own places and those of blocks (policies, draws, accounts ...) are said in the same values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class KeyDef:
    """One key of a place. `slot` says what may stand there (docs/reference/packs.md lists the slots).

    `one_of` names a group of keys of which one is needed.
    """

    name: str
    slot: str
    doc: Text
    needed: bool = False
    one_of: str = ""


@dataclass(frozen=True, slots=True)
class PlaceDef:
    """A kind of object in a pack. `rest` is the slot of any further key ("" allows none)."""

    name: str
    doc: Text
    keys: Mapping[str, KeyDef]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class SectionDef:
    """A folder of a pack that a block owns: the place of a file by the key that tells it, and further places."""

    folder: str
    roots: Mapping[str, str]
    places: Mapping[str, PlaceDef] = field(default_factory=dict)
