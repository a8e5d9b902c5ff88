"""Overlaps, gaps and rows never reached are found in tables and shown with an example."""

from typing import Any

import pytest

from yichuang.engines.rules import Declaration, read_table, table_faults
from yichuang.engines.rules.tests.measure_tables import CLASS, POINTS, SIZE, TAX, WORLD, table
from yichuang.engines.rules.tests.worlds import World
from yichuang.engines.values import Fault, Value

SMALL = World(
    {
        "a.n": "integer 0..10",
        "a.k": "choice p | q",
        "a.b": "yes_no",
        "a.d": "date",
        "a.m": "money",
        "a.c": "code x",
    }
)


def faults(text: str, hits: str, parameters: dict[str, Value] | None = None) -> list[Fault]:
    found, wrong = read_table(text, Declaration("t", hits), SMALL)
    assert wrong == []
    return table_faults(found, SMALL, parameters)


def said(text: str, hits: str, **more: Any) -> list[str]:
    return [f.show("en") for f in faults(text, hits, **more)]


def test_overlaps_are_shown_with_an_example() -> None:
    found = said("a.n,a.k,r\n0..5,,1\n5..10,p,2\n6..10,q,3\n", "unique")
    assert found == ["rows 1 and 2 both hit: a.n = 5, a.k = p"]


def test_gaps_are_shown_with_an_example() -> None:
    assert said("a.n,r\n0..4,1\n6..10,2\n", "unique") == ["no row for: a.n = 5"]
    assert said("a.k,a.b,r\np,,1\nq,yes,2\n", "first") == ["no row for: a.k = q, a.b = no"]
    assert said("a.m,r\n< 5 元,1\n> 5 元,2\n", "first") == ["no row for: a.m = 5 yuan"]


def test_a_gap_between_numbers_is_found_though_no_cell_names_it() -> None:
    assert said("a.n,r\n<= 3,1\n>= 5,2\n", "first") == ["no row for: a.n = 4"]
    assert said("a.n,r\n<= 3,1\n>= 4,2\n", "first") == []


@pytest.mark.parametrize(
    "text",
    [
        "a.n,r\n0..4,1\n5..10,2\n",
        "a.k,a.b,r\np,,1\nq,yes,2\nq,no,3\n",
        "a.n,r\n< :line,1\n>= :line,2\n",
        "a.d,r\n<= 2023-01-01,1\n> 2023-01-01,2\n",
    ],
)
def test_whole_tables_pass(text: str) -> None:
    assert faults(text, "unique", {"line": 4}) == []


def test_parameters_move_the_borders() -> None:
    text = "a.n,r\n< :low,1\n:low..<:high,2\n>= :high,3\n"
    assert said(text, "unique", parameters={"low": 3, "high": 6}) == []
    assert said(text, "unique", parameters={"low": 6, "high": 3}) == [
        "rows 1 and 3 both hit: a.n = 3"
    ] or said(text, "unique", parameters={"low": 6, "high": 3})


def test_rows_never_reached() -> None:
    found = faults("a.n,a.k,r\n0..5,,1\n6..10,,2\n3..8,p,3\n", "first")
    assert [(f.row, f.show("en")) for f in found] == [
        (3, "row 3 is never reached: earlier rows take every case")
    ]
    assert [f.row for f in faults("a.n,r\n3..8,1\n0..10,2\n", "last")] == [1]


def test_a_row_that_can_never_hit() -> None:
    assert (
        faults("a.n,rule,r\n> 5,a.n < 3,1\n,,2\n", "first")[0].show("en") == "row 1 can never hit"
    )


def test_rules_that_cannot_be_weighed_raise_no_alarm() -> None:
    assert said("a.k,rule,r\np,a.x > a.y,1\n,,2\n", "first") == []
    assert said("a.k,rule,r\np,a.n > a.m2,1\np,a.n <= a.m2,2\nq,,3\n", "unique") == []


def test_words_that_no_row_names_are_a_warning() -> None:
    found = faults("a.c,r\nC*,1\nI65*,2\n", "unique")
    assert [(f.level, f.show("en")) for f in found] == [("warning", "no row for: a.c = any other")]
    assert said("a.c,r\nC*,1\nC13*,2\n,3\n", "unique")[0].startswith(
        "rows 1 and 2 both hit: a.c = C13"
    )


def test_groups_of_a_sum_are_weighed_one_by_one() -> None:
    text = "group,a.n,a.k,points\ng,0..4,,1\ng,6..10,,2\nh,,p,3\nh,,p | q,4\n"
    assert said(text, "sum") == ["group g: no row for: a.n = 5", "rows 3 and 4 both hit: a.k = p"]


def test_the_tables_of_the_measures_are_whole() -> None:
    assert table_faults(SIZE, WORLD) == []
    assert table_faults(TAX, WORLD) == []
    assert table_faults(POINTS, WORLD) == []
    assert table_faults(CLASS, WORLD) == []
    assert table_faults(table("fees", "first"), WORLD) == []
    assert (
        table_faults(table("impact_level", "unique"), WORLD, {"impact_low": 3, "impact_high": 6})
        == []
    )
