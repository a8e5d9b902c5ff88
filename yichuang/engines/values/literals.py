"""Reads what stands in a slot of known type: `10 万元`, `50 %`, `2 years`, `2023-10-19`, `yes`, `none`, `unknown`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

from yichuang.base.text import Text
from yichuang.engines.values.faults import Fault, nearest
from yichuang.engines.values.special import (
    MONTHS,
    NONE,
    SECONDS,
    UNKNOWN,
    Listing,
    Record,
    Span,
    Subject,
    Value,
)
from yichuang.engines.values.types import SPANS, Type
from yichuang.engines.values.units import (
    AREA,
    COIN_NAMES,
    MEASURES,
    MONEY,
    SHARES,
    exact_decimal,
    plain,
)
from yichuang.engines.values.units import SPANS as SPAN_WORDS

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?(?:/\d+)?)\s*(.*)\Z", re.DOTALL)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def read_literal(text: str, type_: Type) -> Value:
    """The value that `text` writes for a slot of this type, bounds and choices checked. Raises Fault."""
    written = text.strip()
    if written == "unknown":
        return UNKNOWN
    if written == "none" and type_.kind not in ("group", "list"):
        return NONE
    reader = READERS.get(type_.kind)
    if reader is None:
        raise Fault(Text(f"此处不能写{type_.kind}", f"a {type_.kind} cannot be written here"))
    value = reader(written, type_)
    _within(value, type_, written)
    return value


def read_amount(text: str) -> tuple[Fraction, str, int]:
    """Number, unit ("" without one) and the place of the unit in `10 万元`. Raises Fault."""
    found = AMOUNT.match(text)
    if found is None or found.group(1).endswith("/0"):
        raise Fault(
            Text(f"“{text}”不是数", f"{text!r} is not a number"), 0, Text("数字", "a number")
        )
    return Fraction(found.group(1)), found.group(2).strip(), found.start(2)


def read_money(number: Fraction, unit: str, place: int = 0) -> tuple[int, str]:
    """Smallest coins and currency of `number` in `unit` (元 万元 亿元 万美元 ...). Raises Fault."""
    if unit not in MONEY:
        words = Text(f"“{unit}”不是货币单位", f"{unit!r} is no unit of money")
        raise Fault(
            words
            if unit
            else Text("金额要写单位，如 400 元", "money needs its unit, such as 400 元"),
            place,
            Text("元、万元、亿元", "元、万元、亿元"),
            nearest(unit, MONEY),
        )
    currency, factor = MONEY[unit]
    coins = number * factor
    if coins.denominator != 1:
        raise Fault(Text("金额须精确到分", "money is exact to the fen"), place)
    return coins.numerator, currency


def read_span(number: Fraction, unit: str, place: int = 0) -> Span:
    """The span of `2 years` or `5 working_days`. Raises Fault."""
    if unit not in SPAN_WORDS:
        words = Text(f"“{unit}”不是时间单位", f"{unit!r} is no unit of time")
        raise Fault(
            words
            if unit
            else Text(
                "时间要写单位，如 5 working_days", "a time needs its unit, such as 5 working_days"
            ),
            place,
            Text(
                "days, working_days, months, years, hours, minutes",
                "days, working_days, months, years ...",
            ),
            nearest(unit, SPAN_WORDS),
        )
    if number.denominator != 1:
        raise Fault(Text("时间须为整数", "a length of time is a whole number"), place)
    return Span(number.numerator, SPAN_WORDS[unit])


def read_measure(number: Fraction, unit: str, kind: str, place: int = 0) -> tuple[Decimal, str]:
    """The value in its base unit and that unit (`1.2 km` is 1200 m). Raises Fault.

    A 亩 is 2000/3 ㎡ and need not come out even: it is rounded half up to 0.01 ㎡.
    """
    table = MEASURES[kind]
    if unit not in table:
        known = Text("、".join(table), ", ".join(table))
        raise Fault(
            Text(f"“{unit}”不是{kind}的单位", f"{unit!r} is no unit of {kind}"),
            place,
            known,
            nearest(unit, table),
        )
    base, factor = table[unit]
    exact = exact_decimal(number * factor)
    if exact is None and table is AREA:
        exact = half_up(number * factor, 2)
    if exact is None:
        raise Fault(Text("数值不能精确表示", "the value cannot be kept exactly"), place)
    return exact, base


def half_up(value: Fraction, places: int) -> Decimal:
    """Rounded to `places` digits, a half away from zero, as money and areas are rounded by custom."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def _money(text: str, type_: Type) -> Value:
    number, unit, place = read_amount(text)
    if not unit and number == 0:
        return 0
    coins, currency = read_money(number, unit, place)
    if type_.currency and currency != type_.currency:
        name = COIN_NAMES[type_.currency][0]
        raise Fault(
            Text(f"币种须为{name}", f"the currency must be {type_.currency}"),
            place,
            Text(name, name),
        )
    return coins


def _integer(text: str, type_: Type) -> Value:
    number, unit, place = read_amount(text)
    _counted(unit, type_, place)
    if number.denominator != 1:
        raise Fault(Text("须为整数", "must be a whole number"))
    return number.numerator


def _decimal(text: str, type_: Type) -> Value:
    number, unit, place = read_amount(text)
    _counted(unit, type_, place)
    exact = exact_decimal(number, 12 if type_.scale is None else type_.scale)
    if exact is None:
        raise Fault(
            Text(f"小数至多 {type_.scale or 12} 位", f"at most {type_.scale or 12} decimals"), 0
        )
    return exact


def _counted(unit: str, type_: Type, place: int) -> None:
    if unit and unit != type_.unit:
        expected = Text(type_.unit or "不带单位", type_.unit or "no unit")
        raise Fault(
            Text(f"单位“{unit}”不符", f"the unit {unit!r} does not fit"),
            place,
            expected,
            type_.unit,
        )


def _share(text: str, type_: Type) -> Value:
    number, unit, place = read_amount(text)
    if unit and unit not in SHARES:
        raise Fault(
            Text(f"单位“{unit}”不符", f"the unit {unit!r} does not fit"), place, Text("%", "%"), "%"
        )
    return number * SHARES.get(unit, Fraction(1))


def _measure(text: str, type_: Type) -> Value:
    number, unit, place = read_amount(text)
    if not unit and number == 0:
        return Decimal(0)
    value, base = read_measure(number, unit, type_.kind, place)
    if type_.unit and base != type_.unit:
        raise Fault(
            Text(f"单位须为 {type_.unit}", f"the unit must be {type_.unit}"),
            place,
            None,
            type_.unit,
        )
    return value


def _span(text: str, type_: Type) -> Value:
    number, unit, place = read_amount(text)
    span = read_span(number, unit, place)
    fits = type_.kind == "duration" or span.unit == type_.kind
    calendar = span.unit in MONTHS and type_.kind in MONTHS
    exact = (
        span.unit in SECONDS and type_.kind in SECONDS and span.amount % SECONDS[type_.kind] == 0
    )
    if exact and not fits:
        return Span(span.amount // SECONDS[type_.kind], type_.kind)
    if calendar and not fits and span.amount % MONTHS[type_.kind] == 0:
        return Span(span.amount // MONTHS[type_.kind], type_.kind)
    if not fits:
        raise Fault(
            Text(f"时间单位须为 {type_.kind}", f"the unit of time must be {type_.kind}"),
            place,
            None,
            type_.kind,
        )
    return span


def _yes_no(text: str, type_: Type) -> Value:
    if text not in ("yes", "no"):
        raise Fault(
            Text(f"“{text}”不是 yes 或 no", f"{text!r} is not yes or no"),
            0,
            Text("yes 或 no", "yes or no"),
        )
    return text == "yes"


def read_day(text: str) -> date:
    """The date that `2023-10-19` writes. Raises Fault."""
    try:
        if not DAY.match(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise Fault(
            Text(f"“{text}”不是日期", f"{text!r} is not a date"),
            0,
            Text("年-月-日，如 2023-10-19", "like 2023-10-19"),
        ) from None


def _date(text: str, type_: Type) -> Value:
    return read_day(text)


def _moment(text: str, type_: Type) -> Value:
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        raise Fault(
            Text(f"“{text}”不是时刻", f"{text!r} is not a moment"),
            0,
            Text("2023-10-19 09:00", "2023-10-19 09:00"),
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _choice(text: str, type_: Type) -> Value:
    if text not in type_.choices:
        raise Fault(
            Text(f"没有选项“{text}”", f"no choice {text!r}"),
            0,
            Text(" | ".join(type_.choices), " | ".join(type_.choices)),
            nearest(text, type_.choices),
        )
    return text


def _words(text: str, type_: Type) -> Value:
    if type_.length is not None and len(text) > type_.length:
        raise Fault(
            Text(f"超过 {type_.length} 字", f"longer than {type_.length} characters"), type_.length
        )
    return text


def _group(text: str, type_: Type) -> Value:
    keys = [f.key for f in type_.fields]
    if text in ("none", "all"):
        return Record.of(dict.fromkeys(keys, text == "all"))
    chosen = {c.strip() for c in re.split(r"[|,]", text.strip("[]")) if c.strip()}
    for word in sorted(chosen - set(keys)):
        raise Fault(
            Text(f"没有成员 {word}", f"no member {word}"),
            text.find(word),
            None,
            nearest(word, keys),
        )
    return Record.of({key: key in chosen for key in keys})


def _list(text: str, type_: Type) -> Value:
    if text in ("none", "[]"):
        return Listing((), None, complete=True)
    element = type_.of
    if element is None or element.kind == "record":
        raise Fault(Text("清单须逐条填写", "write a list entry by entry"), 0, Text("none", "none"))
    words = [w.strip() for w in text.strip("[]").split(",") if w.strip()]
    return Listing(tuple(read_literal(w, element) for w in words), None, complete=True)


def _reference(text: str, type_: Type) -> Value:
    kind, colon, key = text.partition(":")
    if colon and kind in type_.targets:
        return Subject(kind, key)
    return Subject(type_.targets[0] if len(type_.targets) == 1 else "", text)


def _within(value: Value, type_: Type, text: str) -> None:
    for bound, below in ((type_.low, True), (type_.high, False)):
        if bound is None or isinstance(bound, str):
            continue
        mine, limit = _order(value), _order(bound)
        if (mine < limit) if below else (mine > limit):
            word = Text(
                f"不低于 {bound}" if below else f"不超过 {bound}",
                f"at {'least' if below else 'most'} {bound}",
            )
            raise Fault(Text(f"“{text}”超出范围", f"{text!r} is out of bounds"), 0, word)


def _order(value: Value) -> Fraction:
    if isinstance(value, Span):
        return Fraction(value.amount)
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if isinstance(value, int | Decimal | Fraction):
        return Fraction(value)
    raise TypeError(f"no order among {type(value).__name__}")


READERS: dict[str, Callable[[str, Type], Value]] = {
    "money": _money,
    "integer": _integer,
    "decimal": _decimal,
    "share": _share,
    "area": _measure,
    "length": _measure,
    "power": _measure,
    "yes_no": _yes_no,
    "date": _date,
    "moment": _moment,
    "choice": _choice,
    "group": _group,
    "list": _list,
    "reference": _reference,
    **dict.fromkeys(SPANS, _span),
    **dict.fromkeys(("text", "code", "file", "place", "shape"), _words),
}

__all__ = [
    "SHANGHAI",
    "half_up",
    "plain",
    "read_amount",
    "read_day",
    "read_literal",
    "read_measure",
    "read_money",
    "read_span",
]
