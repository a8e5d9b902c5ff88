"""Literals inside rules: a number with its unit, a quoted text, a day."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from yichuang.base.text import Text
from yichuang.engines.rules.lexer import KEYWORDS, Word
from yichuang.engines.rules.tree import Literal
from yichuang.engines.values import DATE, DECIMAL, INTEGER, SHARE, TEXT, Fault, Type, Value
from yichuang.engines.values.literals import read_day, read_measure, read_money, read_span
from yichuang.engines.values.units import MEASURES, MONEY, SHARES, SPANS, kind_of_unit


def literal_of(word: Word, *, negative: bool = False) -> Literal:
    """The literal that a word writes. Raises Fault."""
    if word.kind == "text":
        return Literal(word.text[1:-1].replace("''", "'"), TEXT, word.at, word.end)
    if word.kind == "day":
        try:
            return Literal(read_day(word.text), DATE, word.at, word.end)
        except Fault as fault:
            raise fault.moved(word.at) from None
    number = -Fraction(word.text) if negative else Fraction(word.text)
    value, type_ = _amount(number, word)
    return Literal(value, type_, word.at, word.end)


def _amount(number: Fraction, word: Word) -> tuple[Value, Type]:
    unit, place = word.unit, word.unit_at
    if not unit:
        if "." in word.text:
            return Decimal(word.text) * (-1 if number < 0 else 1), DECIMAL
        return number.numerator, INTEGER
    if unit in MONEY:
        coins, currency = read_money(number, unit, place)
        return coins, Type("money", currency=currency)
    if unit in SHARES:
        return number * SHARES[unit], SHARE
    if unit in SPANS:
        span = read_span(number, unit, place)
        return span, Type(span.unit, unit=span.unit)
    kind = kind_of_unit(unit)
    if kind in MEASURES:
        value, base = read_measure(number, unit, str(kind), place)
        return value, Type(str(kind), unit=base)
    if unit.upper() in KEYWORDS:
        words = Text(f"“{unit}”要大写", f"{unit!r} is written in capitals")
        raise Fault(words, place, nearest=unit.upper())
    if unit[0].isascii() and "/" not in unit:
        read_span(number, unit, place)  # names the unit that was meant
        raise Fault(Text(f"没有单位 {unit}", f"no unit {unit}"), place)
    if unit[0] in "万亿" and "/" not in unit:
        read_money(number, unit, place)  # `10 万` alone says no unit
    if number.denominator == 1:
        return number.numerator, replace(INTEGER, unit=unit)
    return Decimal(word.text), replace(DECIMAL, unit=unit)
