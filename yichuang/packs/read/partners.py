"""Foreign systems into the catalogue's values."""

from __future__ import annotations

from yichuang.kernel.catalogue.contracts import PartnerDef
from yichuang.packs.read.entry import Entry, plain
from yichuang.packs.source import Source
from yichuang.packs.tree import Block


def read_partners(source: Source) -> dict[str, PartnerDef]:
    """The foreign systems that a folder `partners` declares."""
    found: dict[str, PartnerDef] = {}
    for file in source.folder("partners"):
        entry = Entry(file.root)
        messages = {e.key: _plain(e.block) for e in entry.entries("messages")}
        found[entry.text("partner")] = PartnerDef(entry.text("partner"), entry.name(), messages)
    return found


def _plain(block: Block) -> dict[str, object]:
    return {key: plain(value) for key, value in block.entries.items()}
