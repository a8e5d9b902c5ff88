"""Values as people read them, in both languages: `36 万元`, `2023 年 11 月 24 日`, `7 个工作日`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from yichuang.base.text import Text
from yichuang.engines.values.literals import SHANGHAI, half_up
from yichuang.engines.values.special import NONE, Listing, Span, Subject, Unknown, Value
from yichuang.engines.values.types import ANY, Type
from yichuang.engines.values.units import (
    COIN_NAMES,
    COINS,
    SPAN_NAMES,
    UNIT_NAMES,
    exact_decimal,
    plain,
)

SHAPE_NAMES = {
    "Point": ("点", "point"),
    "LineString": ("线", "line"),
    "MultiLineString": ("多条线", "lines"),
    "Polygon": ("面", "area"),
    "MultiPolygon": ("多个面", "areas"),
}
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def show(value: Value, type_: Type, lang: str = "zh") -> str:
    """The value in words for people who read `lang` ("zh" or "en")."""
    return show_both(value, type_).show(lang)


def show_both(value: Value, type_: Type = ANY) -> Text:
    """The value in words, in both languages; a type of kind "any" goes by the value alone."""
    if isinstance(value, Unknown):
        return _unknown(value, type_)
    if value is NONE:
        return Text("无", "none")
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, Span):
        return _span(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int | Decimal | Fraction):
        return _number(value, type_)
    if isinstance(value, str) and type_.kind == "shape":
        return _shape(value)
    if isinstance(value, str):
        return type_.name_of(value) if type_.kind == "choice" else Text(value, value)
    return _many(value, type_)


def _unknown(value: Unknown, type_: Type) -> Text:
    low = show_both(value.low, type_) if value.low is not None else None
    high = show_both(value.high, type_) if value.high is not None else None
    if low and high:
        return Text(
            f"未知（在 {low.zh} 与 {high.zh} 之间）", f"unknown (between {low.en} and {high.en})"
        )
    if low:
        return Text(f"未知（至少 {low.zh}）", f"unknown (at least {low.en})")
    if high:
        return Text(f"未知（至多 {high.zh}）", f"unknown (at most {high.en})")
    return Text("未知", "unknown")


def _span(span: Span) -> Text:
    zh, en = SPAN_NAMES[span.unit]
    return Text(f"{span.n:,} {zh}", f"{span.n:,} {en}{'' if abs(span.n) == 1 else 's'}")


def _day(day: date) -> Text:
    clock = ""
    if isinstance(day, datetime):
        day = day.astimezone(SHANGHAI)
        clock = f" {day:%H:%M}"
    zh = f"{day.year} 年 {day.month} 月 {day.day} 日"
    return Text(zh + clock, f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}{clock}")


def _number(value: int | Decimal | Fraction, type_: Type) -> Text:
    if type_.kind == "money":
        return _money(Fraction(value), type_.currency or "cny")
    if type_.kind == "share":
        return _share(Fraction(value))
    number = _digits(Fraction(value))
    zh, en = UNIT_NAMES.get(type_.unit, (type_.unit, type_.unit))
    return Text(f"{number} {zh}".rstrip(), f"{number} {en}".rstrip())


def _share(value: Fraction) -> Text:
    percent = exact_decimal(value * 100, 6)
    if percent is not None:
        return Text(f"{format(percent, 'f')}%", f"{format(percent, 'f')}%")
    return Text(str(value), str(value))


def _money(coins: Fraction, currency: str) -> Text:
    zh, en = COIN_NAMES[currency]
    units = coins / COINS[currency]
    whole = format(half_up(units, 2), ",.2f").removesuffix(".00")
    english = f"{whole} {en}"
    for word, factor, step in (("亿", 100_000_000, 1_000_000), ("万", 10_000, 100)):
        if abs(units) >= factor and units % step == 0:
            return Text(f"{_digits(units / factor)} {word}{zh}", english)
    return Text(f"{whole} {zh}", english)


def _digits(value: Fraction) -> str:
    exact = exact_decimal(value, 12)
    return format(plain(half_up(value, 6) if exact is None else exact), ",f")


def _shape(text: str) -> Text:
    """A shape on the map: what it is and how many points draw it; text that is no GeoJSON as it stands."""
    try:
        read = json.loads(text)
    except ValueError:
        return Text(text, text)
    if not isinstance(read, dict) or read.get("type") not in SHAPE_NAMES:
        return Text(text, text)
    zh, en = SHAPE_NAMES[read["type"]]
    count = _points(read.get("coordinates"))
    return Text(f"{zh}，{count} 个点", f"{en}, {count} point{'' if count == 1 else 's'}")


def _points(coordinates: object) -> int:
    if not isinstance(coordinates, list):
        return 0
    if coordinates and not isinstance(coordinates[0], list):
        return 1
    return sum(_points(inner) for inner in coordinates)


def _many(value: Value, type_: Type) -> Text:
    if isinstance(value, Subject):
        return Text(value.id, value.id)
    if isinstance(value, Listing):
        tail = Text("", "") if value.complete else Text("（可能不全）", " (perhaps more)")
        count = len(value)
        return Text(
            f"{count} 条{tail.zh}", f"{count} {'entry' if count == 1 else 'entries'}{tail.en}"
        )
    if isinstance(value, Mapping):
        return _members(value, type_)
    if isinstance(value, frozenset | tuple):
        words = [
            show_both(v, type_.of or ANY)
            for v in (sorted(value) if isinstance(value, frozenset) else value)
        ]
        return Text(
            "、".join(w.zh for w in words) or "无", ", ".join(w.show("en") for w in words) or "none"
        )
    raise TypeError(f"cannot show {type(value).__name__}")


def _members(value: Mapping[str, Value], type_: Type) -> Text:
    if type_.kind == "group":
        chosen = [
            f.name if f.name.zh else Text(f.key, f.key)
            for f in type_.fields
            if value.get(f.key) is True
        ]
        return Text(
            "、".join(c.zh for c in chosen) or "无",
            ", ".join(c.show("en") for c in chosen) or "none",
        )
    parts = []
    for key, entry in value.items():
        field = type_.field(key)
        name = field.name if field and field.name.zh else Text(key, key)
        parts.append((name, show_both(entry, field.type if field else ANY)))
    return Text(
        "；".join(f"{n.zh} {v.zh}" for n, v in parts),
        "; ".join(f"{n.show('en')} {v.show('en')}" for n, v in parts),
    )
