"""What the words mean: comparison, arithmetic and the three answers, over values that may be unknown or none.

A comparison with none is no (`<>` is yes), arithmetic with none is none, even beside an unknown; else an unknown
operand makes the result unknown, unless its bounds already decide. Numbers are exact: Decimal joins as Fraction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from yichuang.engines.rules import days
from yichuang.engines.values import NONE, Number, Span, Subject, Unknown, Value

SIMPLE = frozenset({str, int, bool, Fraction, date, Decimal})


def join(*values: Value) -> Unknown:
    """Unknown because of everything that is missing in these values."""
    missing: frozenset[str] = frozenset()
    for value in values:
        if isinstance(value, Unknown):
            missing |= value.missing
    return Unknown(missing)


def named(value: Unknown, label: str) -> Unknown:
    """The unknown with a name for what is missing, where it had none."""
    return value if value.missing else Unknown(frozenset({label}), value.low, value.high)


def truth(value: Value) -> bool | Unknown:
    """A yes_no as an answer: none is no. Raises TypeError for what is no yes_no."""
    if value is True or value is False or isinstance(value, Unknown):
        return value
    if value is NONE:
        return False
    raise TypeError(f"{value!r} is neither yes nor no")


def both(left: bool | Unknown, right: bool | Unknown) -> bool | Unknown:
    """AND of three answers."""
    if left is False or right is False:
        return False
    if left is True:
        return right
    return left if right is True else join(left, right)


def either(left: bool | Unknown, right: bool | Unknown) -> bool | Unknown:
    """OR of three answers."""
    if left is True or right is True:
        return True
    if left is False:
        return right
    return left if right is False else join(left, right)


def negate(value: bool | Unknown) -> bool | Unknown:
    """NOT of three answers."""
    return value if isinstance(value, Unknown) else not value


def order(value: Value) -> Any:
    """What decides among values of one kind: numbers themselves, spans by their length."""
    return value.amount if isinstance(value, Span) else value


def pair(left: Value, right: Value) -> tuple[Any, Any]:
    """Both values in a form that Python compares rightly. Raises TypeError where they are not alike."""
    if isinstance(left, Span) and isinstance(right, Span):
        if left.family != right.family:
            raise TypeError(f"{left} and {right} cannot be compared")
        return left.amount, right.amount
    if isinstance(left, date) and isinstance(right, date):
        return days.alike(left, right)
    return left, right


def equal(left: Value, right: Value) -> bool | Unknown:
    """left = right."""
    kind = left.__class__
    if kind is right.__class__ and kind in SIMPLE:
        return bool(left == right)
    if left is NONE or right is NONE:
        return False
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _bounded("=", left, right)
    if isinstance(left, Subject) or isinstance(right, Subject):
        return _identity(left) == _identity(right)
    mine, other = pair(left, right)
    return bool(mine == other)


def _identity(value: Value) -> Value:
    """What a subject is known by: a reference may be compared with a code (`t.holder = s.code`)."""
    return value.id if isinstance(value, Subject) else value


def differ(left: Value, right: Value) -> bool | Unknown:
    """left <> right."""
    return negate(equal(left, right))


def _compare(
    sign: str, decide: Callable[[Any, Any], bool]
) -> Callable[[Value, Value], bool | Unknown]:
    def compare(left: Value, right: Value) -> bool | Unknown:
        kind = left.__class__
        if kind is right.__class__ and kind in SIMPLE:
            return decide(left, right)
        if left is NONE or right is NONE:
            return False
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return _bounded(sign, left, right)
        return decide(*pair(left, right))

    compare.__name__ = f"compare_{sign}"
    return compare


less = _compare("<", lambda a, b: bool(a < b))
at_most = _compare("<=", lambda a, b: bool(a <= b))
more = _compare(">", lambda a, b: bool(a > b))
at_least = _compare(">=", lambda a, b: bool(a >= b))
COMPARE: dict[str, Callable[[Value, Value], bool | Unknown]] = {
    "=": equal,
    "<>": differ,
    "<": less,
    "<=": at_most,
    ">": more,
    ">=": at_least,
}


def span_of(value: Value) -> tuple[Number | None, Number | None] | None:
    """Least and greatest number a value can be; None where nothing is known or it may be none."""
    if isinstance(value, Unknown):
        return (value.low, value.high) if value.bounded else None
    if isinstance(value, int | Fraction | Decimal) and not isinstance(value, bool):
        return value, value
    return None


def _bounded(sign: str, left: Value, right: Value) -> bool | Unknown:
    """The answer that the bounds give already, else unknown."""
    mine, other = span_of(left), span_of(right)
    if mine is not None and other is not None:
        if sign in ("<", "<="):
            mine, other, sign = other, mine, ">" if sign == "<" else ">="
        (low, high), (least, most) = mine, other
        surely = (
            low is not None and most is not None and (low > most or (low == most and sign == ">="))
        )
        never = (
            high is not None
            and least is not None
            and (high < least or (high == least and sign == ">"))
        )
        if sign == "=":
            apart = (low is not None and most is not None and low > most) or (
                high is not None and least is not None and high < least
            )
            return False if apart else join(left, right)
        if surely or never:
            return surely
    return join(left, right)


def exact(value: Value) -> int | Fraction:
    """A number for exact arithmetic."""
    if isinstance(value, Decimal):
        return Fraction(value)
    if isinstance(value, int | Fraction):
        return value
    raise TypeError(f"{value!r} is not a number")


def calculate(sign: str, left: Value, right: Value, env: Any) -> Value:
    """left + - * / right; days and spans included. `env` counts working time."""
    if left is NONE or right is NONE or (sign == "/" and _is_nought(right)):
        return NONE
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _uncertain(sign, left, right)
    if isinstance(left, date | Span) or isinstance(right, Span):
        return _timed(sign, left, right, env)
    if sign == "/":
        return _quotient(exact(left), exact(right))
    return _numbers(sign, exact(left), exact(right))


def _is_nought(value: Value) -> bool:
    """Whether nothing can be divided by it: there is no quotient then, whatever is divided."""
    return value == 0 or (isinstance(value, Span) and value.n == 0)


def _quotient(left: int | Fraction, right: int | Fraction) -> Fraction:
    return Fraction(left) / Fraction(right)


def _numbers(sign: str, left: int | Fraction, right: int | Fraction) -> int | Fraction:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    return left * right


def _timed(sign: str, left: Value, right: Value, env: Any) -> Value:
    if isinstance(left, date):
        if isinstance(right, date):
            return days.between(left, right)
        if isinstance(right, Span):
            moved = days.add_span(left, right, 1 if sign == "+" else -1)
            if moved is not None:
                return moved
            result: Value = env.call("add_span" if sign == "+" else "subtract_span", (left, right))
            return result
    elif isinstance(left, Span) and isinstance(right, Span):
        if sign == "/":
            return _quotient(*pair(left, right))
        return days.join_spans(left, right, 1 if sign == "+" else -1)
    elif isinstance(left, Span) and sign in "*/":
        times = exact(right) if sign == "*" else _quotient(1, exact(right))
        return _scaled(left, times)
    elif isinstance(right, Span) and isinstance(left, int | Fraction | Decimal) and sign == "*":
        return _scaled(right, exact(left))
    elif isinstance(right, date) and isinstance(left, Span) and sign == "+":
        return _timed("+", right, left, env)
    raise TypeError(f"{left!r} {sign} {right!r} has no meaning")


def _scaled(span: Span, by: int | Fraction) -> Span:
    """A multiple of a span, in a smaller unit of its family where it does not come out even."""
    product = Fraction(span.n) * by
    if product.denominator == 1:
        return Span(product.numerator, span.unit)
    smaller = Fraction(span.amount) * by
    if span.family in ("seconds", "months") and smaller.denominator == 1:
        return Span(smaller.numerator, span.family)
    raise TypeError(f"{by} of {span} does not come out even")


def _uncertain(sign: str, left: Value, right: Value) -> Unknown:
    missing = join(left, right).missing
    mine, other = span_of(left), span_of(right)
    if mine is None or other is None or sign == "/":
        return Unknown(missing)
    (a, b), (c, d) = mine, other
    if sign == "*":
        return _product(missing, (a, b, c, d))
    if sign == "-":
        c, d = d, c
    return Unknown(missing, _numbers_or_none(sign, a, c), _numbers_or_none(sign, b, d))


def _numbers_or_none(sign: str, left: Number | None, right: Number | None) -> Number | None:
    return None if left is None or right is None else _numbers(sign, exact(left), exact(right))


def _product(missing: frozenset[str], ends: Sequence[Number | None]) -> Unknown:
    a, b, c, d = ends
    if a is not None and b is not None and c is not None and d is not None:
        corners = [exact(x) * exact(y) for x in (a, b) for y in (c, d)]
        return Unknown(missing, min(corners), max(corners))
    if (
        a is not None and c is not None and a >= 0 and c >= 0
    ):  # both at least something not below zero
        return Unknown(missing, exact(a) * exact(c), None)
    return Unknown(missing)


def hull(values: Sequence[Value], missing: frozenset[str]) -> Unknown:
    """Unknown which of these values it will be, bounded by all of them where all are bounded."""
    ends = [span_of(v) for v in values]
    if not ends or any(e is None for e in ends):
        return Unknown(missing)
    lows = [e[0] for e in ends if e is not None]
    highs = [e[1] for e in ends if e is not None]
    low = None if None in lows else min(n for n in lows if n is not None)
    high = None if None in highs else max(n for n in highs if n is not None)
    return Unknown(missing, low, high)


def alike(left: Value, right: Value) -> bool:
    """Whether two known values are the same one (none is the same as none)."""
    if left is NONE or right is NONE:
        return left is right
    if isinstance(left, Span) and isinstance(right, Span) and left.family != right.family:
        return False
    return equal(left, right) is True


def choose(
    branches: Sequence[tuple[Callable[[], bool | Unknown], Callable[[], Value]]],
    otherwise: Callable[[], Value] | None,
) -> Value:
    """CASE: the result that all branches agree on which could be the first to hold, else unknown."""
    possible: list[Value] = []
    doubts: list[Value] = []
    for condition, result in branches:
        answer = condition()
        if answer is False:
            continue
        possible.append(result())
        if answer is True:
            break
        doubts.append(answer)
    else:
        possible.append(otherwise() if otherwise is not None else NONE)
    return agreed(possible, doubts)


def agreed(possible: Sequence[Value], doubts: Sequence[Value]) -> Value:
    """One of `possible`, unsettled because of `doubts`: the value they share, else unknown.

    No bounds here, though they could be had: columns of millions answer by the same rules, and have none.
    """
    first = possible[0]
    if not doubts:
        return first
    if not any(isinstance(v, Unknown) for v in possible) and all(alike(first, v) for v in possible):
        return first
    return join(*doubts, *possible)
