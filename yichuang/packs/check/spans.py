"""Lengths of time that slots name, and whether one is surely longer than another."""

from __future__ import annotations

from yichuang.engines.values import Fault, Span, read_literal
from yichuang.engines.values import Type as ValueType
from yichuang.kernel.catalogue.contracts import Expression
from yichuang.kernel.catalogue.section import World

DURATION = ValueType("duration")
DAYS = {"days": 1, "months": 28, "years": 365}
MOST_DAYS = {"days": 1, "months": 31, "years": 366}


def longest(slot: Expression | None, world: World, pack: str) -> Span | None:
    """The longest that a slot may be: a literal, or a parameter's upper bound; None where it depends on facts."""
    if slot is None:
        return None
    text = slot.text.strip()
    if text.startswith(":"):
        found = world.parameter(text[1:], pack)
        if found is None:
            return None
        text = found.definition.bounds.partition("..")[2] or found.definition.default
    try:
        value = read_literal(text, DURATION)
    except Fault:
        return None
    return value if isinstance(value, Span) else None


def longer(one: Span, other: Span) -> bool:
    """Whether a span is surely longer: a working day is at least a day, five of them at least seven days."""
    if one.family == other.family:
        return one.amount > other.amount
    least, most = _least_days(one), _most_days(other)
    return least is not None and most is not None and least > most


def _least_days(span: Span) -> int | None:
    if span.unit == "working_days":
        return span.n + 2 * ((span.n - 1) // 5) if span.n else 0
    return span.n * DAYS[span.unit] if span.unit in DAYS else None


def _most_days(span: Span) -> int | None:
    if span.unit == "working_days":
        return span.n + 2 * (span.n // 5 + 1) + 8
    return span.n * MOST_DAYS[span.unit] if span.unit in DAYS else None
