"""The codes that a field may hold, with names, so that people pick what they can read and need not know a code."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.base.text import Text
from yichuang.engines.codes import named_codes
from yichuang.kernel.catalogue.api import World
from yichuang.kernel.people import api as people

# A longer list is no help in a page: what it holds is typed.
MOST = 400
REGIONS = ("region", "region_all")


def codes_of(kind: str, world: World) -> Mapping[str, Text]:
    """Codes of a kind by the lists of the dictionary, the table of regions, or the tables of codes; empty for none."""
    lists = world.dictionary.codes
    found = lists.get(kind) or lists.get(f"{kind}s") or {}
    names: Mapping[str, Text] = {key: entry.name for key, entry in found.items()}
    if not names and kind in REGIONS:
        names = {r.code: r.name for r in people.list_regions()}
    names = names or named_codes(kind)
    return names if len(names) <= MOST else {}


def code_of(typed: str, names: Mapping[str, Text]) -> str:
    """The code that was meant: typed itself, by its name in either language, or before its name; else as typed."""
    said = typed.strip()
    if said in names:
        return said
    low = said.casefold()
    for code, name in names.items():
        if low in (code.casefold(), name.zh.casefold(), name.show("en").casefold()):
            return code
    first = said.partition(" ")[0]
    return first if first in names else typed
