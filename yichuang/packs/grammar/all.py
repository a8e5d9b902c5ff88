"""All places by name, and which place a file of each folder is."""

from __future__ import annotations

from collections.abc import Iterable

from yichuang.kernel.catalogue.section_contracts import PlaceDef, SectionDef
from yichuang.packs.grammar import data, examples, item, measure, plan, sections

KERNEL_FOLDERS: dict[str, dict[str, str]] = {
    "data": {"subject": "subject", "extends": "subject"},
    "items": {"item": "item"},
    "partners": {"partner": "partner"},
    "examples": {"bases": "bases", "": "example"},
}

PLANNED_SECTIONS = (
    SectionDef("policies", {"policy": "policy", "groups": "groups", "common": "common"}),
    SectionDef("draws", {"draw": "draw_file"}),
    SectionDef("accounts", {"accounts": "accounts", "reconcile": "accounts"}),
)


class Grammar:
    """The language as a whole: the kernel's places and those of the sections given."""

    def __init__(self, brought: Iterable[SectionDef] = ()) -> None:
        modules = (measure, data, item, plan, sections, examples)
        self.places: dict[str, PlaceDef] = {p.name: p for m in modules for p in m.PLACES}
        self.folders = {k: dict(v) for k, v in KERNEL_FOLDERS.items()}
        for section in (*PLANNED_SECTIONS, *brought):
            self.folders[section.folder] = dict(section.roots)
            self.places.update(section.places)

    def root(self, folder: str, keys: Iterable[str]) -> str:
        """The place of a file in `folder` that holds these keys, "" where none fits."""
        roots = self.folders.get(folder, {})
        return next((place for key, place in roots.items() if key in keys), roots.get("", ""))


GRAMMAR = Grammar()
