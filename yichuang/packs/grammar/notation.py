"""The notation in which places are declared: one key a line, `name[*][+group]  slot ; Chinese ; English`.

`*` the key is needed, `+group` one key of the group is needed, a line `...  slot` admits any further key.
"""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.catalogue.section_contracts import KeyDef, PlaceDef

FIRST = (
    "do",
    "type",
    "is",
    "subject",
    "extends",
    "measure",
    "item",
    "policy",
    "draw",
    "partner",
    "common",
)
LAST = ("to_be_confirmed", "note")


def place(
    name: str, zh: str, en: str, table: str, *, like: str = "", tail: str = "", order: str = ""
) -> PlaceDef:
    """A place from its table, the tables in `like` before it and those in `tail` behind it.

    The order of its keys is that of the accepted form: the key that tells the kind, those of `order`, the tables'.
    """
    keys: dict[str, KeyDef] = {}
    rest = ""
    for line in f"{like}\n{table}\n{tail}".splitlines():
        words = line.strip()
        if not words:
            continue
        head, _, doc = words.partition(";")
        spelled, slot = head.split(None, 1)
        if spelled == "...":
            rest = slot.strip()
            continue
        key = _key(spelled, slot.strip(), doc)
        keys[key.name] = key
    wanted = [*(order.split() or FIRST), *keys]
    first = [k for k in dict.fromkeys(wanted) if k in keys and k not in LAST]
    ordered = {k: keys[k] for k in (*first, *(k for k in LAST if k in keys))}
    return PlaceDef(name, Text(zh, en), ordered, rest)


def _key(spelled: str, slot: str, doc: str) -> KeyDef:
    spelled, _, group = spelled.partition("+")
    zh, _, en = doc.partition(";")
    needed = spelled.endswith("*")
    return KeyDef(spelled.rstrip("*"), slot, Text(zh.strip(), en.strip()), needed, group)


NAMED = """
zh* text ; 中文名称 ; Chinese name
en* text ; 英文名称 ; English name
"""
MAY_BE_NAMED = """
zh text ; 中文名称 ; Chinese name
en text ; 英文名称 ; English name
"""
REMARKS = """
to_be_confirmed texts ; 待确认的栏目 ; slots that are still to be confirmed
note text ; 说明，不影响含义 ; a remark, without meaning for the platform
"""
