"""What changes between two adopted sets, in plain words: what people, not programs, would call different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.base.text import Text
from yichuang.engines.values import Unknown, show_both
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.catalogue.logic.adoption import Values
from yichuang.kernel.catalogue.logic.world import NOT_ADOPTED, Parameter, World

NOT_SET = Text("未设定", "not set")
NOTHING = Text("", "")
GONE, NEW, CHANGED = (
    Text("去掉", "no longer has"),
    Text("新增", "now has"),
    Text("修改", "changes"),
)
WORDS: Mapping[str, Text] = {
    "conditions": Text("条件", "condition"),
    "materials": Text("材料", "material"),
    "papers": Text("签发", "paper"),
    "fees": Text("收费", "fee"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of which pack and thing, before, after (empty where there was or is none), and the sentence."""

    pack: str
    kind: str
    name: Text
    before: Text
    after: Text
    text: Text


def differences(old: World, new: World) -> tuple[Change, ...]:
    """Everything that differs between two worlds of one region, pack by pack."""
    return tuple(
        c for pack in dict.fromkeys([*old.packs, *new.packs]) for c in _pack(old, new, pack)
    )


def _pack(old: World, new: World, pack: str) -> Iterator[Change]:
    if pack not in old.packs:
        yield _came(pack, "pack", new.packs[pack].measure.name, Text("采用", "adopted"))
        return
    if pack not in new.packs:
        yield _came(pack, "pack", old.packs[pack].measure.name, Text("停止采用", "withdrawn"))
        return
    before, after = old.adopted.get(pack, NOT_ADOPTED), new.adopted.get(pack, NOT_ADOPTED)
    if before.version != after.version:
        name = new.packs[pack].measure.name
        yield _turned(pack, "version", name, _plain(before.version), _plain(after.version))
    yield from _parameters(old, new, pack)
    yield from _posts(pack, before.posts, after.posts)
    yield from _tables(old, new, pack)
    yield from _items(old, new, pack)


def _parameters(old: World, new: World, pack: str) -> Iterator[Change]:
    mine = {p.name: p for p in old.parameters(pack)}
    other = {p.name: p for p in new.parameters(pack)}
    for name in dict.fromkeys([*mine, *other]):
        before, after = mine.get(name), other.get(name)
        shown = [_value(before), _value(after)]
        declared = after or before
        if shown[0] != shown[1] and declared is not None:
            row = name.partition(".")[2]
            title = declared.definition.name
            title = Text(f"{title.zh}·{row}", f"{title.show('en')}: {row}") if row else title
            yield _turned(pack, "parameter", title, shown[0], shown[1])


def _value(parameter: Parameter | None) -> Text:
    if parameter is None or isinstance(parameter.value, Unknown):
        return NOT_SET
    return show_both(parameter.value, parameter.type)


def _posts(pack: str, before: Values, after: Values) -> Iterator[Change]:
    for post in dict.fromkeys([*before, *after]):
        if before.get(post) != after.get(post):
            name = Text(f"岗位 {post}", f"post {post}")
            yield _turned(
                pack, "post", name, _plain(before.get(post, post)), _plain(after.get(post, post))
            )


def _tables(old: World, new: World, pack: str) -> Iterator[Change]:
    for key in new.packs[pack].tables:
        before, after = old.table(key, pack), new.table(key, pack)
        if before is None or after is None or before.csv == after.csv:
            continue
        mine, other = before.csv.splitlines(), after.csv.splitlines()
        gone, come = len(set(mine) - set(other)), len(set(other) - set(mine))
        text = Text(
            f"“{after.name.zh}”去掉 {gone} 行，新增 {come} 行",
            f"“{after.name.show('en')}”: {gone} rows gone, {come} new",
        )
        yield Change(pack, "table", after.name, NOTHING, NOTHING, text)


def _items(old: World, new: World, pack: str) -> Iterator[Change]:
    mine, other = old.packs[pack].items, new.packs[pack].items
    if mine is other:
        return
    for key in dict.fromkeys([*mine, *other]):
        if key not in other:
            yield _came(pack, "item", mine[key].name, Text("取消事项", "no longer offered"))
        elif key not in mine:
            yield _came(pack, "item", other[key].name, Text("新增事项", "newly offered"))
        elif mine[key] != other[key]:
            yield from _item(pack, mine[key], other[key])


def _item(pack: str, mine: Item, other: Item) -> Iterator[Change]:
    for part, word in WORDS.items():
        yield from _parts(pack, part, word, getattr(mine, part), getattr(other, part), other.name)
    steps, now = {n.key: n for n in mine.plan}, {n.key: n for n in other.plan}
    yield from _parts(pack, "plan", Text("环节", "step"), steps, now, other.name)
    for key, name in (("promised", "承诺时限"), ("statutory", "法定时限")):
        before, after = getattr(mine.limits, key), getattr(other.limits, key)
        if _slot(before) != _slot(after):
            title = Text(f"{other.name.zh}{name}", f"{other.name.show('en')}, {key} limit")
            yield _turned(pack, "limit", title, _slot(before), _slot(after))


def _slot(slot: object) -> Text:
    return NOT_SET if slot is None else _plain(str(slot))


def _parts(
    pack: str, kind: str, word: Text, mine: Mapping[str, Any], other: Mapping[str, Any], item: Text
) -> Iterator[Change]:
    for key in dict.fromkeys([*mine, *other]):
        if key in mine and key in other and mine[key] == other[key]:
            continue
        name: Text = (other.get(key) or mine[key]).name
        verb = GONE if key not in other else NEW if key not in mine else CHANGED
        text = Text(
            f"“{item.zh}”{verb.zh}{word.zh}“{name.zh}”",
            f"“{item.show('en')}” {verb.show('en')} the {word.show('en')} “{name.show('en')}”",
        )
        yield Change(pack, kind, name, NOTHING, NOTHING, text)


def _came(pack: str, kind: str, name: Text, verb: Text) -> Change:
    text = Text(f"{verb.zh}“{name.zh}”", f"“{name.show('en')}” {verb.show('en')}")
    return Change(pack, kind, name, NOTHING, NOTHING, text)


def _turned(pack: str, kind: str, name: Text, before: Text, after: Text) -> Change:
    zh = f"{name.zh} {shorten(before.zh, after.zh)}"
    en = f"{name.show('en')}: {shorten(before.show('en'), after.show('en'))}"
    return Change(pack, kind, name, before, after, Text(zh, en))


def _plain(word: str) -> Text:
    return Text(word, word)


def shorten(before: str, after: str) -> str:
    """`5→4 个工作日` for `5 个工作日` and `4 个工作日`: a unit that both share is said once."""
    first, _, unit = before.partition(" ")
    last, _, other = after.partition(" ")
    alike = (
        unit.rstrip("s") == other.rstrip("s")
        and unit
        and first[:1].isdigit()
        and last[:1].isdigit()
    )
    return f"{first}→{last} {other}" if alike else f"{before}→{after}"
