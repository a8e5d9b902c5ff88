"""Walks an object by the grammar: names unknown and missing keys and misshapen slots, and hands on every slot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yichuang.base.text import Text
from yichuang.kernel.catalogue.section_contracts import KeyDef, PlaceDef
from yichuang.packs.faults import Faults
from yichuang.packs.grammar.all import Grammar
from yichuang.packs.grammar.words import BLOCK_KINDS, NODE_KINDS, RESERVED, WORDS
from yichuang.packs.tree import Block, Branch, Scalar, Series, scalars, split

LISTS = frozenset(
    "texts names refs words party seats after value_refs refs_or_names outcomes given do expect any".split()
)
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.]*\Z")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
NO_RESERVED = frozenset(
    "task party about choice datum record_field member material paper policy".split()
)


@dataclass(frozen=True, slots=True)
class Step:
    """One object on the way from the root of a file: its place, its key and itself."""

    place: str
    key: str
    block: Block


@dataclass(frozen=True, slots=True)
class Slot:
    """One key with what stands under it. `kind` and `of` are the words of its slot, `trail` ends in its object."""

    kind: str
    of: str
    key: str
    value: Branch
    trail: tuple[Step, ...]

    @property
    def place(self) -> str:
        """The place of the object in which it stands."""
        return self.trail[-1].place

    @property
    def owner(self) -> Block:
        """The object in which it stands."""
        return self.trail[-1].block

    def step(self, place: str) -> Step | None:
        """The object of a place on the way to it, None where there is none."""
        return next((s for s in self.trail if s.place == place), None)


class Shape:
    """The walker. What cannot be walked is a fault and is left out."""

    def __init__(self, grammar: Grammar, faults: Faults) -> None:
        self.grammar = grammar
        self.faults = faults

    def walk(
        self, block: Block, place: str, key: str = "", above: tuple[Step, ...] = ()
    ) -> Iterator[Slot]:
        """Every slot of the object and of what lies in it."""
        definition = self.grammar.places[place]
        trail = (*above, Step(place, key, block))
        self._needed(block, definition)
        for name, value in block.entries.items():
            known = definition.keys.get(name)
            if known is None and definition.rest:
                known = KeyDef(name, definition.rest, Text(""))
            if known is None:
                self._unknown(block, name, definition)
            else:
                yield from self._slot(known, value, trail)

    def _needed(self, block: Block, definition: PlaceDef) -> None:
        groups: dict[str, list[str]] = {}
        for key in definition.keys.values():
            if key.one_of:
                groups.setdefault(key.one_of, []).append(key.name)
            elif key.needed and key.name not in block:
                self._lacks(block, definition, key.name)
        for names in groups.values():
            said = [n for n in names if n in block]
            if not said:
                self._lacks(block, definition, " | ".join(names))
            elif len(said) > 1 and definition.name not in ("accounts", "event"):
                self.faults.add(
                    block.place(said[1]), "one_of",
                    Text(f"{' 和 '.join(said)} 只能写一个", f"{' and '.join(said)} exclude one another"),
                    expected="one of them", link=definition.name,
                )  # fmt: skip

    def _lacks(self, block: Block, definition: PlaceDef, name: str) -> None:
        self.faults.add(
            block.at, "missing_key",
            Text(f"{definition.doc.zh}缺少 {name}", f"{definition.doc.en} lacks {name}"),
            expected=f"{name}:", link=definition.name,
        )  # fmt: skip

    def _unknown(self, block: Block, name: str, definition: PlaceDef) -> None:
        self.faults.add(
            block.place(name), "unknown_key",
            Text(f"{definition.doc.zh}没有 {name} 这一栏", f"{definition.doc.en} has no key {name}"),
            expected="one of " + ", ".join(list(definition.keys)[:40]),
            name=name, names=definition.keys, link=definition.name,
        )  # fmt: skip

    # ---- slots -------------------------------------------------------------------------------------------------

    def _slot(self, key: KeyDef, value: Branch, trail: tuple[Step, ...]) -> Iterator[Slot]:
        kind, _, of = key.slot.partition(" ")
        if kind == "map":
            yield from self._map(key, of, value, trail)
        elif kind == "place":
            if self._is_map(key, value, trail):
                yield from self.walk(value, of, key.name, trail)  # type: ignore[arg-type]
        elif kind in ("plan", "form"):
            if self._is_map(key, value, trail):
                walk = self._plan if kind == "plan" else self._form
                yield from walk(value, trail)  # type: ignore[arg-type]
        elif kind in ("fees", "materials") and isinstance(value, Block):
            yield from self._map(key, {"fees": "fee", "materials": "material"}[kind], value, trail)
        else:
            yield from self._simple(key, kind, of, value, trail)

    def _simple(
        self, key: KeyDef, kind: str, of: str, value: Branch, trail: tuple[Step, ...]
    ) -> Iterator[Slot]:
        if isinstance(value, Scalar):
            self._word(kind, of, value)
        elif kind in LISTS and (
            kind in ("given", "expect", "any", "outcomes") or isinstance(value, Series)
        ):
            for item in scalars(value) if kind in ("words",) else ():
                self._word(kind, of, item)
            if kind in ("texts", "names", "refs", "words") and isinstance(value, Series):
                self._only_texts(value)
        else:
            expected = "a text or a list" if kind in LISTS else "a text"
            self._misshapen(key, value, trail, expected)
            return
        yield Slot(kind, of, key.name, value, trail)

    def _only_texts(self, value: Series) -> None:
        for item in value.items:
            if not isinstance(item, Scalar):
                self.faults.add(
                    item.at, "shape", Text("清单只放文字", "a list of texts"), expected="a text"
                )

    def _map(self, key: KeyDef, of: str, value: Branch, trail: tuple[Step, ...]) -> Iterator[Slot]:
        if isinstance(value, Scalar) and value.text == "none":
            return
        if isinstance(value, Series) and of in ("name", "any"):
            yield Slot(of, "", key.name, value, trail)
            return
        if not isinstance(value, Block):
            self._misshapen(key, value, trail, "a map")
            return
        for name, inner in value.entries.items():
            self._key(value.keys[name], of)
            if of not in self.grammar.places:
                yield from self._simple(KeyDef(name, of, Text("")), of, key.name, inner, trail)
            elif isinstance(inner, Block):
                yield from self.walk(inner, of, name, trail)
            else:
                self._misshapen(KeyDef(name, of, Text("")), inner, trail, "a map")

    def _key(self, key: Scalar, of: str) -> None:
        if key.text in RESERVED and of in NO_RESERVED:
            self.faults.add(
                key.at,
                "reserved",
                Text(f"{key.text} 是保留词", f"{key.text} is a reserved word"),
                expected="another name",
            )

    def _plan(self, plan: Block, trail: tuple[Step, ...]) -> Iterator[Slot]:
        for name, node in plan.entries.items():
            self._key(plan.keys[name], "task")
            if not isinstance(node, Block):
                self.faults.add(
                    node.at, "shape", Text("节点须是映射", "a node is a map"), expected="do: ..."
                )
                continue
            kind = node.text("do")
            if kind in NODE_KINDS:
                yield from self.walk(node, kind, name, trail)
            elif kind in BLOCK_KINDS:
                yield from self.walk(node, "foreign", name, trail)
            else:
                at = node.scalar("do") or plan.keys[name]
                self.faults.add(
                    at.at, "node_kind", Text(f"没有节点种类 {kind}", f"no kind of node {kind}"),
                    expected=" | ".join((*NODE_KINDS, *BLOCK_KINDS)), name=kind, names=(*NODE_KINDS, *BLOCK_KINDS),
                    link="plan",
                )  # fmt: skip

    def _form(self, form: Block, trail: tuple[Step, ...]) -> Iterator[Slot]:
        for title, found in form.entries.items():
            if isinstance(found, Block):
                yield from self.walk(found, "form_block", title, trail)
            else:
                yield from self._simple(KeyDef(title, "names", Text("")), "names", "", found, trail)

    # ---- texts of slots ----------------------------------------------------------------------------------------

    def _word(self, kind: str, of: str, value: Scalar) -> None:
        text = value.text
        if kind == "yes" and text not in ("yes", "no"):
            self._wrong(value, "是或否", "yes or no", "yes | no", ("yes", "no"))
        elif kind == "int" and not re.fullmatch(r"\d+", text):
            self._wrong(value, "整数", "a whole number", "a whole number")
        elif kind == "day" and not DAY.match(text):
            self._wrong(value, "日期", "a date", "2023-10-19")
        elif kind in ("word", "words"):
            for word in split(value) if kind == "words" else [value]:
                if word.text not in WORDS[of] and not (word.text == "none" and kind == "words"):
                    self._wrong(word, of, of, " | ".join(WORDS[of]), WORDS[of])

    def _wrong(
        self, value: Scalar, zh: str, en: str, expected: str, names: tuple[str, ...] = ()
    ) -> None:
        self.faults.add(
            value.at, "value", Text(f"“{value.text}”不是{zh}", f"{value.text!r} is not {en}"),
            expected=expected, name=value.text, names=names,
        )  # fmt: skip

    def _is_map(self, key: KeyDef, value: Branch, trail: tuple[Step, ...]) -> bool:
        if isinstance(value, Block):
            return True
        if not (isinstance(value, Scalar) and value.text == "none"):
            self._misshapen(key, value, trail, "a map")
        return False

    def _misshapen(
        self, key: KeyDef, value: Branch, trail: tuple[Step, ...], expected: str
    ) -> None:
        self.faults.add(
            value.at, "shape", Text(f"{key.name} 的写法不对", f"{key.name} is written otherwise"),
            expected=expected, link=trail[-1].place,
        )  # fmt: skip
