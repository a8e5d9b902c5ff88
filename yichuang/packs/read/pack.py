"""A whole pack into `PackContent`."""

from __future__ import annotations

from dataclasses import replace

from yichuang.kernel.catalogue.contracts import Measure, PackContent
from yichuang.packs.grammar.all import KERNEL_FOLDERS
from yichuang.packs.read.dictionary import read_subjects, read_tables
from yichuang.packs.read.entry import plain
from yichuang.packs.read.item import read_items
from yichuang.packs.read.measure import read_measure
from yichuang.packs.read.partners import read_partners
from yichuang.packs.source import Source
from yichuang.packs.tree import Block

NO_VALUE = ("key", "basis", "from", "until", "zh", "en")


def read_pack(source: Source) -> PackContent:
    """The pack's content; examples are added by `packs.examples`, which need other packs' bases."""
    return PackContent(
        key=source.key,
        measure=_with_rows(source, read_measure(source)),
        subjects=read_subjects((f.root for f in source.folder("data")), source.key),
        tables=read_tables(source, source.measure, source.key),
        items=read_items(source),
        templates=dict(source.templates),
        texts=dict(source.texts),
        partners=read_partners(source),
        sections=read_sections(source),
    )


def read_sections(source: Source) -> dict[str, object]:
    """The sections of blocks as written: folder -> key (the file's own, or its stem) -> plain data."""
    found: dict[str, dict[str, object]] = {}
    for file in source.files.values():
        if file.folder and file.folder not in KERNEL_FOLDERS:
            stem = file.name.rpartition("/")[2].removesuffix(".yaml")
            key = _own_key(file.root, file.folder, stem)
            found.setdefault(file.folder, {})[key] = plain(file.root)
    return dict(found)


def _own_key(root: Block, folder: str, stem: str) -> str:
    singular = {"policies": "policy", "draws": "draw"}.get(folder, "")
    return root.text(singular) or stem


def _with_rows(source: Source, measure: Measure) -> Measure:
    """The measure with the rows of its keyed parameters."""
    found = {}
    for key, parameter in measure.parameters.items():
        sheet = source.sheets.get(parameter.keyed) if parameter.keyed else None
        rows = sheet.rows if sheet else []
        column = next((c for c in sheet.header if c not in NO_VALUE), "") if sheet else ""
        found[key] = replace(
            parameter, rows={r.cells["key"]: r.cells.get(column, "") for r in rows}
        )
    return replace(measure, parameters=found)
