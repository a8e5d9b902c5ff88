"""The reference of the pack language, made from the grammar, the reserved roles and the rule language's functions.

`docs/reference/packs.md` is this function's answer; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.engines.rules import FUNCTIONS
from yichuang.kernel.catalogue.section import reserved
from yichuang.kernel.catalogue.section_contracts import PlaceDef
from yichuang.packs.grammar.all import GRAMMAR, Grammar
from yichuang.packs.grammar.words import EXAMPLE_VERBS, RESERVED, THEN, WORDS

HEAD = """# Pack language: reference

Generated from the grammar by `bin/yichuang packs reference`; do not edit.
How a measure is said in data, by example: `docs/tutorial.md`.

A key with `*` is needed; of keys with the same word in the third column one is needed.
The slot says what may stand there:

| slot | what stands there |
|---|---|
"""

SLOTS = (
    ("text, texts", "文字；一个或清单", "text; one or a list"),
    ("yes", "yes 或 no", "yes or no"),
    ("int, day", "整数；年-月-日", "a whole number; a date"),
    (
        "type",
        "类型：text、integer 0..20 人、money、reference X、list of X ...",
        "a type with unit and bounds",
    ),
    ("rule", "规则，答案为是、否或未知", "a rule: yes, no or unknown"),
    ("value", "带单位的字面值，或 = 表达式", "a literal with unit, or = and an expression"),
    ("name, names", "点分名称，如 works.voltage", "dotted names"),
    ("ref X, refs X", "已有的 X 的键", "keys of existing X"),
    ("word X", "下列词之一", "one of the words below"),
    ("then", "接着怎样：go、refuse、task 岗位 ...", "what follows"),
    ("map X", "键：X，每键一个", "a map from keys to X"),
    ("place X", "一个 X", "one X"),
    ("loop", "变量 in 清单", "x in list"),
    ("service", "对接方.消息", "partner.message"),
)


def reference(grammar: Grammar = GRAMMAR) -> str:
    """The whole page."""
    return HEAD + "\n".join(_lines(grammar)) + "\n"


def _lines(grammar: Grammar) -> Iterator[str]:
    yield from (f"| `{slot}` | {zh} {en} |" for slot, zh, en in SLOTS)
    yield ""
    yield "## Places"
    for place in grammar.places.values():
        yield from _place(place)
    yield from _words()
    yield from _roles()
    yield ""
    yield "## Functions of rules"
    yield ""
    yield ", ".join(f"`{name}`" for name in sorted(FUNCTIONS))


def _place(place: PlaceDef) -> Iterator[str]:
    yield ""
    yield f"### {place.name}"
    yield ""
    yield f"{place.doc.zh}。{place.doc.en[:1].upper()}{place.doc.en[1:]}."
    if place.rest:
        yield f"Further keys: `{place.rest}`."
    if not place.keys:
        return
    yield ""
    yield "| key | slot | one of | meaning |"
    yield "|---|---|---|---|"
    for key in place.keys.values():
        star = "*" if key.needed and not key.one_of else ""
        yield f"| `{key.name}`{star} | `{key.slot}` | {key.one_of} | {key.doc.zh} {key.doc.en} |"


def _words() -> Iterator[str]:
    yield ""
    yield "## Words"
    yield ""
    yield "| list | words |"
    yield "|---|---|"
    for name, words in WORDS.items():
        yield f"| `{name}` | {', '.join(words)} |"
    yield f"| `then` | {', '.join(THEN)}, task POST, task department X, escalate POST, replace DRAW |"
    yield f"| reserved, never a key | {', '.join(RESERVED)} |"
    yield f"| verbs of examples | {', '.join(EXAMPLE_VERBS)} |"


def _roles() -> Iterator[str]:
    yield ""
    yield "## Roles that no pack declares"
    for role, name in reserved.ROLES.items():
        parts = {**reserved.PLAIN_ROLES.get(role, {}), **reserved.KEYED_ROLES.get(role, {})}
        yield ""
        yield f"### role {role}"
        yield ""
        yield f"{name.zh}。{name.en}."
        if parts:
            yield ""
            yield "| part | type | meaning |"
            yield "|---|---|---|"
            yield from (f"| `{k}` | {p.type} | {p.name.zh} {p.name.en} |" for k, p in parts.items())
