"""What a decision table answers: certain and possible rows apart, and a value as soon as nothing can change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yichuang.base.text import Text
from yichuang.engines.rules.compiler import compile_rule
from yichuang.engines.rules.meaning import agreed, both, calculate, exact, hull, join
from yichuang.engines.rules.protocols import Env
from yichuang.engines.rules.table import DecisionTable, Row
from yichuang.engines.rules.tree import Node
from yichuang.engines.values import NONE, UNKNOWN, Listing, Record, Unknown, Value


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that hits, or that may hit because of `missing`."""

    row: int
    key: str
    results: Mapping[str, Value]
    basis: str
    because: Text
    group: str
    level: str
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TableResult:
    """The answer of a table: rows that hit for certain, rows that may, and the value of each result column.

    A value is Unknown where the possible rows disagree (bounded for sums); of an `all` table it is a Listing,
    complete when no row is merely possible. `groups` holds what each group of a sum gives.
    """

    hits: tuple[Hit, ...]
    possible: tuple[Hit, ...]
    values: Mapping[str, Value]
    main: str
    groups: Mapping[str, Value]

    def value(self, column: str = "") -> Value:
        """The value of a column, or of the table's main one. Raises KeyError for a column that it has not."""
        return self.values[column or self.main]

    @property
    def missing(self) -> frozenset[str]:
        """The facts that keep rows merely possible or values unknown."""
        found = [hit.missing for hit in self.possible]
        found += [v.missing for v in self.values.values() if isinstance(v, Unknown)]
        return frozenset().union(*found)

    @property
    def basis(self) -> tuple[str, ...]:
        """The legal bases of the rows that hit, each once."""
        return tuple(dict.fromkeys(hit.basis for hit in self.hits if hit.basis))

    @property
    def because(self) -> tuple[Text, ...]:
        """The friendly reasons of the rows that hit."""
        return tuple(hit.because for hit in self.hits if hit.because.zh)


def evaluate_table(table: DecisionTable, env: Env) -> TableResult:
    """The answer of the table in this environment."""
    return HOW[table.declaration.hits](table, env)


def listing_of(table: DecisionTable, env: Env) -> Listing:
    """`tables.x`: the rows that hold, as records of their results; incomplete where a row may hold or not."""
    sure, possible = _sorted(table, table.rows, env)
    items = tuple(Record.of({**hit.results, "key": hit.key}) for hit in sure)
    return Listing(items, env.as_of, complete=not possible)


def answer_row(table: DecisionTable, row: Row, env: Env) -> bool | Unknown:
    """Whether a row hits."""
    answer = _answer(row.condition, env)
    return (
        answer if answer is False or table.also is None else both(answer, _answer(table.also, env))
    )


def _answer(node: Node | None, env: Env) -> bool | Unknown:
    return True if node is None else compile_rule(node).answer(env)


def _hit(row: Row, env: Env, answer: bool | Unknown) -> Hit:
    values = {column: compile_rule(node).evaluate(env) for column, node in row.results}
    missing = answer.missing if isinstance(answer, Unknown) else frozenset()
    return Hit(row.number, row.key, values, row.basis, row.because, row.group, row.level, missing)


def _sorted(table: DecisionTable, rows: Iterable[Row], env: Env) -> tuple[list[Hit], list[Hit]]:
    sure: list[Hit] = []
    possible: list[Hit] = []
    for row in rows:
        answer = answer_row(table, row, env)
        if answer is not False:
            (sure if answer is True else possible).append(_hit(row, env, answer))
    return sure, possible


def _gap(table: DecisionTable) -> Unknown:
    """No row speaks of the case: what is missing is a row of the table."""
    return Unknown(frozenset({f"tables.{table.name}"}))


def _settle(table: DecisionTable, candidates: Sequence[Hit], *, settled: bool) -> dict[str, Value]:
    """Per column the value of the candidates, where one of them decides for certain (`settled`) or none may."""
    if not candidates:
        return dict.fromkeys(table.columns, _gap(table))
    doubts: list[Value] = [Unknown(hit.missing) for hit in candidates if hit.missing]
    values: dict[str, Value] = {}
    for column in table.columns:
        found = [hit.results[column] for hit in candidates]
        if not settled:
            found.append(UNKNOWN)  # perhaps none of them hits
        values[column] = agreed(found, doubts)
    return values


def _in_order(table: DecisionTable, env: Env, rows: Iterable[Row]) -> TableResult:
    candidates: list[Hit] = []
    sure: list[Hit] = []
    for row in rows:
        answer = answer_row(table, row, env)
        if answer is False:
            continue
        hit = _hit(row, env, answer)
        candidates.append(hit)
        if answer is True:
            sure.append(hit)
            break
    values = _settle(table, candidates, settled=bool(sure))
    certain = len(candidates) == 1 and bool(sure)
    return TableResult(
        tuple(sure) if certain else (), () if certain else tuple(candidates), values, table.main, {}
    )


def _first(table: DecisionTable, env: Env) -> TableResult:
    return _in_order(table, env, table.rows)


def _last(table: DecisionTable, env: Env) -> TableResult:
    return _in_order(table, env, reversed(table.rows))


def _unique(table: DecisionTable, env: Env) -> TableResult:
    sure, possible = _sorted(table, table.rows, env)
    if sure:  # rows do not overlap, so one certain row rules the merely possible ones out
        values = _settle(table, sure, settled=True)
        if len(sure) > 1:
            values = {c: _one(table, [hit.results[c] for hit in sure]) for c in table.columns}
        return TableResult(tuple(sure), (), values, table.main, {})
    return TableResult((), tuple(possible), _settle(table, possible, settled=False), table.main, {})


def _one(table: DecisionTable, values: Sequence[Value]) -> Value:
    """The value on which rows agree that should not both hit; the table contradicts itself where they do not."""
    return agreed(values, [_gap(table)])


def _all(table: DecisionTable, env: Env) -> TableResult:
    sure, possible = _sorted(table, table.rows, env)
    values: dict[str, Value] = {
        column: Listing(tuple(hit.results[column] for hit in sure), None, complete=not possible)
        for column in table.columns
    }
    return TableResult(tuple(sure), tuple(possible), values, table.main, {})


def _sum(table: DecisionTable, env: Env) -> TableResult:
    """Adds up the groups (rows of one are unique); rows without group are added where they hit."""
    sure, possible = _sorted(table, table.rows, env)
    groups: dict[str, Value] = {}
    for name in dict.fromkeys(row.group for row in table.rows):
        mine = [hit for hit in sure if hit.group == name]
        maybe = [hit for hit in possible if hit.group == name]
        groups[name] = _group(table, mine, maybe) if name else _loose(table, mine, maybe)
    total: Value = 0
    for value in groups.values():
        total = calculate("+", total, value, env)
    decided = {hit.group for hit in sure if hit.group}
    possible = [hit for hit in possible if hit.group not in decided]
    return TableResult(tuple(sure), tuple(possible), {table.main: total}, table.main, groups)


def _group(table: DecisionTable, sure: list[Hit], possible: list[Hit]) -> Value:
    if sure:
        return (
            _one(table, [hit.results[table.main] for hit in sure])
            if len(sure) > 1
            else sure[0].results[table.main]
        )
    if not possible:
        return _gap(table)
    values = [hit.results[table.main] for hit in possible]
    missing = frozenset().union(*(hit.missing for hit in possible))
    return hull(values, missing | join(*values).missing)


def _loose(table: DecisionTable, sure: list[Hit], possible: list[Hit]) -> Value:
    total: Value = 0
    for hit in sure:
        total = calculate("+", total, hit.results[table.main], None)
    for hit in possible:
        value = hit.results[table.main]
        total = calculate("+", total, hull([0, value], hit.missing | join(value).missing), None)
    return total


def _slices(table: DecisionTable, env: Env) -> TableResult:
    """Progressive bands: each part of the value at its own rate."""
    amount = NONE if table.of is None else compile_rule(table.of).evaluate(env)
    sure, possible = _sorted(table, table.rows, env)
    if amount is NONE or isinstance(amount, Unknown):
        return TableResult((), (), {table.name: amount}, table.main, {})
    total: Value = 0
    below: int | Fraction = 0
    hits: list[Hit] = []
    for hit in sure:
        top = hit.results["up_to"]
        end = exact(amount) if top is NONE else min(exact(top), exact(amount))
        if end > below:
            total = calculate(
                "+", total, calculate("*", end - below, hit.results["rate"], env), env
            )
            hits.append(hit)
            below = end
    value = total if not possible else join(*(Unknown(h.missing) for h in possible))
    return TableResult(tuple(hits), tuple(possible), {table.name: value}, table.main, {})


HOW = {
    "first": _first,
    "last": _last,
    "unique": _unique,
    "all": _all,
    "sum": _sum,
    "slices": _slices,
}
