"""The types of functions: what each takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from yichuang.base.text import Text
from yichuang.engines.rules import compat
from yichuang.engines.rules.tree import Call, Name, Node
from yichuang.engines.values import ANY, DATE, INTEGER, YES_NO, Type


class Checker(Protocol):
    """What a function's check needs of the walk over the tree."""

    def type_of(self, node: Node, want: Type | None = None) -> Type | None:
        """The type of a node."""
        ...

    def joined(self, node: Node, so_far: Type | None, want: Type | None) -> Type | None:
        """The type of one more value that the whole may be."""
        ...

    def fault(
        self, node: Node, zh: str, en: str, expected: Text | None = None, near: str = ""
    ) -> None:
        """Notes a fault."""
        ...


def _alike(checker: Checker, node: Call) -> Type | None:
    found: Type | None = None
    for argument in node.arguments:
        found = checker.joined(argument, found, None)
    if found is not None and node.function in ("LEAST", "GREATEST") and not compat.ordered(found):
        checker.fault(node, f"{found} 没有大小之分", f"there is no order among {found}")
    return found


def _taking(
    usable: Callable[[Type], bool], gives: Type | None, zh: str, en: str
) -> Callable[[Checker, Call], Type | None]:
    def check(checker: Checker, node: Call) -> Type | None:
        first: Type | None = None
        for argument in node.arguments:
            found = checker.type_of(argument)
            first = first or found
            if found is not None and found.kind != "any" and not usable(found):
                checker.fault(
                    argument,
                    f"{node.function} 不接受 {found}",
                    f"{node.function} does not take a {found}",
                    Text(zh, en),
                )
        return gives or (first.free() if first else None)

    return check


def _whole(checker: Checker, node: Call) -> Type | None:
    check = _taking(lambda t: t.is_number, None, "数", "a number")
    found = check(checker, node)
    return (
        Type("integer", unit=found.unit)
        if found is not None and found.kind in compat.PLAIN
        else found
    )


def _anything(gives: Type) -> Callable[[Checker, Call], Type | None]:
    return _taking(lambda t: True, gives, "", "")


def _named(checker: Checker, node: Call) -> Type | None:
    """prior and this: the same datum of another year."""
    argument = node.arguments[0]
    if not isinstance(argument, Name):
        checker.fault(
            argument,
            f"{node.function} 须写名称",
            f"{node.function} takes a name",
            Text("名称", "a name"),
        )
        return None
    return checker.type_of(argument)


def _is_word(type_: Type) -> bool:
    return type_.kind in compat.WORDS


def _is_day(type_: Type) -> bool:
    return type_.is_day


CALL_TYPES: dict[str, Callable[[Checker, Call], Type | None]] = {
    "LEAST": _alike,
    "GREATEST": _alike,
    "NULLIF": _alike,
    "first_of": _alike,
    "ceil": _whole,
    "round_fen": _taking(lambda t: t.kind == "money", None, "金额", "money"),
    "is_odd": _taking(lambda t: t.kind == "integer", YES_NO, "整数", "a whole number"),
    "is_valid": _taking(lambda t: t.kind in ("code", "text"), YES_NO, "编码", "a code"),
    "is_none": _anything(YES_NO),
    "is_known": _anything(YES_NO),
    "years_between": _taking(_is_day, INTEGER, "日期", "a day"),
    "days_between": _taking(_is_day, INTEGER, "日期", "a day"),
    "working_days_between": _taking(_is_day, INTEGER, "日期", "a day"),
    "start_of_year": _taking(_is_day, DATE, "日期", "a day"),
    "end_of_year": _taking(_is_day, DATE, "日期", "a day"),
    "within": _taking(_is_word, YES_NO, "区划", "a region"),
    "owner_of": _anything(ANY),
    "prior": _named,
    "this": _named,
    "materials_of": _anything(ANY),
    "contacts_of": _anything(ANY),
    "quorum": _taking(lambda t: t.kind == "integer", YES_NO, "整数", "a whole number"),
    "begins": _taking(_is_word, YES_NO, "编码", "a code"),
}
