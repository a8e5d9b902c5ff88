"""The functions of values alone, and the road of all others to the caller (`Env.call`)."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from yichuang.engines.rules import days
from yichuang.engines.rules.meaning import alike, exact, join, order, pair
from yichuang.engines.rules.tree import Path
from yichuang.engines.values import NONE, Unknown, Value, half_up


def strict(values: tuple[Value, ...]) -> Value | None:
    """None where all values are there; else what a strict function gives: none before unknown."""
    if any(v is NONE for v in values):
        return NONE
    return join(*values) if any(isinstance(v, Unknown) for v in values) else None


def least(env: Any, *values: Value) -> Value:
    """The smallest of comparable values."""
    return min(values, key=_key(values))


def greatest(env: Any, *values: Value) -> Value:
    """The largest of comparable values."""
    return max(values, key=_key(values))


def _key(values: tuple[Value, ...]) -> Callable[[Value], Any]:
    for value in values[1:]:
        pair(values[0], value)  # refuses what cannot be compared
    if any(isinstance(v, date) for v in values) and len({type(v) for v in values}) > 1:
        return lambda v: days.day_of(v) if isinstance(v, date) else v
    return order


def nullif(env: Any, value: Value, other: Value) -> Value:
    """None where both are equal, else the first."""
    return NONE if alike(value, other) else value


def ceil(env: Any, value: Value) -> Value:
    """The next whole number upward."""
    return math.ceil(exact(value))


def round_fen(env: Any, value: Value) -> Value:
    """Money to the fen, half up."""
    return int(half_up(Fraction(exact(value)), 0))


def is_odd(env: Any, value: Value) -> Value:
    """Whether a whole number is odd."""
    return exact(value) % 2 == 1


def _day(value: Value) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a day")
    return value


def years_between(env: Any, first: Value, last: Value) -> Value:
    """Completed years."""
    return days.whole_years(_day(first), _day(last))


def days_between(env: Any, first: Value, last: Value) -> Value:
    """Natural days from one to the other."""
    return (days.day_of(_day(last)) - days.day_of(_day(first))).days


def start_of_year(env: Any, value: Value) -> Value:
    """1 January of that year."""
    return date(days.day_of(_day(value)).year, 1, 1)


def end_of_year(env: Any, value: Value) -> Value:
    """31 December of that year."""
    return date(days.day_of(_day(value)).year, 12, 31)


def begins(env: Any, value: Value, start: Value) -> Value:
    """Whether a code begins so: the `C*` of a table's cell."""
    return str(value).startswith(str(start))


PURE: dict[str, Callable[..., Value]] = {
    "LEAST": least,
    "GREATEST": greatest,
    "NULLIF": nullif,
    "ceil": ceil,
    "round_fen": round_fen,
    "is_odd": is_odd,
    "years_between": years_between,
    "days_between": days_between,
    "start_of_year": start_of_year,
    "end_of_year": end_of_year,
    "begins": begins,
}


def call(env: Any, function: str, *values: Value) -> Value:
    """A strict function of its values: our own, or the caller's."""
    stop = strict(values)
    if stop is not None:
        return False if function == "begins" and stop is NONE else stop
    own = PURE.get(function)
    result: Value = own(env, *values) if own is not None else env.call(function, values)
    return result


def about(env: Any, function: str, path: Path, value: Value) -> Value:
    """A function of a named datum: the caller gets its path and its value."""
    stop = strict((value,))
    result: Value = stop if stop is not None else env.call(function, (path, value))
    return result


def is_none(value: Value) -> bool | Unknown:
    """Yes where the source says there is none; a bounded unknown is a number, so no."""
    if isinstance(value, Unknown):
        return False if value.bounded else value
    return value is NONE


def first_of(*values: Value) -> Value:
    """The first that is not none."""
    for value in values:
        if value is not NONE:
            return value
    return NONE
