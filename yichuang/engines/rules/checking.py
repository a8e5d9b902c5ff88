"""Checks a rule before it runs: names, types, units, choices, divisions, whether it can ever or must always hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from yichuang.base.text import Text
from yichuang.engines.rules import compat
from yichuang.engines.rules.calls_check import CALL_TYPES
from yichuang.engines.rules.protocols import Scope
from yichuang.engines.rules.reach import reach_faults
from yichuang.engines.rules.tree import (
    Arithmetic,
    Between,
    Call,
    Choice,
    Comparison,
    Junction,
    Literal,
    Name,
    Negation,
    Node,
    Parameter,
    Quantifier,
    Within,
)
from yichuang.engines.values import (
    ANY,
    DATE,
    INTEGER,
    YES_NO,
    Fault,
    Number,
    Span,
    Type,
    list_of,
    nearest,
)


def check(tree: Node, scope: Scope, want: Type | None = None) -> tuple[Type | None, list[Fault]]:
    """The type of a rule (None where it has none) and all its faults; `want` is the type that the slot takes.

    A fault of level "warning" does not make the rule unfit (a rule that always holds).
    """
    checker = Checker(scope)
    found = checker.type_of(tree, want)
    faults = checker.faults
    if want is not None and found is not None and not compat.fits(found, want):
        faults.append(_wrong_type(tree, found, want))
    if not faults and found is not None and found.kind == "yes_no":
        faults += reach_faults(tree, scope)
    return found, faults


def _wrong_type(tree: Node, found: Type, want: Type) -> Fault:
    hint = "ceil" if want.kind == "integer" and found.kind in ("decimal", "share") else ""
    return Fault(
        Text(f"此处应为 {want}，而得到 {found}", f"a {want} is wanted here, this gives a {found}"),
        tree.at,
        Text(str(want), str(want)),
        hint,
    )


@dataclass(slots=True)
class Checker:
    """Walks a tree and finds types; faults gather on the way."""

    scope: Scope
    faults: list[Fault] = field(default_factory=list)
    variables: Mapping[str, Type] = field(default_factory=dict)

    def fault(
        self, node: Node, zh: str, en: str, expected: Text | None = None, near: str = ""
    ) -> None:
        """Notes a fault at a node."""
        self.faults.append(Fault(Text(zh, en), node.at, expected, near))

    def type_of(self, node: Node, want: Type | None = None) -> Type | None:
        """The type of a node; None where a fault hides it."""
        return TYPES[type(node)](self, node, want)

    def answer(self, node: Node) -> None:
        """Demands a yes or no."""
        found = self.type_of(node, YES_NO)
        if found is not None and found.kind not in ("yes_no", "any"):
            self.fault(
                node,
                f"此处应为是非判断，而得到 {found}",
                f"a yes or no is wanted here, this gives a {found}",
                None,
            )

    def literal(self, node: Literal, want: Type | None) -> Type | None:
        if want is not None and want.kind == "choice" and node.type.kind == "text":
            return self.chosen(node, want)
        return node.type

    def chosen(self, node: Literal, choice: Type) -> Type:
        """A quoted text among choices."""
        if node.value not in choice.choices:
            options = Text("、".join(choice.choices), ", ".join(choice.choices))
            word = str(node.value)
            self.fault(
                node,
                f"没有选项“{word}”",
                f"no choice {word!r}",
                options,
                nearest(word, choice.choices),
            )
        return choice

    def name(self, node: Name, want: Type | None) -> Type | None:
        path = node.path
        if path == ("as_of",):
            return DATE
        if path[0] in self.variables:
            return self.part(node, self.variables[path[0]])
        found = self.scope.type_of(path)
        if found is None:
            self.fault(
                node,
                f"没有名称 {node.dotted}",
                f"no name {node.dotted}",
                Text("词典中的名称", "a name of the dictionary"),
                nearest(node.dotted, self.scope.names()),
            )
        return found

    def part(self, node: Name, element: Type) -> Type | None:
        """The type of `v.date.x` for a variable of this type."""
        found: Type = element
        for place, key in enumerate(node.path[1:], start=1):
            if found.kind == "any":
                return ANY
            if found.kind == "reference":
                return self.through(node, found, place)
            field_ = found.field(key)
            if field_ is None:
                keys = [f.key for f in found.fields]
                self.fault(
                    node,
                    f"没有字段 {key}",
                    f"no field {key}",
                    Text("、".join(keys)),
                    nearest(key, keys),
                )
                return None
            found = field_.type
        return found

    def through(self, node: Name, reference: Type, place: int) -> Type | None:
        """The type of a name behind a reference: one of its subjects must have it."""
        rest = node.path[place:]
        for target in reference.targets:
            found = self.scope.type_of((target, *rest))
            if found is not None:
                return found
        if not reference.targets:
            return ANY
        hints = [
            n.partition(".")[2]
            for n in self.scope.names()
            if n.partition(".")[0] in reference.targets
        ]
        self.fault(
            node,
            f"{'、'.join(reference.targets)} 没有 {'.'.join(rest)}",
            f"{', '.join(reference.targets)} has no {'.'.join(rest)}",
            None,
            nearest(".".join(rest), hints),
        )
        return None

    def parameter(self, node: Parameter, want: Type | None) -> Type | None:
        found = self.scope.parameter(node.name)
        if found is None:
            self.fault(
                node,
                f"没有参数 :{node.name}",
                f"no parameter :{node.name}",
                None,
                nearest(node.name, self.scope.parameters()),
            )
        return found

    def negation(self, node: Negation, want: Type | None) -> Type:
        self.answer(node.operand)
        return YES_NO

    def junction(self, node: Junction, want: Type | None) -> Type:
        for operand in node.operands:
            self.answer(operand)
        return YES_NO

    def comparison(self, node: Comparison, want: Type | None) -> Type:
        self.compare(node, node.left, node.right, order=node.sign not in ("=", "<>"))
        return YES_NO

    def between(self, node: Between, want: Type | None) -> Type:
        self.compare(node, node.operand, node.low, order=True)
        self.compare(node, node.operand, node.high, order=True)
        return YES_NO

    def within(self, node: Within, want: Type | None) -> Type:
        for option in node.options:
            self.compare(option, node.operand, option, order=False)
        return YES_NO

    def compare(self, node: Node, left: Node, right: Node, *, order: bool) -> None:
        """Both sides must be alike; a quoted text beside a choice must be one of its codes."""
        before = len(self.faults)
        mine = self.type_of(left)
        other = self.type_of(right, mine)
        if isinstance(left, Literal) and other is not None:
            mine = self.type_of(left, other)
        if mine is None or other is None or len(self.faults) > before:
            self.faults[before:] = list(
                {(f.position, str(f)): f for f in self.faults[before:]}.values()
            )
            return
        if not compat.comparable(mine, other):
            self.unlike(node, mine, other)
        elif order and not (compat.ordered(mine) and compat.ordered(other)):
            self.fault(
                node,
                f"{mine} 没有大小之分",
                f"there is no order among {mine}",
                Text("= 或 <>", "= or <>"),
            )

    def unlike(self, node: Node, left: Type, right: Type) -> None:
        """Notes that two sides cannot be compared."""
        hint = ""
        if "yes_no" in (left.kind, right.kind):
            hint = "直接写名称，或 NOT 名称 / the name alone, or NOT name"
        elif left.kind == "money" and right.kind in compat.PLAIN:
            hint = "元 万元 亿元"
        self.fault(
            node,
            f"{left} 与 {right} 不能相比",
            f"{left} and {right} cannot be compared",
            Text(hint) if hint else None,
        )

    def arithmetic(self, node: Arithmetic, want: Type | None) -> Type | None:
        left, right = self.type_of(node.left), self.type_of(node.right)
        if node.sign == "/":
            self.divisor(node.right)
        if left is None or right is None:
            return None
        found = compat.arithmetic(node.sign, left, right)
        if found is None:
            self.fault(
                node,
                f"{left} {node.sign} {right} 没有意义",
                f"{left} {node.sign} {right} makes no sense",
            )
        return found

    def divisor(self, node: Node) -> None:
        """Division only by what cannot be nought."""
        if isinstance(node, Call) and node.function == "NULLIF":
            if _amount(node.arguments[1]) == 0:
                return
        elif _amount(node):
            return
        self.fault(
            node,
            "除数可能为零",
            "the divisor may be nought",
            Text("NULLIF(x, 0) 或非零常数", "NULLIF(x, 0) or a constant other than 0"),
            "NULLIF",
        )

    def choice(self, node: Choice, want: Type | None) -> Type | None:
        found: Type | None = None
        for condition, result in node.branches:
            self.answer(condition)
            found = self.joined(result, found, want)
        if node.otherwise is not None:
            found = self.joined(node.otherwise, found, want)
        return found

    def joined(self, node: Node, so_far: Type | None, want: Type | None) -> Type | None:
        """One more value that the whole may be."""
        mine = self.type_of(node, want)
        if so_far is None or mine is None:
            return mine if so_far is None else so_far
        both = compat.unified(so_far, mine)
        if both is None:
            self.fault(
                node, f"{so_far} 与 {mine} 不是同类", f"{so_far} and {mine} do not belong together"
            )
        return both

    def call(self, node: Call, want: Type | None) -> Type | None:
        return CALL_TYPES[node.function](self, node)

    def quantifier(self, node: Quantifier, want: Type | None) -> Type | None:
        source = self.type_of(node.source)
        element = self.element(node, source)
        if node.variable == "as_of" or node.variable in self.variables:
            self.fault(
                node, f"变量 {node.variable} 已有含义", f"{node.variable} means something already"
            )
        inner = replace(self, variables={**self.variables, node.variable: element})
        inner.faults = self.faults
        value = inner.type_of(node.value) if node.value is not None else None
        if node.rule is not None:
            inner.answer(node.rule)
        if node.cut is not None:
            self.type_of(node.cut, INTEGER)
        if node.function in ("any_of", "every_of"):
            return YES_NO
        if node.function == "count_of":
            return INTEGER
        if node.function == "ranked":
            return list_of(element)
        return self.measured(node, value)

    def element(self, node: Quantifier, source: Type | None) -> Type:
        """The type of an element of what follows `in`."""
        if source is None or source.kind == "any":
            return ANY
        if source.kind == "list":
            return source.of or ANY
        if source.kind == "group":
            return ANY
        if source.kind == "reference":
            return source  # a role that one or several may hold
        self.fault(
            node.source, f"{source} 不是清单", f"a {source} is not a list", Text("清单", "a list")
        )
        return ANY

    def measured(self, node: Quantifier, value: Type | None) -> Type | None:
        if value is None or value.kind == "any":
            return value
        if not (value.is_number or (value.is_span and node.function == "sum_of")):
            self.fault(node, f"{value} 不能相加", f"a {value} cannot be added up")
            return None
        mean = node.function != "sum_of" and value.kind == "integer"
        return Type("decimal", unit=value.unit) if mean else value.free()


TYPES: dict[type, Callable[[Checker, Any, Type | None], Type | None]] = {
    Literal: Checker.literal,
    Name: Checker.name,
    Parameter: Checker.parameter,
    Negation: Checker.negation,
    Junction: Checker.junction,
    Comparison: Checker.comparison,
    Between: Checker.between,
    Within: Checker.within,
    Arithmetic: Checker.arithmetic,
    Choice: Checker.choice,
    Call: Checker.call,
    Quantifier: Checker.quantifier,
}


def _amount(node: Node) -> Number | None:
    """The number of a constant (of a span its count), None for anything else."""
    value = node.value if isinstance(node, Literal) else None
    if isinstance(value, Span):
        return value.n
    return value if isinstance(value, int | Decimal | Fraction) else None
