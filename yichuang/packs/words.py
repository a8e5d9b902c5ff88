"""What the packs below a root call things, without checking them: types, names and owners of data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as Folder

from yichuang.engines.rules import Naming
from yichuang.kernel.catalogue.section import Names, WorldNaming, world_of
from yichuang.packs.check.context import make_context
from yichuang.packs.faults import Faults
from yichuang.packs.grammar.all import Grammar
from yichuang.packs.source import load_sources


def read_words(root: Folder, names: Iterable[str]) -> Naming | None:
    """The words of the pack that knows most of these dotted names; None where no pack knows any."""
    faults, grammar = Faults(), Grammar(())
    context = make_context(load_sources(root, faults, grammar), grammar, faults)
    world = world_of(context.dictionary, [pack.content for pack in context.packs.values()])
    wanted = [tuple(name.split(".")) for name in names if "." in name and name[0] != ":"]
    best: Names | None = None
    most = 0
    for pack in world.packs:
        place = Names(world, None, pack)
        found = sum(place.find(path) is not None for path in wanted)
        if found > most:
            best, most = place, found
    return None if best is None else WorldNaming(best)
