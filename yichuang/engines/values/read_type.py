"""Reads the words of a `type:` slot into a Type; every fault names its place and the nearest word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from yichuang.base.text import Text
from yichuang.engines.values.faults import Fault, nearest
from yichuang.engines.values.literals import read_literal
from yichuang.engines.values.special import Value
from yichuang.engines.values.types import (
    PLAIN,
    RESERVED,
    SPANS,
    YES_NO,
    Field,
    Type,
    list_of,
    record_of,
)
from yichuang.engines.values.units import COINS, MEASURES

KINDS = sorted(
    PLAIN
    | SPANS
    | {"integer", "decimal", "money", "choice", "code", "area", "length", "power"}
    | {"reference", "group", "list"}
)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*\Z")


def parse_type(
    text: str,
    *,
    choices: Mapping[str, Text] | None = None,
    members: Iterable[Field] | None = None,
    record: Iterable[Field] | None = None,
) -> Type:
    """The type that `text` says; `choices`, `members` and `record` are the keys beside it. Raises Fault."""
    written = text.strip()
    kind, _, rest = written.partition(" ")
    rest = rest.strip()
    at = len(text) - len(text.lstrip())
    if kind not in KINDS:
        raise Fault(
            Text(f"没有“{kind}”这种类型", f"no type is called {kind!r}"),
            at,
            Text("、".join(KINDS), ", ".join(KINDS)),
            nearest(kind, KINDS),
        )
    place = at + len(written) - len(rest)
    if kind == "group":
        return _group(rest, place, members)
    if kind == "list":
        return _list(rest, place, record)
    if kind == "choice":
        return _choice(rest, place, choices)
    return READERS.get(kind, _bounded)(kind, rest, place)


def _group(rest: str, place: int, members: Iterable[Field] | None) -> Type:
    _nothing_more(rest, place)
    fields = tuple(members or ())
    for field in fields:
        if field.type.kind != "yes_no":
            raise Fault(
                Text(f"组成员 {field.key} 须为 yes_no", f"member {field.key} must be yes_no"), place
            )
    return Type("group", fields=fields)


def _list(rest: str, place: int, record: Iterable[Field] | None) -> Type:
    if rest.startswith("of "):
        subject = rest[3:].strip()
        _name(subject, place + 3)
        return list_of(Type("reference", targets=(subject,)))
    _nothing_more(rest, place)
    return list_of(record_of(record or ()))


def _choice(rest: str, place: int, names: Mapping[str, Text] | None) -> Type:
    codes = tuple(c.strip() for c in rest.split("|")) if rest else tuple(names or ())
    for code in codes:
        if code in RESERVED or not CODE.match(code):
            raise Fault(
                Text(f"“{code}”不能作选项代码", f"{code!r} cannot be the code of a choice"),
                place + max(rest.find(code), 0),
                Text("英文代码，且不是保留字", "an English code that is not a reserved word"),
            )
    if not codes or len(set(codes)) != len(codes):
        raise Fault(
            Text("选项缺失或重复", "no choices, or one twice"),
            place,
            Text("a | b | c", "a | b | c"),
        )
    for code in names or ():
        if code not in codes:
            raise Fault(
                Text(f"没有选项 {code}", f"no choice {code}"), place, None, nearest(code, codes)
            )
    return Type("choice", choices=codes, names=tuple((names or {}).items()))


def _reference(kind: str, rest: str, place: int) -> Type:
    targets = tuple(t.strip() for t in rest.split("|")) if rest else ()
    if not targets:
        raise Fault(
            Text("缺少主体", "no subject"), place, Text("reference 主体", "reference SUBJECT")
        )
    for target in targets:
        _name(target, place + rest.find(target))
    return Type(kind, targets=targets)


def _code(kind: str, rest: str, place: int) -> Type:
    _name(rest, place)
    return Type(kind, checker=rest)


def _text(kind: str, rest: str, place: int) -> Type:
    if rest and not rest.isdigit():
        raise Fault(
            Text("长度须为整数", "the length must be a whole number"),
            place,
            Text("text 60", "text 60"),
        )
    return Type(kind, length=int(rest) if rest else None)


def _measure(kind: str, rest: str, place: int) -> Type:
    base = {"area": "㎡", "length": "m", "power": "kW"}[kind]
    bounds, _, unit = rest.rpartition(" ") if ".." in rest else ("", "", rest)
    known = MEASURES[kind].get(unit) if unit else (base, 1)
    if known is None:
        raise Fault(
            Text(f"“{unit}”不是{kind}的单位", f"{unit!r} is no unit of {kind}"),
            place,
            Text("、".join(MEASURES[kind]), ", ".join(MEASURES[kind])),
            nearest(unit, MEASURES[kind]),
        )
    plain = Type(kind, unit=known[0])
    return _with_bounds(plain, bounds and f"{bounds} {unit}", place)


def _money(kind: str, rest: str, place: int) -> Type:
    word, _, bounds = (
        rest.partition(" ") if rest[:1].isalpha() and rest[:1].isascii() else ("cny", "", rest)
    )
    if word not in COINS:
        raise Fault(
            Text(f"没有币种 {word}", f"no currency {word}"),
            place,
            Text("、".join(COINS)),
            nearest(word, COINS),
        )
    return _with_bounds(Type(kind, currency=word), bounds.strip(), place)


def _bounded(kind: str, rest: str, place: int) -> Type:
    scale, unit = None, kind if kind in SPANS and kind != "duration" else ""
    if kind == "decimal" and (found := re.match(r"(\d+)(?=\s|\Z)", rest)):
        scale, rest = int(found.group()), rest[found.end() :].strip()
    if kind in ("integer", "decimal"):
        found = re.match(r"(\S*\.\.\S*)?\s*(.*)\Z", rest)
        rest, unit = (found.group(1) or "", found.group(2)) if found else (rest, "")
        if unit and unit[0].isdigit():
            raise Fault(
                Text(f"看不懂“{unit}”", f"cannot read {unit!r}"),
                place,
                Text("0..20 人", "0..20 人"),
            )
    return _with_bounds(Type(kind, unit=unit, scale=scale), rest, place)


def _with_bounds(plain: Type, bounds: str, place: int) -> Type:
    if not bounds:
        return plain
    low, high = read_bounds(bounds, plain, place)
    return Type(plain.kind, low, high, unit=plain.unit, scale=plain.scale, currency=plain.currency)


def read_bounds(text: str, type_: Type, place: int = 0) -> tuple[Value | None, Value | None]:
    """Both ends of `1 day..5 days`, `0..20`, `0..20 %` (an end without unit takes the other's). Raises Fault."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    if not dots or not (first or last):
        raise Fault(
            Text("界限须写作 下限..上限", "bounds are written low..high"),
            place,
            Text("0..20", "0..20"),
        )
    if first and last and re.fullmatch(r"-?[\d.]+(/\d+)?", first) and " " in last:
        first = f"{first} {last.split(' ', 1)[1]}"
    low = read_literal(first, type_.free()) if first else None
    high = read_literal(last, type_.free()) if last else None
    return low, high


def _nothing_more(rest: str, place: int) -> None:
    if rest:
        raise Fault(Text(f"多出“{rest}”", f"unexpected {rest!r}"), place)


def _name(word: str, place: int) -> None:
    if not NAME.match(word):
        raise Fault(
            Text(f"“{word}”不是名称", f"{word!r} is not a name"),
            place,
            Text("英文名称", "an English name"),
        )


def _alone(kind: str, rest: str, place: int) -> Type:
    _nothing_more(rest, place)
    return YES_NO if kind == "yes_no" else Type(kind)


READERS: dict[str, Callable[[str, str, int], Type]] = {
    "reference": _reference,
    "code": _code,
    "text": _text,
    "area": _measure,
    "length": _measure,
    "power": _measure,
    "money": _money,
    **dict.fromkeys(("yes_no", "date", "moment", "place", "shape", "file"), _alone),
}
