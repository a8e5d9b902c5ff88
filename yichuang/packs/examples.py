"""Examples with all inheritance resolved: bases (of other packs too), variants, `do: +`, keyed rows from a CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import ExampleDef
from yichuang.packs.read.entry import Entry, plain, read_day
from yichuang.packs.source import Source
from yichuang.packs.tree import Block

KINDS = ("item", "policy", "group", "table")
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is given before anything is done."""

    on: str = ""
    region: str = ""
    city: str = ""
    parameters: Plain = field(default_factory=dict)
    given: Plain = field(default_factory=dict)
    papers: Plain = field(default_factory=dict)


def read_examples(source: Source, others: Mapping[str, Source]) -> tuple[ExampleDef, ...]:
    """All examples and variants of a pack, in the order of its files. `others` are all packs, by key."""
    bases = _Bases(others)
    found: list[ExampleDef] = []
    for file in source.folder("examples"):
        if file.place == "example":
            stem = file.name.rpartition("/")[2].removesuffix(".yaml")
            found += _examples(source, bases, file.root, stem)
    return tuple(found)


class _Bases:
    """The bases of all packs, resolved when first asked for."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.blocks = {key: dict(_base_blocks(source)) for key, source in sources.items()}

    def find(self, name: str, pack: str) -> Setting:
        """The setting of a base, `pack.key` for another pack's; an empty one where there is none."""
        owner, _, key = name.rpartition(".")
        block = self.blocks.get(owner or pack, {}).get(key)
        if not name or block is None:
            return EMPTY
        below = block.text("base")
        start = self.find(below, owner or pack) if below != name else EMPTY
        return extended(start, block, self.sources[owner or pack])


EMPTY = Setting()


def _base_blocks(source: Source) -> Iterator[tuple[str, Block]]:
    for file in source.folder("examples"):
        if file.place == "bases":
            yield from file.root.block("bases").blocks()


def extended(start: Setting, block: Block, source: Source) -> Setting:
    """The setting with what an object gives besides; what is given later stands over what was given before."""
    return Setting(
        on=block.text("on") or start.on,
        region=block.text("region") or start.region,
        city=block.text("city") or start.city,
        parameters=_over(start.parameters, _part(block, "parameters")),
        given=_over(start.given, _with_rows(_part(block, "given"), source)),
        papers=_over(start.papers, _part(block, "papers")),
    )


def _over(before: Plain, after: Plain) -> Plain:
    kept = {k: v for k, v in before.items() if k not in after}
    return {**kept, **after}


def _part(block: Block, key: str) -> Plain:
    found = plain(block.get(key))
    return found if isinstance(found, dict) else {}


def _with_rows(given: Plain, source: Source) -> Plain:
    """A value that names a CSV of the pack stands for its rows, keyed by their first column."""
    found: Plain = {}
    for name, value in given.items():
        sheet = (
            source.sheets.get(value) if isinstance(value, str) and value.endswith(".csv") else None
        )
        found[name] = _keyed(sheet.text) if sheet else value
    return found


def _keyed(text: str) -> Plain:
    rows = list(csv.DictReader(io.StringIO(text)))
    return {
        next(iter(row.values())): {k: v for k, v in list(row.items())[1:] if v != ""}
        for row in rows
    }


def _examples(source: Source, bases: _Bases, root: Block, stem: str) -> Iterator[ExampleDef]:
    setting = extended(bases.find(root.text("base"), source.key), root, source)
    kind = next((k for k in KINDS if k in root), "item")
    entry = Entry(root)
    main = ExampleDef(
        key=stem,
        of=root.text(kind),
        of_kind=kind,
        name=entry.name(),
        proves=entry.texts("proves"),
        do=_script(root, ()),
        expect=_part(root, "expect"),
        mode=root.text("mode", "formal"),
        file=root.file,
        line=root.line,
        **_set(setting),
    )
    yield main
    for key, block in root.block("variants").blocks():
        yield _variant(main, key, block, extended(setting, block, source))


def _set(setting: Setting) -> dict[str, Any]:
    return {
        "on": read_day(setting.on),
        "region": setting.region,
        "city": setting.city,
        "parameters": setting.parameters,
        "given": setting.given,
        "papers": setting.papers,
    }


def _variant(main: ExampleDef, key: str, block: Block, setting: Setting) -> ExampleDef:
    entry = Entry(block)
    zh = entry.text("zh") or f"{main.name.zh}:{key}"
    return replace(
        main,
        key=f"{main.key}.{key}",
        name=Text(zh, entry.text("en")),
        proves=entry.texts("proves") or main.proves,
        do=_script(block, main.do) if "do" in block else main.do,
        expect=_part(block, "expect"),
        mode=block.text("mode") or main.mode,
        line=block.line,
        **_set(setting),
    )


def _script(
    block: Block, before: tuple[Mapping[str, object], ...]
) -> tuple[Mapping[str, object], ...]:
    """The deeds in order; a first entry `+` puts them behind the parent's."""
    found = plain(block.get("do"))
    steps = found if isinstance(found, list) else []
    start = before if steps[:1] == ["+"] else ()
    return (*start, *(s for s in steps if isinstance(s, dict)))
