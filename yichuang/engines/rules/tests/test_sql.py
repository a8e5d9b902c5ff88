"""The same answers from DuckDB as from the compiled rule: yes, no and unknown, over rows with unknown and none."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.engines.rules import (
    Column,
    Declaration,
    DictEnv,
    compile_text,
    evaluate_table,
    parse_rule,
    read_table,
    table_to_sql,
    to_sql,
    translate,
)
from yichuang.engines.rules.tests.random_rules import DOMAINS, FIRST_DAY, NUMBERS, RULES
from yichuang.engines.rules.tests.worlds import World
from yichuang.engines.values import NONE, UNKNOWN, Fault, Unknown, Value

KINDS = {int: "BIGINT", str: "VARCHAR", bool: "BOOLEAN", date: "DATE"}
COLUMNS = {name: Column(name.replace("a.", "x_"), name.replace("a.", "none_")) for name in DOMAINS}
WORLD = World(
    {
        name: {"n": "integer", "k": "choice p | q | r", "b": "yes_no", "d": "date"}[name[2]]
        for name in DOMAINS
    }
)


def _rows() -> list[dict[str, Value]]:
    chance = random.Random(20231019)
    choices = {name: [*values, *values, NONE, UNKNOWN, UNKNOWN] for name, values in DOMAINS.items()}
    return [{name: chance.choice(values) for name, values in choices.items()} for _ in range(300)]


ROWS = _rows()


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    base = duckdb.connect()
    base.execute("SET threads = 1")
    columns = [f"x_{n[2:]} {KINDS[type(v[0])]}, none_{n[2:]} BOOLEAN" for n, v in DOMAINS.items()]
    base.execute(f"CREATE TABLE t (row INTEGER, {', '.join(columns)})")
    places = ", ".join("?" * (1 + 2 * len(DOMAINS)))
    for number, row in enumerate(ROWS):
        cells = [
            c
            for v in row.values()
            for c in (None if v is NONE or isinstance(v, Unknown) else v, v is NONE)
        ]
        base.execute(f"INSERT INTO t VALUES ({places})", [number, *cells])
    yield base
    base.close()


def asked(base: duckdb.DuckDBPyConnection, sql: str) -> list[object]:
    return [row[0] for row in base.execute(f"SELECT {sql} FROM t ORDER BY row").fetchall()]


def ours(text: str) -> list[Value]:
    rule = compile_text(text)
    return [rule.evaluate(DictEnv(row, as_of=FIRST_DAY)) for row in ROWS]


def plain(value: Value) -> object:
    return None if isinstance(value, Unknown) else value


@settings(max_examples=150, deadline=None)
@given(RULES)
def test_rules_answer_alike(database: duckdb.DuckDBPyConnection, text: str) -> None:
    sql = to_sql(parse_rule(text), COLUMNS, as_of=FIRST_DAY)
    expected = [False if v is NONE else plain(v) for v in ours(f"({text}) AND TRUE")]
    assert asked(database, sql) == expected


@settings(max_examples=100, deadline=None)
@given(NUMBERS)
def test_expressions_have_one_value(database: duckdb.DuckDBPyConnection, text: str) -> None:
    sql = translate(parse_rule(text), COLUMNS, as_of=FIRST_DAY)
    values = ours(text)
    assert asked(database, sql.value) == [None if v is NONE else plain(v) for v in values]
    assert asked(database, sql.none or "FALSE") == [v is NONE for v in values]


CELLS = {
    "a.n1": ["", "1", "<= 2", "1..2", "0 | 3", "none", "unknown"],
    "a.k1": ["", "p", "q | r", "p*"],
    "a.b1": ["", "yes", "no"],
    "rule": ["", "a.n2 > a.n3", "NOT a.b2", "a.d1 < a.d2"],
    "r": ["1", "2", "none", "unknown"],
}
LINES = st.lists(
    st.tuples(*(st.sampled_from(cells) for cells in CELLS.values())), min_size=1, max_size=6
)


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_first_tables_answer_alike(
    database: duckdb.DuckDBPyConnection, lines: list[tuple[str, ...]]
) -> None:
    text = "\n".join([",".join(CELLS), *(",".join(line) for line in lines)]) + "\n"
    table, faults = read_table(text, Declaration("t", "first"), WORLD)
    assert faults == []
    sql = table_to_sql(table, COLUMNS, "r", as_of=FIRST_DAY)
    values = [evaluate_table(table, DictEnv(row, as_of=FIRST_DAY)).value("r") for row in ROWS]
    assert asked(database, sql.value) == [None if v is NONE else plain(v) for v in values]
    assert asked(database, sql.none or "FALSE") == [v is NONE for v in values]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("any_of(v in a.v, v.n = 1)", 0),
        ("within(a.k1, a.k2)", 0),
        ("a.n9 > 1", 0),
        ("a.d1 + 5 working_days < a.d2", 7),
        ("a.n1 / NULLIF(a.n2, 0) > a.n3", 0),
    ],
)
def test_what_is_not_in_the_fast_part_is_refused(text: str, position: int) -> None:
    with pytest.raises(Fault) as caught:
        to_sql(parse_rule(text), COLUMNS, as_of=FIRST_DAY)
    assert caught.value.position == position


def test_parameters_and_the_day_are_folded_in() -> None:
    sql = to_sql(
        parse_rule("a.d1 <= as_of - 3 years AND a.n1 > :least"),
        COLUMNS,
        parameters={"least": 2},
        as_of=date(2023, 10, 19),
    )
    assert "DATE '2020-10-19'" in sql
    assert "> 2" in sql


def test_texts_are_quoted() -> None:
    assert "'o''x'" in to_sql(parse_rule("a.k1 = 'o''x'"), {"a.k1": "k"})
