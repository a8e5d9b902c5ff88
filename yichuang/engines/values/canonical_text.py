"""One canonical text for every value, for storage and digests: equal values, equal text, and back without loss.

`none` is written `none`; a text that reads "none" or begins with an apostrophe gets an apostrophe in front.
Unknown has no text: what nobody has said is not stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from yichuang.engines.values.literals import half_up
from yichuang.engines.values.special import (
    NONE,
    Listing,
    Nothing,
    Record,
    Span,
    Subject,
    Unknown,
    Value,
)
from yichuang.engines.values.types import SPANS, WORDS, YES_NO, Type
from yichuang.engines.values.units import exact_decimal, plain

T = TypeVar("T")


def canonical(value: Value, type_: Type) -> str:
    """The one text of this value. Raises ValueError for unknown and for a value that is not of the type."""
    if value is NONE:
        return "none"
    if isinstance(value, Unknown):
        raise ValueError("unknown is not stored")
    kind = type_.kind
    if kind in WORDS:
        text = _expect(value, str)
        return "'" + text if text == "none" or text.startswith("'") else text
    if kind in ("integer", "money"):
        return str(_whole(value))
    if kind in ("decimal", "area", "length", "power"):
        return _decimal(value, type_)
    if kind in SPANS:
        return str(_expect(value, Span))
    return _other(value, type_)


def _other(value: Value, type_: Type) -> str:
    kind = type_.kind
    if kind == "share":
        return str(_fraction(value))
    if kind == "yes_no":
        return "yes" if _expect(value, bool) else "no"
    if kind == "date":
        day = _expect(value, date)
        if isinstance(day, datetime):
            raise ValueError("a moment is not a date")
        return day.isoformat()
    if kind == "moment":
        return _expect(value, datetime).astimezone(UTC).isoformat().replace("+00:00", "Z")
    if kind == "reference":
        return str(_expect(value, Subject))
    if kind in ("group", "record", "list"):
        return json.dumps(
            _tree(value, type_), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
    raise ValueError(f"no canonical text for {kind}")


def from_canonical(text: str, type_: Type) -> Value:
    """The value whose canonical text this is. Raises ValueError where it is none of the type."""
    if text == "none":
        return NONE
    kind = type_.kind
    if kind in WORDS:
        return text.removeprefix("'")
    if kind in ("integer", "money"):
        return int(text)
    if kind in ("decimal", "area", "length", "power"):
        return Decimal(text)
    if kind in SPANS:
        n, _, unit = text.partition(" ")
        return Span(int(n), unit)
    return _read_other(text, type_)


def _read_other(text: str, type_: Type) -> Value:
    kind = type_.kind
    if kind == "share":
        return Fraction(text)
    if kind == "yes_no" and text in ("yes", "no"):
        return text == "yes"
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "moment":
        return datetime.fromisoformat(text)
    if kind == "reference":
        head, _, key = text.partition(":")
        return Subject(head, key)
    if kind in ("group", "record", "list"):
        return _from_tree(json.loads(text), type_)
    raise ValueError(f"{text!r} is no {kind}")


def fit(value: Value, type_: Type) -> Value:
    """A computed value as its type keeps it: money and decimals rounded half up, others exact.

    Unknown and none pass; a whole number that does not come out even raises ValueError, for nobody said how to round.
    """
    if isinstance(value, Unknown | Nothing) or not isinstance(value, int | Decimal | Fraction):
        return value
    if isinstance(value, bool):
        return value
    exact = Fraction(value)
    if type_.kind == "money":
        return int(half_up(exact, 0))
    if type_.kind == "decimal" and type_.scale is not None:
        return half_up(exact, type_.scale)
    if type_.kind in ("decimal", "area", "length", "power"):
        even = exact_decimal(exact)
        return half_up(exact, 12) if even is None else even
    if type_.kind == "integer":
        return _whole(exact)
    return exact if type_.kind == "share" else value


def _decimal(value: Value, type_: Type) -> str:
    exact = exact_decimal(_fraction(value), 40)
    if exact is None:
        raise ValueError(f"{value} does not come out even")
    if type_.scale is not None:
        fixed = exact.quantize(Decimal(1).scaleb(-type_.scale))
        if fixed != exact:
            raise ValueError(f"{value} has more than {type_.scale} decimals")
        return format(fixed, "f")
    return format(plain(exact), "f")


def _tree(value: Value, type_: Type) -> Any:
    if value is NONE:
        return "none"
    if type_.kind == "list":
        listing = _expect(value, Listing)
        element = type_.of or YES_NO
        day = listing.complete_on.isoformat() if listing.complete_on else None
        return {
            "items": [_tree(i, element) for i in listing],
            "complete": listing.complete,
            "complete_on": day,
        }
    if type_.kind in ("record", "group"):
        if not isinstance(value, Mapping):
            raise ValueError(f"{value!r} is no {type_.kind}")
        known = {f.key: value[f.key] for f in type_.fields if f.key in value}
        return {
            key: _tree(known[key], field.type)
            for key, field in ((f.key, f) for f in type_.fields)
            if key in known and not isinstance(known[key], Unknown)
        }
    return canonical(value, type_)


def _from_tree(tree: Any, type_: Type) -> Value:
    if tree == "none":
        return NONE
    if type_.kind == "list":
        element = type_.of or YES_NO
        day = date.fromisoformat(tree["complete_on"]) if tree["complete_on"] else None
        return Listing(tuple(_from_tree(i, element) for i in tree["items"]), day, tree["complete"])
    if type_.kind in ("record", "group"):
        return Record.of(
            {f.key: _from_tree(tree[f.key], f.type) for f in type_.fields if f.key in tree}
        )
    return from_canonical(tree, type_)


def _whole(value: Value) -> int:
    exact = _fraction(value)
    if exact.denominator != 1:
        raise ValueError(f"{value} is not a whole number")
    return exact.numerator


def _fraction(value: Value) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise ValueError(f"{value!r} is not a number")
    return Fraction(value)


def _expect(value: Value, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise ValueError(f"{value!r} is no {kind.__name__}")
    return value
