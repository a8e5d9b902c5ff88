"""What every check sees: the packs as written and as values, their slots, and the names that references may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from yichuang.kernel.catalogue.contracts import Dictionary, Item, PackContent
from yichuang.packs.check.shape import Shape, Slot
from yichuang.packs.faults import Faults
from yichuang.packs.grammar.all import Grammar
from yichuang.packs.read.dictionary import read_dictionary
from yichuang.packs.read.item import with_defaults
from yichuang.packs.read.pack import read_pack
from yichuang.packs.source import Source, Sources
from yichuang.packs.tree import Block


@dataclass(slots=True)
class WrittenItem:
    """An item as written (with the pack's defaults) beside its value."""

    root: Block
    value: Item
    slots: list[Slot]

    @property
    def plan(self) -> Block:
        """The plan as written."""
        return self.root.block("plan")


@dataclass(slots=True)
class Pack:
    """A pack as written beside its value."""

    source: Source
    content: PackContent
    items: dict[str, WrittenItem] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The pack's key."""
        return self.source.key

    def examples(self) -> Iterator[Block]:
        """The files of examples that are no bases."""
        return (f.root for f in self.source.folder("examples") if f.place == "example")

    def section(self, folder: str) -> dict[str, object]:
        """A section of a block as plain data."""
        found = self.content.sections.get(folder, {})
        return found if isinstance(found, dict) else {}


@dataclass(slots=True)
class Context:
    """All packs and the dictionary, for one run of the checks."""

    sources: Sources
    dictionary: Dictionary
    packs: dict[str, Pack]
    dictionary_slots: list[Slot]
    faults: Faults
    grammar: Grammar

    @property
    def all_items(self) -> set[str]:
        """All items: alone and as `pack.item`."""
        alone = {k for p in self.packs.values() for k in p.content.items}
        return alone | {i.key for p in self.packs.values() for i in p.content.items.values()}

    def codes(self, name: str) -> Iterable[str]:
        """The keys of a code list of the dictionary."""
        return self.dictionary.codes.get(name, {})

    def posts(self, pack: Pack) -> set[str]:
        """The posts that a pack may name."""
        return {*pack.content.measure.posts, *self.codes("posts")}

    def subjects(self, pack: Pack) -> set[str]:
        """The subjects that a pack may name: its own, the dictionary's, those of packs it needs."""
        needed = [self.packs[k] for k in pack.content.measure.needs if k in self.packs]
        found = {s for p in (pack, *needed) for s in p.content.subjects}
        return found | set(self.dictionary.subjects)

    def find_item(self, pack: Pack, key: str) -> Item | None:
        """The item `key` or `pack.key` as `pack` means it."""
        if key in pack.content.items:
            return pack.content.items[key]
        owner, _, rest = key.partition(".")
        found = self.packs.get(owner)
        return found.content.items.get(rest) if found else None


def make_context(sources: Sources, grammar: Grammar, faults: Faults) -> Context:
    """Reads everything and walks it by the grammar."""
    shape = Shape(grammar, faults)
    dictionary_slots = [
        slot
        for file in sources.dictionary.files.values()
        if file.place in grammar.places
        for slot in shape.walk(file.root, file.place)
    ]
    dictionary_slots += _codes_and_tables(sources.dictionary, shape)
    packs = {key: _pack(source, shape) for key, source in sources.packs.items()}
    dictionary = read_dictionary(sources.dictionary)
    return Context(sources, dictionary, packs, dictionary_slots, faults, grammar)


def _pack(source: Source, shape: Shape) -> Pack:
    pack = Pack(source, read_pack(source))
    for file in source.files.values():
        if file.place == "item":
            root = with_defaults(source, file.root)
            slots = list(shape.walk(root, "item"))
            key = root.text("item")
            if key in pack.content.items:
                pack.items[key] = WrittenItem(root, pack.content.items[key], slots)
        elif file.place:
            pack.slots += shape.walk(file.root, file.place, file.name)
    return pack


def _codes_and_tables(source: Source, shape: Shape) -> Iterator[Slot]:
    for name, place in (("codes.yaml", "code_entry"), ("tables.yaml", "table")):
        file = source.files.get(name)
        for _, group in file.root.blocks() if file else ():
            for key, block in group.blocks():
                yield from shape.walk(block, place, key)
