"""Pieces of SQL: columns with their flag of none, constants, and the functions of the fast part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from yichuang.base.text import Text
from yichuang.engines.rules.tree import Call, Literal, Node
from yichuang.engines.values import Fault, Unknown, Value


@dataclass(frozen=True, slots=True)
class Column:
    """Where a datum lies: SQL for its value (NULL unknown or none) and, where it may be none, for the flag."""

    value: str
    none: str = ""


@dataclass(frozen=True, slots=True)
class Sql:
    """A translated node: value, and the flag of none ("" where it never is)."""

    value: str
    none: str = ""

    @property
    def truth(self) -> str:
        """The value as an answer: none is no."""
        return (
            f"CASE WHEN {self.none} THEN FALSE ELSE {self.value} END" if self.none else self.value
        )


def is_nullif(node: Node, constant_of: Callable[[Node], Literal | None]) -> bool:
    """Whether a node is NULLIF(x, 0)."""
    if not (isinstance(node, Call) and node.function == "NULLIF"):
        return False
    other = constant_of(node.arguments[1])
    return other is not None and other.value == 0


def refused(message: Text, at: int) -> Fault:
    """A fault: this has no SQL."""
    return Fault(message, at, Text("可译成 SQL 的部分", "the fast part of the language"))


def guarded(value: str, sides: Sequence[Sql], differs: bool) -> Sql:
    """A comparison with none is no, `<>` is yes."""
    none = any_none(*sides)
    return Sql(
        f"(CASE WHEN {none} THEN {'TRUE' if differs else 'FALSE'} ELSE {value} END)"
        if none
        else value
    )


def any_none(*sides: Sql) -> str:
    """The flag that one of the sides is none; "" where none of them can be."""
    flags = list(dict.fromkeys(side.none for side in sides if side.none))
    return "(" + " OR ".join(flags) + ")" if len(flags) > 1 else next(iter(flags), "")


def branch(condition: str, result: Sql, rest: Sql) -> Sql:
    """One branch before the rest of a CASE."""
    same = f"({result.value}) = ({rest.value})"
    value = (
        f"(CASE WHEN {condition} THEN {result.value} WHEN ({condition}) IS NULL THEN "
        f"CASE WHEN {same} THEN {result.value} END ELSE {rest.value} END)"
    )
    if not (result.none or rest.none):
        return Sql(value)
    mine, other = result.none or "FALSE", rest.none or "FALSE"
    return Sql(
        value,
        f"(CASE WHEN {condition} THEN {mine} WHEN ({condition}) IS NULL THEN ({mine} AND {other}) ELSE {other} END)",
    )


def nullif(value: Sql, other: Sql) -> Sql:
    """NULLIF, strict on unknown: none where both are equal."""
    equal = f"COALESCE({value.value} = {other.value}, FALSE)"
    none = " OR ".join([equal, *(s.none for s in (value, other) if s.none)])
    known = f"WHEN {other.value} IS NULL OR {equal} THEN NULL"
    return Sql(f"(CASE {known} ELSE {value.value} END)", f"({none})")


def _strict(function: str) -> Callable[[Sequence[str]], str]:
    """LEAST and GREATEST of DuckDB pass over NULL: ours do not."""

    def write(values: Sequence[str]) -> str:
        nulls = " OR ".join(f"{v} IS NULL" for v in values)
        return f"(CASE WHEN {nulls} THEN NULL ELSE {function}({', '.join(values)}) END)"

    return write


def _years(values: Sequence[str]) -> str:
    first, last = values
    early = f"(month({last}) * 100 + day({last})) < (month({first}) * 100 + day({first}))"
    return f"(year({last}) - year({first}) - CASE WHEN {early} THEN 1 ELSE 0 END)"


PATTERNS: dict[str, Callable[[Sequence[str]], str]] = {
    "LEAST": _strict("least"),
    "GREATEST": _strict("greatest"),
    "begins": lambda v: f"starts_with({v[0]}, {v[1]})",
    "is_odd": lambda v: f"({v[0]} % 2 <> 0)",
    "ceil": lambda v: f"ceil({v[0]})",
    "start_of_year": lambda v: f"make_date(year({v[0]}), 1, 1)",
    "end_of_year": lambda v: f"make_date(year({v[0]}), 12, 31)",
    "days_between": lambda v: f"date_diff('day', {v[0]}, {v[1]})",
    "years_between": _years,
}


def even(value: Fraction) -> bool:
    """Whether a fraction comes out even as a decimal."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def constant(node: Literal) -> str:
    """A constant as SQL writes it. Raises Fault."""
    value = node.value
    if isinstance(value, Unknown):
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, date):
        return f"DATE '{value:%Y-%m-%d}'"
    if isinstance(value, int):
        return str(value) if value >= 0 else f"({value})"
    if isinstance(value, Decimal | Fraction) and even(Fraction(value)):
        number = Fraction(value)
        text = format(Decimal(number.numerator) / Decimal(number.denominator), "f")
        return text if number >= 0 else f"({text})"
    raise refused(Text("该常数不能译成 SQL", "this constant has no SQL"), node.at)


def key_of(value: Value) -> tuple[str, Value]:
    """Equal for values that are one constant: 3 and 3.0 are, TRUE and 1 are not."""
    if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
        return "number", Fraction(value)
    return type(value).__name__, value
