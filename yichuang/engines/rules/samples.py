"""A few values of a type that stand for all: at, beside and between the constants that a rule compares with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from yichuang.engines.rules.days import day_of
from yichuang.engines.values import Span, Type, Value

DAY = timedelta(days=1)
OTHER = "…"  # stands for every word that is not named


def samples(
    type_: Type, constants: Iterable[Value], starts: Iterable[str] = ()
) -> list[Value] | None:
    """Values in every interval that the constants make, inside the type's bounds; None where that cannot be said.

    `starts` are beginnings of codes (`C*`). For words one further value stands for all that are not named.
    """
    named = [c for c in constants if not isinstance(c, bool)]
    if type_.kind == "yes_no":
        return [True, False]
    if type_.kind == "choice":
        return list(type_.choices)
    if type_.kind in ("text", "code", "reference", "any"):
        return _words([c for c in named if isinstance(c, str)], list(starts))
    if type_.is_day and all(isinstance(c, date) for c in named):
        return _days([c for c in named if isinstance(c, date)])
    if type_.is_span:
        return _spans([c for c in named if isinstance(c, Span)], type_)
    numbers = [Fraction(c) for c in named if isinstance(c, int | Decimal | Fraction)]
    if type_.is_number and len(numbers) == len(named):
        return _numbers(numbers, type_)
    return None


def _words(words: list[str], starts: list[str]) -> list[Value]:
    found: dict[str, None] = dict.fromkeys(words)
    for start in starts:
        found[start + OTHER] = None
    found[OTHER] = None
    return list(found)


def _days(named: list[date]) -> list[Value]:
    if not named:
        return [date(2023, 10, 19)]
    days = {day_of(day) for day in named}
    return [*sorted({d + step * DAY for d in days for step in (-1, 0, 1)})]


def _spans(named: list[Span], type_: Type) -> list[Value] | None:
    units = {s.unit for s in named}
    if len(units) > 1:
        return None
    unit = units.pop() if units else "days"
    counts = {s.n + step for s in named for step in (-1, 0, 1) if s.n + step >= 0} or {0, 1}
    return [Span(n, unit) for n in sorted(counts)]


def _numbers(named: list[Fraction], type_: Type) -> list[Value]:
    whole = type_.kind in ("integer", "money")
    low = _bound(type_.low)
    high = _bound(type_.high)
    if low is None and type_.kind in ("area", "length", "power"):
        low = Fraction(0)
    points = sorted(set(named) | {b for b in (low, high) if b is not None})
    found: set[Fraction] = set(points) or {Fraction(0)}
    for point in points:
        found |= {point - 1, point + 1}
    for left, right in pairwise(points):
        found.add((left + right) / 2)
    inside = sorted(
        n
        for n in found
        if (low is None or n >= low)
        and (high is None or n <= high)
        and (not whole or n.denominator == 1)
    )
    make: Callable[[Fraction], Any] = int if whole else _value
    return [make(n) for n in inside]


def _bound(value: Value | None) -> Fraction | None:
    return Fraction(value) if isinstance(value, int | Decimal | Fraction) else None


def _value(number: Fraction) -> Value:
    return number
