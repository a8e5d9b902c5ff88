"""Texts: the notice's own words, both languages, no empty columns, no vague materials, guides that say something."""

from __future__ import annotations

import re

from yichuang.base.text import Text
from yichuang.packs.check.context import Context, Pack
from yichuang.packs.check.shape import Slot
from yichuang.packs.faults import Faults
from yichuang.packs.tree import Block, Scalar, scalars

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPACE = re.compile(r"\s")
VAGUE = re.compile(
    r"(其他|其它|有关|相关)(的)?(材料|资料|文件|证明|证件)|需要(提供|提交)的(其他|其它)|(规定|要求)的(其他|其它)"
)
VAGUE_ENGLISH = re.compile(r"\bother (materials|documents|papers)\b|\bany other\b", re.IGNORECASE)
PAIRS = ("guide", "faq")
MAY_BE_EMPTY = frozenset({"note"})
SPEECH = frozenset({"zh", "ground", "hint", "visit_reason"})


def check_texts(context: Context) -> None:
    """All texts of the dictionary and of all packs."""
    faults = context.faults
    for slot in context.dictionary_slots:
        _slot(slot, faults)
    notice = SPACE.sub("", context.sources.notice)
    for pack in context.packs.values():
        for slot in pack.slots:
            _slot(slot, faults)
            if slot.kind == "notice":
                _clause(slot, notice, faults)
        for item in pack.items.values():
            for slot in item.slots:
                _slot(slot, faults)
        _files(pack, faults)
        _examples(pack, faults)


def _slot(slot: Slot, faults: Faults) -> None:
    for found in scalars(slot.value):
        if not found.text.strip() and slot.key not in MAY_BE_EMPTY:
            faults.add(
                found.at,
                "empty",
                Text(f"{slot.key} 没有内容", f"{slot.key} is empty"),
                expected="a value, or no such key",
            )
    if isinstance(slot.value, Scalar):
        _language(slot, slot.value, faults)
    if slot.place == "material" and slot.key in ("zh", "en"):
        _vague(slot, faults)
    if (
        slot.kind in ("names", "texts")
        and not isinstance(slot.value, Scalar)
        and not scalars(slot.value)
    ):
        faults.add(
            slot.value.at,
            "empty",
            Text(f"{slot.key} 没有内容", f"{slot.key} is empty"),
            expected="none, or at least one",
        )


def _language(slot: Slot, value: Scalar, faults: Faults) -> None:
    english = slot.key == "en" or slot.key.endswith("_en")
    if english and CHINESE.search(value.text):
        faults.add(
            value.at,
            "language",
            Text("英文栏里有中文", "Chinese in an English text"),
            expected="English",
        )
    if slot.key in ("ground", "hint") and f"{slot.key}_en" not in slot.owner:
        faults.add(
            slot.owner.place(slot.key),
            "language",
            Text(f"{slot.key} 没有英文", f"{slot.key} has no English"),
            expected=f"{slot.key}_en",
        )
    if (
        slot.key == "zh"
        and slot.place not in ("example", "variant", "base")
        and "en" not in slot.owner
    ):
        faults.add(value.at, "language", Text("没有英文名称", "no English name"), expected="en:")


def _vague(slot: Slot, faults: Faults) -> None:
    for found in scalars(slot.value):
        if VAGUE.search(found.text) or VAGUE_ENGLISH.search(found.text):
            faults.add(
                found.at,
                "vague_material",
                Text("材料不能写“其他材料”一类", "a vague material"),
                expected="each material by name, with when: for the cases that need it",
                link="material",
            )


def _clause(slot: Slot, notice: str, faults: Faults) -> None:
    for found in scalars(slot.value):
        if not notice or SPACE.sub("", found.text) not in notice:
            faults.add(
                found.at,
                "not_the_notice",
                Text("不是通知原文", "not the notice's own words"),
                expected="the words of notice.zh.txt",
                link="clause",
            )


def _files(pack: Pack, faults: Faults) -> None:
    """Guides and answers stand in both languages and are not empty; the headings of both are as many."""
    for name in PAIRS:
        found = {lang: pack.source.texts.get(f"texts/{name}.{lang}.md") for lang in ("zh", "en")}
        for lang, text in found.items():
            at = pack.source.at(f"texts/{name}.{lang}.md")
            if text is None:
                other = "en" if lang == "zh" else "zh"
                if found[other] is not None or name == "guide":
                    code = "one_language" if found[other] is not None else "no_guide"
                    faults.add(
                        at,
                        code,
                        Text(f"缺少 {name}.{lang}.md", f"{name}.{lang}.md is missing"),
                        expected="both languages",
                    )
            elif not text.strip():
                faults.add(at, "empty", Text("文件没有内容", "the file is empty"), expected="text")
            elif lang == "en" and CHINESE.search(text):
                faults.warn(at, "language", Text("英文说明里有中文", "Chinese in an English text"))
    for name, text in pack.source.texts.items():
        if not text.strip():
            faults.add(
                pack.source.at(name),
                "empty",
                Text("文件没有内容", "the file is empty"),
                expected="text",
            )


def _examples(pack: Pack, faults: Faults) -> None:
    """Every clause is proven by an example and belongs to an item."""
    proved = {c.text for root in pack.examples() for c in scalars(root.get("proves"))}
    proved |= {
        c.text
        for root in pack.examples()
        for _, v in root.block("variants").blocks()
        for c in scalars(v.get("proves"))
    }
    measure = pack.source.measure
    clauses: Block = measure.block("clauses")
    for key in clauses:
        if key not in proved:
            faults.add(
                clauses.place(key),
                "clause_without_example",
                Text(f"条款 {key} 没有示例", f"clause {key} has no example"),
                expected=f"an example with proves: {key}",
                link="example",
            )
    if "source" not in measure:
        return
    for item in pack.items.values():
        if not any(root.text("item") == item.root.text("item") for root in pack.examples()):
            faults.add(
                item.root.at,
                "item_without_example",
                Text(
                    f"事项 {item.root.text('item')} 没有示例",
                    f"item {item.root.text('item')} has no example",
                ),
                expected=f"an example with item: {item.root.text('item')}",
                link="example",
            )
