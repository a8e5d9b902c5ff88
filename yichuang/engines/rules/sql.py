"""The fast part of the language as SQL with three answers, for columns of millions of subjects (DuckDB's dialect).

NULL is unknown. `none` is a flag beside the value: `Column.none` is a boolean expression that is never NULL; where it
is true the value is NULL. A rule's own answer is TRUE, FALSE or NULL and never none. What is not in the fast part
(lists, functions of the caller's world, lengths of time between two columns) is refused with a Fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from yichuang.base.text import Text
from yichuang.engines.rules.compiler import compile_rule
from yichuang.engines.rules.dict_env import DictEnv
from yichuang.engines.rules.sql_pieces import (
    PATTERNS,
    Column,
    Sql,
    any_none,
    branch,
    constant,
    even,
    guarded,
    is_nullif,
    key_of,
    nullif,
    refused,
)
from yichuang.engines.rules.table import DecisionTable
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
    Within,
    children,
    walk,
)
from yichuang.engines.values import ANY, NONE, Span, Unknown, Value

MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
LONGEST_CASE = 6


def to_sql(
    tree: Node,
    columns: Mapping[str, Column | str],
    *,
    parameters: Mapping[str, Value] | None = None,
    as_of: date | None = None,
) -> str:
    """A rule's answer (TRUE, FALSE, NULL for unknown) as one SQL expression over columns by name. Raises Fault."""
    return translate(tree, columns, parameters=parameters, as_of=as_of).truth


def translate(
    tree: Node,
    columns: Mapping[str, Column | str],
    *,
    parameters: Mapping[str, Value] | None = None,
    as_of: date | None = None,
) -> Sql:
    """An expression that computes a value, with its flag of none. Raises Fault."""
    return _Translator(columns, DictEnv({}, parameters, as_of)).write(tree)


def table_to_sql(
    table: DecisionTable,
    columns: Mapping[str, Column | str],
    column: str = "",
    *,
    parameters: Mapping[str, Value] | None = None,
    as_of: date | None = None,
) -> Sql:
    """One result column of a `first` table whose results are constants, as CASE. Raises Fault."""
    if table.declaration.hits != "first":
        raise refused(Text("只有 first 表可译成 SQL", "only a first table becomes SQL"), 0)
    writer = _Translator(columns, DictEnv({}, parameters, as_of))
    rows: list[tuple[str, Literal]] = []
    for row in table.rows:
        result = writer.constant(dict(row.results)[column or table.main])
        if result is None:
            raise refused(Text("结果须为常数", "results must be constants"), 0)
        parts = [node for node in (row.condition, table.also) if node is not None]
        condition = " AND ".join(f"({writer.answer(part)})" for part in parts) or "TRUE"
        rows.append((condition, result))
    return writer.agreed(rows)


@dataclass(slots=True)
class _Translator:
    columns: Mapping[str, Column | str]
    env: DictEnv
    writers: Mapping[type, Callable[[_Translator, Any], Sql]] = field(
        default_factory=lambda: WRITERS
    )

    def write(self, node: Node) -> Sql:
        constant = self.constant(node)
        if constant is not None:
            return self.literal(constant)
        writer = self.writers.get(type(node))
        if writer is None:
            raise refused(Text("清单函数不在可译范围内", "lists are not in the fast part"), node.at)
        return writer(self, node)

    def answer(self, node: Node) -> str:
        return self.write(node).truth

    def constant(self, node: Node) -> Literal | None:
        """The node's value where it reads no column (as_of and parameters are given)."""
        if isinstance(node, Literal):
            return node
        if any(isinstance(n, Name) and n.path != ("as_of",) for n in walk(node)):
            return None
        value = compile_rule(node).evaluate(self.env)
        return None if isinstance(value, Span) else Literal(value, ANY, node.at, node.end)

    def literal(self, node: Literal) -> Sql:
        if node.value is NONE:
            return Sql("NULL", "TRUE")
        return Sql(constant(node))

    def name(self, node: Name) -> Sql:
        found = self.columns.get(node.dotted)
        if found is None:
            raise refused(Text(f"没有列 {node.dotted}", f"no column {node.dotted}"), node.at)
        return Sql(found) if isinstance(found, str) else Sql(found.value, found.none)

    def negation(self, node: Negation) -> Sql:
        return Sql(f"(NOT ({self.answer(node.operand)}))")

    def junction(self, node: Junction) -> Sql:
        return Sql("(" + f" {node.word} ".join(f"({self.answer(o)})" for o in node.operands) + ")")

    def comparison(self, node: Comparison) -> Sql:
        quotient = self.quotient(node)
        if quotient is not None:
            return quotient
        left, right = self.scaled(node.left, node.right)
        return guarded(
            f"({left.value} {node.sign} {right.value})", (left, right), node.sign == "<>"
        )

    def scaled(self, left: Node, right: Node) -> tuple[Sql, Sql]:
        """Both sides, multiplied where a constant is a fraction that does not come out even."""
        for one, other in ((left, right), (right, left)):
            constant = self.constant(one)
            if constant is None or not isinstance(constant.value, Fraction) or even(constant.value):
                continue
            whole = Sql(str(constant.value.numerator))
            beside = self.write(other)
            times = Sql(f"({beside.value} * {constant.value.denominator})", beside.none)
            return (whole, times) if one is left else (times, whole)
        return self.write(left), self.write(right)

    def quotient(self, node: Comparison) -> Sql | None:
        """`a / NULLIF(b, 0) >= k` without dividing, so exactly: none where b is nought."""
        for side, other, sign in (
            (node.left, node.right, node.sign),
            (node.right, node.left, MIRROR[node.sign]),
        ):
            if not (isinstance(side, Arithmetic) and side.sign == "/"):
                continue
            constant = self.constant(other)
            if constant is None or not isinstance(constant.value, int | Decimal | Fraction):
                raise refused(
                    Text("商只能与常数比较", "a quotient is compared with a constant only"), node.at
                )
            return self.divided(side, sign, Fraction(constant.value))
        return None

    def divided(self, node: Arithmetic, sign: str, than: Fraction) -> Sql:
        top = self.write(node.left)
        bottom = self.write(node.right)
        if is_nullif(node.right, self.constant):
            bottom = self.write(children(node.right)[0])  # nought itself is told apart below
        left = f"({top.value}) * {than.denominator}"
        right = f"({bottom.value}) * ({than.numerator})"
        never = "TRUE" if sign == "<>" else "FALSE"
        inner = (
            f"CASE WHEN ({bottom.value}) = 0 THEN {never} WHEN ({bottom.value}) > 0 THEN {left} {sign} {right} "
            f"WHEN ({bottom.value}) < 0 THEN {left} {MIRROR[sign]} {right} END"
        )
        return guarded(f"({inner})", (top, bottom), sign == "<>")

    def between(self, node: Between) -> Sql:
        parts = [self.write(n) for n in (node.operand, node.low, node.high)]
        value, low, high = (p.value for p in parts)
        if not any(p.none for p in parts):
            return Sql(f"({value} BETWEEN {low} AND {high})")
        above = guarded(f"({value} >= {low})", parts[:2], False).value
        below = guarded(f"({value} <= {high})", (parts[0], parts[2]), False).value
        return Sql(f"({above} AND {below})")

    def within(self, node: Within) -> Sql:
        return Sql(
            "(" + " OR ".join(self.equals(node.operand, option) for option in node.options) + ")"
        )

    def equals(self, left: Node, right: Node) -> str:
        return self.comparison(Comparison("=", left, right)).value

    def arithmetic(self, node: Arithmetic) -> Sql:
        span = (
            node.right
            if isinstance(node.right, Literal) and isinstance(node.right.value, Span)
            else None
        )
        if span is not None:
            return self.moved(node, span)
        if node.sign == "/":
            raise refused(
                Text("商只能直接与常数比较", "a quotient can only be compared with a constant"),
                node.at,
            )
        left, right = self.write(node.left), self.write(node.right)
        return Sql(f"({left.value} {node.sign} {right.value})", any_none(left, right))

    def moved(self, node: Arithmetic, span: Literal) -> Sql:
        """A day plus or minus a span of the calendar."""
        value = span.value
        if not isinstance(value, Span) or value.unit not in ("years", "months", "days"):
            raise refused(Text("只支持年月日", "only years, months and days"), span.at)
        unit = {"years": "YEAR", "months": "MONTH", "days": "DAY"}[value.unit]
        day = self.write(node.left)
        return Sql(f"CAST(({day.value} {node.sign} INTERVAL {value.n} {unit}) AS DATE)", day.none)

    def choice(self, node: Choice) -> Sql:
        results = [result for _, result in node.branches]
        last = node.otherwise if node.otherwise is not None else Literal(NONE, ANY)
        constants = [self.constant(r) for r in (*results, last)]
        rows = [
            (self.answer(condition), c)
            for (condition, _), c in zip(node.branches, constants, strict=False)
        ]
        rows.append(("TRUE", constants[-1]))
        known = [(condition, constant) for condition, constant in rows if constant is not None]
        if len(known) == len(rows):
            return self.agreed(known)
        if len(rows) > LONGEST_CASE:
            raise refused(Text("CASE 分支过多", "too many branches for the fast part"), node.at)
        rest = self.write(last)
        for condition, result in reversed(node.branches):
            rest = branch(self.answer(condition), self.write(result), rest)
        return rest

    def agreed(self, rows: Sequence[tuple[str, Literal]]) -> Sql:
        """The constant of the first row that holds, known as soon as all rows agree that could be the first.

        One linear CASE for each distinct constant: it is sure once no row with another constant may come before.
        """
        distinct: dict[tuple[str, Value], tuple[Literal, str]] = {}
        for _, literal in rows:
            key = key_of(literal.value)
            if isinstance(literal.value, Unknown) or key in distinct:
                continue
            steps = [
                f"WHEN {condition} THEN TRUE"
                if key_of(other.value) == key
                else f"WHEN ({condition}) IS NOT FALSE THEN FALSE"
                for condition, other in rows
            ]
            distinct[key] = literal, f"CASE {' '.join(steps)} ELSE FALSE END"
        none = next((sure for literal, sure in distinct.values() if literal.value is NONE), "")
        values = [
            f"WHEN {sure} THEN {constant(literal)}"
            for literal, sure in distinct.values()
            if literal.value is not NONE
        ]
        cases = f"(CASE {' '.join(values)} ELSE NULL END)" if values else "NULL"
        return Sql(cases, f"({none})" if none else "")

    def call(self, node: Call) -> Sql:
        arguments = [self.write(a) for a in node.arguments]
        first = arguments[0]
        if node.function == "is_none":
            flag = f"WHEN {first.none} THEN TRUE " if first.none else ""
            return Sql(f"(CASE {flag}WHEN {first.value} IS NULL THEN NULL ELSE FALSE END)")
        if node.function == "is_known":
            known = f"({first.value} IS NOT NULL)"
            return Sql(f"({first.none} OR {known})" if first.none else known)
        if node.function == "NULLIF":
            return nullif(first, arguments[1])
        pattern = PATTERNS.get(node.function)
        if pattern is None:
            raise refused(
                Text(f"{node.function} 不在可译范围内", f"{node.function} is not in the fast part"),
                node.at,
            )
        none = any_none(*arguments)
        value = pattern([a.value for a in arguments])
        return (
            Sql(f"CASE WHEN {none} THEN FALSE ELSE {value} END")
            if node.function == "begins" and none
            else Sql(value, none)
        )


WRITERS: dict[type, Callable[[_Translator, Any], Sql]] = {
    Name: _Translator.name,
    Negation: _Translator.negation,
    Junction: _Translator.junction,
    Comparison: _Translator.comparison,
    Between: _Translator.between,
    Within: _Translator.within,
    Arithmetic: _Translator.arithmetic,
    Choice: _Translator.choice,
    Call: _Translator.call,
    Parameter: lambda self, node: self.literal(
        Literal(self.env.parameter(node.name), ANY, node.at)
    ),
}
