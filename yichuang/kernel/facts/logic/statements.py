"""Whether a statement may become a fact: its datum exists, its text is of the type, its code stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.engines.codes import KINDS, check_code
from yichuang.engines.codes import Level as CodeLevel
from yichuang.engines.values import NONE, Type, canonical, from_canonical
from yichuang.kernel.catalogue.contracts import DatumDef
from yichuang.kernel.facts.contracts import Statement
from yichuang.kernel.facts.logic.types import type_of


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement that may be kept."""

    datum: str
    value: str
    none: bool
    findable: bool
    valid_from: date | None
    valid_until: date | None


def check_statement(
    kind: str, name: str, statement: Statement, definition: DatumDef | None, *, strict: bool
) -> Checked | Problem:
    """The statement as it is kept (canonical text, codes folded), or what is wrong with it."""
    if definition is None or name.partition(".")[0] != kind:
        return Problem(
            name, Text("字典中没有这一项", "the dictionary has no such datum"), code="unknown_datum"
        )
    if definition.computed is not None:
        return Problem(
            name,
            Text("这一项由平台计算，不收报送", "this datum is computed, not stated"),
            code="computed",
        )
    type_ = type_of(definition)
    if statement.none or statement.value == "none":
        return _kept(name, "", True, type_, statement)
    try:
        value = from_canonical(statement.value, type_)
        text = canonical(value, type_)
    except (ValueError, TypeError, KeyError, ZeroDivisionError) as fault:
        return Problem(
            name,
            Text(
                f"“{statement.value[:40]}”不是{definition.name.zh}能写的内容",
                f"{statement.value[:40]!r} cannot be written as {definition.name.show('en')} ({fault})",
            ),
            code="type",
        )
    if value is NONE:
        return _kept(name, "", True, type_, statement)
    fault_in_range = outside(value, type_, name)
    if fault_in_range is not None:
        return fault_in_range
    if type_.kind == "code" and type_.checker in KINDS:
        result = check_code(type_.checker, text, strict=strict)
        errors = [p for p in result.problems if p.level is CodeLevel.ERROR]
        if errors:
            return Problem(name, errors[0].message, code=f"code.{errors[0].code}")
        text = result.value
    return _kept(name, text, False, type_, statement)


def outside(value: object, type_: Type, name: str) -> Problem | None:
    """The problem of a value beyond its type's bounds, choices or length, None where it fits."""
    if type_.kind == "choice" and value not in type_.choices:
        return Problem(name, Text(f"没有选项“{value}”", f"no choice {value!r}"), code="choice")
    if type_.length is not None and isinstance(value, str) and len(value) > type_.length:
        return Problem(
            name,
            Text(f"超过 {type_.length} 字", f"longer than {type_.length} characters"),
            code="length",
        )
    low, high = type_.low, type_.high
    if (low is not None and _less(value, low)) or (high is not None and _less(high, value)):
        return Problem(
            name,
            Text(
                f"应在 {_end(low)} 至 {_end(high)} 之间",
                f"must lie within {_end(low)}..{_end(high)}",
            ),
            code="bounds",
        )
    return None


def _less(left: object, right: object) -> bool:
    amount_left, amount_right = getattr(left, "amount", left), getattr(right, "amount", right)
    return bool(amount_left < amount_right)  # type: ignore[operator]


def _end(bound: object) -> str:
    return "…" if bound is None else str(bound)


def _kept(name: str, value: str, none: bool, type_: Type, statement: Statement) -> Checked:
    findable = not none and type_.kind in ("code", "reference")
    return Checked(name, value, none, findable, statement.valid_from, statement.valid_until)
