"""The one accepted written form of a file of a pack: two spaces, keys in the grammar's order, only needed quotes.

Formatting changes no meaning: what is read afterwards equals what was read before. Formatting twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from yichuang.kernel.catalogue.section_contracts import PlaceDef
from yichuang.packs.faults import Faults
from yichuang.packs.grammar.all import GRAMMAR, Grammar
from yichuang.packs.grammar.words import BLOCK_KINDS, NODE_KINDS
from yichuang.packs.load_yaml import load_yaml
from yichuang.packs.source import DICTIONARY, load_source
from yichuang.packs.tree import Block, Branch, Scalar, Series

PLAIN_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]")
AFTER_MARK = re.compile(r"[-?:][^\s]")


def format_yaml(text: str, place: str = "", grammar: Grammar = GRAMMAR) -> str:
    """`text` in the accepted form; as it is where it cannot be read. `place` gives the order of keys."""
    faults = Faults()
    root = load_yaml(text, "", faults)
    if faults.found or not root.entries:
        return text
    return "\n".join(_Writer(grammar).block(root, place, 0)) + "\n"


class _Writer:
    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def block(self, block: Block, place: str, depth: int) -> Iterator[str]:
        """The lines of a map."""
        definition = self.grammar.places.get(place)
        for key in _ordered(block, definition):
            yield from self.entry(key, block.entries[key], self.slot(definition, key, block), depth)

    def slot(self, definition: PlaceDef | None, key: str, block: Block) -> str:
        """The slot of a key, "" where the place is not known."""
        found = definition.keys.get(key) if definition else None
        return found.slot if found else ""

    def entry(self, key: str, value: Branch, slot: str, depth: int) -> Iterator[str]:
        """One key with what stands under it."""
        lead = "  " * depth + written(key) + ":"
        if isinstance(value, Scalar):
            yield f"{lead} {written(value.text, quoted=value.quoted)}".rstrip()
        elif isinstance(value, Series):
            yield from self.series(lead, value, depth)
        elif not value.entries:
            yield f"{lead} none"
        else:
            yield lead
            yield from self.inside(value, slot, depth + 1)

    def inside(self, block: Block, slot: str, depth: int) -> Iterator[str]:
        """The lines of a map in a slot: objects of a place in the order written, one object, or anything."""
        kind, _, of = slot.partition(" ")
        if kind == "place":
            yield from self.block(block, of, depth)
            return
        many = {"fees": "fee", "materials": "material", "form": "form_block"}.get(
            kind, of if kind == "map" else ""
        )
        for key, value in block.entries.items():
            lead = "  " * depth + written(key) + ":"
            inner = _place_of(value) if kind == "plan" else many
            if isinstance(value, Block) and inner in self.grammar.places and value.entries:
                yield lead
                yield from self.block(value, inner, depth + 1)
            else:
                yield from self.entry(key, value, "", depth)

    def series(self, lead: str, value: Series, depth: int) -> Iterator[str]:
        """A list: in one line where its texts are short and plain, else one a line."""
        texts = [i for i in value.items if isinstance(i, Scalar)]
        line = f"{lead} [{', '.join(written(t.text, inside=True, quoted=t.quoted) for t in texts)}]"
        if len(texts) == len(value.items) and (value.flow or not texts):
            yield line
            return
        yield lead
        for item in value.items:
            if isinstance(item, Scalar):
                yield "  " * (depth + 1) + "- " + written(item.text, quoted=item.quoted)
            elif isinstance(item, Block):
                inner = list(self.block(item, "", depth + 2))
                start = "  " * (depth + 1) + "- "
                yield start + inner[0].lstrip() if inner else start.rstrip()
                yield from inner[1:]


def _ordered(block: Block, definition: PlaceDef | None) -> list[str]:
    """Keys in the order of the grammar; names first, further keys where they stand."""
    if definition is None:
        return list(block)
    order = {key: place for place, key in enumerate(definition.keys)}
    return sorted(block, key=lambda key: order.get(key, len(order)))


def _place_of(node: Branch) -> str:
    if not isinstance(node, Block):
        return ""
    kind = node.text("do")
    return kind if kind in NODE_KINDS else "foreign" if kind in BLOCK_KINDS else ""


def written(text: str, *, inside: bool = False, quoted: bool = False) -> str:
    """A scalar in YAML: plain where YAML reads it back as it is, else in single quotes.

    A quoted `none` or `unknown` stays quoted: quotes tell the word from the meaning.
    """
    keeps = quoted and text in ("none", "unknown", "yes", "no", "all")
    if not keeps and _plain(text, inside=inside):
        return text
    return "'" + text.replace("'", "''") + "'"


def _plain(text: str, *, inside: bool) -> bool:
    if not text or text != text.strip() or "\n" in text:
        return False
    if not (PLAIN_START.match(text) or AFTER_MARK.match(text)):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (inside and re.search(r"[\[\]{},]", text))


def format_folder(root: Path, *, write: bool) -> tuple[str, ...]:
    """The files below a folder of packs (or one pack) that are not in the accepted form; `write` brings them to it."""
    faults = Faults()
    alone = (root / "measure.yaml").exists() or root.name == DICTIONARY
    folders = [root] if alone else [p for p in sorted(root.iterdir()) if p.is_dir()]
    changed = []
    for source in (load_source(folder, faults) for folder in folders):
        for file in source.files.values():
            path = source.path / file.name
            before = path.read_text("utf-8")
            after = format_yaml(before, file.place)
            if after != before:
                changed.append(f"{source.label}/{file.name}")
                if write:
                    path.write_text(after, "utf-8")
    return tuple(changed)
