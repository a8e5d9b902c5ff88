"""Which types may meet: in a comparison, in arithmetic, as the result of several branches, in a slot."""

from __future__ import annotations

from dataclasses import replace

from yichuang.engines.values import ANY, DATE, DECIMAL, SHARE, Span, Type, parse_type

PLAIN = frozenset({"integer", "decimal", "share"})
WORDS = frozenset({"text", "code", "choice", "file", "place", "shape", "reference"})
DURATION = Type("duration")


def family(type_: Type) -> str:
    """Spans of one family can be compared; "" for a duration of any unit."""
    return "" if type_.kind == "duration" else Span(0, type_.kind).family


def units_fit(left: Type, right: Type) -> bool:
    """Whether count words agree: a bare number fits every one."""
    return not left.unit or not right.unit or left.unit == right.unit


def comparable(left: Type, right: Type) -> bool:
    """Whether = and <> make sense between them."""
    a, b = left.kind, right.kind
    if "any" in (a, b):
        return True
    if a in PLAIN and b in PLAIN:
        return units_fit(left, right)
    if left.is_number or right.is_number:
        return a == b and left.currency == right.currency and units_fit(left, right)
    if left.is_span and right.is_span:
        return not family(left) or not family(right) or family(left) == family(right)
    if left.is_day and right.is_day:
        return True
    if a in WORDS and b in WORDS:
        return _words_fit(left, right)
    return a == b == "yes_no"


def _words_fit(left: Type, right: Type) -> bool:
    if left.kind == right.kind == "choice":
        return bool(set(left.choices) & set(right.choices))
    if left.kind == right.kind == "reference" and left.targets and right.targets:
        return bool(set(left.targets) & set(right.targets))
    return True


def ordered(type_: Type) -> bool:
    """Whether < and > make sense."""
    return type_.kind == "any" or type_.is_number or type_.is_span or type_.is_day


def unified(left: Type, right: Type) -> Type | None:
    """The type of a value that is one or the other; None where they do not belong together."""
    if left.kind == "any":
        return right
    if right.kind == "any":
        return left
    if left.is_span and right.is_span and left.kind != right.kind:
        return DURATION
    if not comparable(left, right) and not (left.kind == right.kind == "choice"):
        return (
            left if left.kind == right.kind and left.kind in ("list", "record", "group") else None
        )
    if left.kind == right.kind == "choice":
        codes = tuple(dict.fromkeys(left.choices + right.choices))
        return replace(
            left, choices=codes, names=tuple({**dict(left.names), **dict(right.names)}.items())
        )
    if left.kind == right.kind:
        return replace(left.free(), unit=left.unit or right.unit)
    if left.kind in PLAIN and right.kind in PLAIN:
        return replace(DECIMAL, unit=left.unit or right.unit)
    return DATE if left.is_day else left if left.kind != "text" else right


def arithmetic(sign: str, left: Type, right: Type) -> Type | None:
    """The type of left sign right; None where it makes no sense (metres plus mu, money times money)."""
    if "any" in (left.kind, right.kind):
        return _with_any(sign, left, right)
    if sign in "+-":
        return _sum(sign, left, right)
    return _product(left, right) if sign == "*" else _quotient(left, right)


def _with_any(sign: str, left: Type, right: Type) -> Type | None:
    known = right if left.kind == "any" else left
    usable = known.kind == "any" or known.is_number or known.is_span or known.is_day
    return ANY if usable else None


def _sum(sign: str, left: Type, right: Type) -> Type | None:
    if left.is_day:
        if right.is_span:
            return (
                left.free()
                if right.kind not in ("hours", "minutes", "seconds", "working_hours")
                else Type("moment")
            )
        return DURATION if right.is_day and sign == "-" else None
    if right.is_day:
        return right.free() if left.is_span and sign == "+" else None
    if not (left.is_number or left.is_span) or not comparable(left, right):
        return None
    return SHARE if {left.kind, right.kind} == {"integer", "share"} else unified(left, right)


def _product(left: Type, right: Type) -> Type | None:
    if left.kind == right.kind == "length":
        return parse_type("area ㎡")
    for plain, other in ((left, right), (right, left)):
        if plain.kind in PLAIN:
            if other.kind in PLAIN:
                return _plain_product(left, right)
            return other.free() if other.is_number or other.is_span else None
    return None


def _plain_product(left: Type, right: Type) -> Type:
    if left.kind == right.kind:
        return Type(left.kind)
    return Type("decimal")


def _quotient(left: Type, right: Type) -> Type | None:
    if right.kind in PLAIN:
        if left.kind in PLAIN:
            return Type("share" if left.kind == right.kind else "decimal")
        return left.free() if left.is_number or left.is_span else None
    if left.kind == "area" and right.kind == "length":
        return parse_type("length m")
    alike = left.kind == right.kind or (left.is_span and right.is_span)
    return SHARE if alike and comparable(left, right) and (left.is_number or left.is_span) else None


def fits(found: Type, want: Type) -> bool:
    """Whether a value of the one type may stand where the other is wanted."""
    if "any" in (found.kind, want.kind):
        return True
    if want.kind == "integer":
        return found.kind == "integer" and units_fit(found, want)
    if want.kind == "choice" and found.kind == "choice":
        return set(found.choices) <= set(want.choices)
    if want.kind in ("list", "record", "group"):
        return found.kind == want.kind
    if want.is_span and want.kind != "duration" and found.kind != "duration":
        return found.kind == want.kind or family(found) == family(want) != "working_days"
    return comparable(found, want)
