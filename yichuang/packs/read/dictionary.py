"""Subjects, code lists and tables into the catalogue's values."""

from __future__ import annotations

from collections.abc import Iterable

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import (
    CodeEntry,
    ComputedDef,
    DatumDef,
    Dictionary,
    SubjectDef,
    TableDef,
)
from yichuang.packs.read.entry import Entry, expression
from yichuang.packs.read.partners import read_partners
from yichuang.packs.source import Source
from yichuang.packs.tree import Block, Scalar


def read_dictionary(source: Source, version: int = 1) -> Dictionary:
    """The province's dictionary."""
    codes = source.files.get("codes.yaml")
    tables = source.files.get("tables.yaml")
    root = Entry(codes.root if codes else Block(source.label, 1, 1))
    return Dictionary(
        version=version,
        subjects=read_subjects(f.root for f in source.folder("") if f.place == "subject"),
        codes={
            key: {e.key: CodeEntry(e.key, e.name()) for e in root.entries(key)}
            for key, value in root.block.entries.items()
            if isinstance(value, Block)
        },
        code_tables=root.texts("code_tables"),
        tables=read_tables(source, tables.root if tables else None),
        partners=read_partners(source),
    )


def read_subjects(roots: Iterable[Block], pack: str = "") -> dict[str, SubjectDef]:
    """The subjects, and the extensions of subjects, that these files hold; an extension has no name of its own."""
    found: dict[str, SubjectDef] = {}
    for root in roots:
        entry = Entry(root)
        key = entry.text("subject") or entry.text("extends")
        data = {e.key: read_datum(e, pack) for e in entry.entries("data")}
        if key in found:
            data = {**found[key].data, **data}
        own = entry if "subject" in entry else None
        name = own.name() if own else Text("")
        found[key] = SubjectDef(key, name, own.text("identified_by") if own else "", data, pack)
    return found


def read_datum(entry: Entry, pack: str = "") -> DatumDef:
    """One datum, record field or member."""
    return DatumDef(
        key=entry.key,
        name=entry.name(),
        type=entry.text("type"),
        owner=entry.text("owner"),
        computed=read_computed(entry.block.scalar("computed")),
        sensitivity=entry.text("sensitivity", "internal"),
        valid_for=entry.text("valid_for"),
        period=entry.text("period"),
        choices={e.key: e.name() for e in entry.entries("choices")},
        members={e.key: e.name() for e in entry.entries("members")},
        record={e.key: read_datum(e, pack) for e in entry.entries("record")},
        precedence=entry.texts("precedence"),
        hint=entry.maybe_both("hint"),
        sealed_until=entry.slot("sealed_until"),
        pack=pack,
    )


def read_computed(scalar: Scalar | None) -> ComputedDef | None:
    """`table x`, `table x.column` or `= expression`."""
    if scalar is None:
        return None
    if scalar.text.startswith("="):
        return ComputedDef(expression(scalar))
    table, _, column = scalar.text.removeprefix("table ").partition(".")
    return ComputedDef(table=table.strip(), column=column.strip())


def read_tables(source: Source, declared: Block | None, pack: str = "") -> dict[str, TableDef]:
    """The declared tables with their rows as text."""
    found: dict[str, TableDef] = {}
    for key, block in declared.block("tables").blocks() if declared else ():
        entry = Entry(block, key)
        sheet = source.sheets.get(entry.text("file"))
        found[key] = TableDef(
            key=key,
            name=entry.name(),
            file=entry.text("file"),
            hits=entry.text("hits"),
            csv=sheet.text if sheet else "",
            dated_by=entry.slot("dated_by"),
            also=entry.slot("also"),
            key_column=entry.text("key"),
            of=entry.text("of"),
            public=entry.yes("public"),
            city=entry.text("city", "fixed"),
            to_be_confirmed=entry.texts("to_be_confirmed"),
            pack=pack,
        )
    return found
