"""Functions over lists that may be incomplete: what is not on an incomplete list may still exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from yichuang.engines.rules.meaning import COMPARE, calculate, exact, join, named, span_of, truth
from yichuang.engines.values import NONE, Listing, Number, Subject, Unknown, Value

Test = Callable[[Value], bool | Unknown]
Measure = Callable[[Value], Value]


def field(element: Value, path: tuple[str, ...], label: str, env: Any) -> Value:
    """The value at `path` of a list's element; `label` names it (`enterprise.violations.date`) where it is missing."""
    value = element
    for place, key in enumerate(path):
        if isinstance(value, Subject):
            found: Value = env.of(value, path[place:], label)
            return named(found, label) if isinstance(found, Unknown) else found
        if isinstance(value, Unknown):
            return named(value, label)
        if value is NONE:
            return NONE
        if not isinstance(value, Mapping):
            raise TypeError(f"{value!r} has no {key}")
        if key not in value:
            return Unknown(frozenset({label}))
        value = value[key]
    return named(value, label) if isinstance(value, Unknown) else value


def entries(source: Value, label: str) -> tuple[tuple[Value, ...], Unknown | None]:
    """The elements of a list and, where more may exist, the unknown that says so."""
    if isinstance(source, Listing):
        return source.items, None if source.complete else Unknown(frozenset({label}))
    if isinstance(source, Unknown):
        return (), named(source, label)
    if source is NONE:
        return (), None
    if isinstance(source, tuple):
        return source, None
    if isinstance(source, frozenset):
        return tuple(sorted(source)), None
    if isinstance(source, Mapping) and all(isinstance(v, bool | Unknown) for v in source.values()):
        return tuple(source.values()), None  # a group: its members are asked one by one
    if isinstance(source, Subject | Mapping):
        return (source,), None
    raise TypeError(f"{source!r} is not a list")


def any_of(source: Value, label: str, test: Test) -> bool | Unknown:
    """Yes where one element holds; no only for a complete list of which none can hold."""
    items, doubt = entries(source, label)
    unsettled: list[Value] = [] if doubt is None else [doubt]
    for item in items:
        answer = test(item)
        if answer is True:
            return True
        if answer is not False:
            unsettled.append(answer)
    return join(*unsettled) if unsettled else False


def every_of(source: Value, label: str, test: Test) -> bool | Unknown:
    """No where one element fails; yes only for a complete list of which none can fail."""
    items, doubt = entries(source, label)
    unsettled: list[Value] = [] if doubt is None else [doubt]
    for item in items:
        answer = test(item)
        if answer is False:
            return False
        if answer is not True:
            unsettled.append(answer)
    return join(*unsettled) if unsettled else True


def _sorted_out(
    items: tuple[Value, ...], test: Test | None
) -> Iterator[tuple[Value, bool | Unknown]]:
    for item in items:
        answer = True if test is None else test(item)
        if answer is not False:
            yield item, answer


def count_of(source: Value, label: str, test: Test | None) -> Value:
    """How many elements hold; unknown but bounded where some may or may not."""
    items, doubt = entries(source, label)
    certain = possible = 0
    doubts: list[Value] = [] if doubt is None else [doubt]
    for _, answer in _sorted_out(items, test):
        possible += 1
        if answer is True:
            certain += 1
        else:
            doubts.append(answer)
    if not doubts:
        return certain
    return Unknown(join(*doubts).missing, certain, None if doubt is not None else possible)


def sum_of(source: Value, label: str, measure: Measure, test: Test | None) -> Value:
    """The sum over the elements that hold; none if one of them has none, bounded where only some are in doubt."""
    items, doubt = entries(source, label)
    total: Value = 0
    for item, answer in _sorted_out(items, test):
        amount = measure(item)
        if answer is not True:
            amount = _perhaps(amount, join(answer))
        elif amount is NONE:
            return NONE
        total = (
            amount
            if total == 0 and not isinstance(total, Unknown)
            else calculate("+", total, amount, None)
        )
    return total if doubt is None else join(doubt, total)


def _perhaps(amount: Value, doubt: Unknown) -> Unknown:
    """An amount that counts or not: between nothing and itself."""
    ends = span_of(amount)
    if ends is None:
        return join(doubt, amount)
    low, high = ends
    zero: Number = 0
    return Unknown(
        join(doubt, amount).missing,
        None if low is None else min(low, zero),
        None if high is None else max(high, zero),
    )


def _values(
    source: Value, label: str, measure: Measure, test: Test | None
) -> list[Value] | Unknown:
    """The values of the elements that hold, or the unknown that stands in the way."""
    items, doubt = entries(source, label)
    found: list[Value] = []
    doubts: list[Value] = [] if doubt is None else [doubt]
    for item, answer in _sorted_out(items, test):
        value = measure(item)
        found.append(value)
        doubts += [v for v in (answer, value) if isinstance(v, Unknown)]
    return join(*doubts) if doubts else found


def mean_of(source: Value, label: str, measure: Measure, test: Test | None) -> Value:
    """The mean, exact; none of an empty list or where one element has none."""
    return _mean(_values(source, label, measure, test), 0)


def trimmed_mean_of(source: Value, label: str, measure: Measure, cut: Value) -> Value:
    """The mean without the `cut` lowest and `cut` highest; none where nothing is left."""
    if isinstance(cut, Unknown):
        return cut
    return _mean(_values(source, label, measure, None), int(exact(cut)))


def _mean(values: list[Value] | Unknown, cut: int) -> Value:
    if isinstance(values, Unknown):
        return values
    if any(v is NONE for v in values) or len(values) <= 2 * cut:
        return NONE
    numbers = sorted(Fraction(exact(v)) for v in values)[cut : len(values) - cut]
    return sum(numbers, Fraction(0)) / len(numbers)


def ranked(source: Value, label: str, measure: Measure, test: Test | None) -> Value:
    """The elements that hold, highest first (equal ones stay in order, those without a value last)."""
    values = _values(source, label, measure, test)
    if isinstance(values, Unknown):
        return values
    items = [item for item, _ in _sorted_out(entries(source, label)[0], test)]
    known = [(exact(v), i) for v, i in zip(values, items, strict=True) if v is not NONE]
    known.sort(key=lambda entry: entry[0], reverse=True)
    return tuple(i for _, i in known) + tuple(
        i for v, i in zip(values, items, strict=True) if v is NONE
    )


__all__ = [
    "COMPARE",
    "any_of",
    "count_of",
    "every_of",
    "field",
    "mean_of",
    "ranked",
    "sum_of",
    "trimmed_mean_of",
    "truth",
]
