"""Three answers, none, bounds, lists that may be incomplete, time and money."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from yichuang.engines.rules import DictEnv, compile_text
from yichuang.engines.values import NONE, SHANGHAI, Listing, Record, Span, Subject, Unknown, Value

TODAY = date(2023, 10, 19)
X, Y = Unknown(frozenset({"a.x"})), Unknown(frozenset({"a.y"}))


def value(text: str, facts: dict[str, Any] | None = None, **more: Any) -> Value:
    return compile_text(text).evaluate(DictEnv(facts or {}, as_of=TODAY, **more))


def listing(*records: dict[str, Value], complete: bool = True) -> Listing:
    return Listing(tuple(Record.of(r) for r in records), None, complete)


def missing(found: Value) -> frozenset[str]:
    assert isinstance(found, Unknown)
    return found.missing


@pytest.mark.parametrize(
    "text", ["works.voltage <> '10kv'", "works.voltage = '10kv'", "NOT works.voltage = '10kv'"]
)
def test_what_was_never_given_is_unknown(text: str) -> None:
    assert missing(value(text)) == {"works.voltage"}


def test_a_missing_income_is_never_nought() -> None:
    rule = "firm.employees <= 20 AND firm.revenue < 300 万元"
    assert value(rule, {"firm.employees": 0, "firm.revenue": 0}) is True
    assert missing(value(rule, {"firm.employees": 0})) == {"firm.revenue"}
    assert value(rule, {"firm.employees": 21}) is False


def test_only_what_matters_is_missing() -> None:
    assert value("a.x AND a.y", {"a.x": False}) is False
    assert missing(value("a.x AND a.y", {"a.x": True})) == {"a.y"}
    assert missing(value("a.x AND a.y")) == {"a.x", "a.y"}
    assert value("a.x OR a.y", {"a.y": True}) is True
    assert missing(value("a.x OR a.y", {"a.y": False})) == {"a.x"}


def test_none_is_not_unknown() -> None:
    assert value("is_none(a.x)", {"a.x": NONE}) is True
    assert value("is_none(a.x)", {"a.x": 3}) is False
    assert missing(value("is_none(a.x)")) == {"a.x"}
    assert value("is_known(a.x)", {"a.x": NONE}) is True
    assert value("is_known(a.x)") is False
    for sign in ("=", "<", "<=", ">", ">="):
        assert value(f"a.x {sign} 3", {"a.x": NONE}) is False
        assert value(f"a.x {sign} a.y", {"a.x": NONE}) is False
    assert value("a.x <> a.y", {"a.x": NONE}) is True
    assert value("a.x BETWEEN 1 AND 3", {"a.x": NONE}) is False
    assert value("a.x IN (1, 3)", {"a.x": NONE}) is False
    assert value("a.x + a.y", {"a.x": NONE}) is NONE
    assert value("LEAST(a.x, a.y, 3)", {"a.x": NONE}) is NONE
    assert value("a.x AND TRUE", {"a.x": NONE}) is False
    assert value("NOT a.x", {"a.x": NONE}) is True


def test_division_by_nought_is_none() -> None:
    assert value("a.x / NULLIF(a.y, 0)", {"a.x": 3, "a.y": 0}) is NONE
    assert value("a.x / NULLIF(a.y, 0) > 1", {"a.x": 3, "a.y": 0}) is False
    assert value("a.x / NULLIF(a.y, 0)", {"a.x": 1, "a.y": 3}) == Fraction(1, 3)


def test_strict_functions() -> None:
    assert missing(value("LEAST(a.x, 3)")) == {"a.x"}
    assert missing(value("GREATEST(a.x, a.y)", {"a.x": 3})) == {"a.y"}
    assert value(
        "LEAST(a.x, 1000 万元) * 15 % + GREATEST(a.x - 1000 万元, 0 元) * 10 %",
        {"a.x": 200_000_000_000},
    ) == (1_000_000_000 * 15 // 100 + 199_000_000_000 // 10)
    assert value("ceil(a.x * 2/3)", {"a.x": 5}) == 4
    assert value("round_fen(a.x / 2)", {"a.x": 5}) == 3
    assert value("is_odd(a.x)", {"a.x": 5}) is True


def test_case_is_known_when_all_ways_agree() -> None:
    assert value("CASE WHEN a.x THEN 3 WHEN a.y THEN 3 ELSE 3 END") == 3
    assert missing(value("CASE WHEN a.x THEN 3 ELSE 4 END")) == {"a.x"}
    assert missing(value("CASE WHEN a.x THEN 3 ELSE 4 END >= 3")) == {"a.x"}
    assert value("CASE WHEN a.x THEN 3 END", {"a.x": False}) is NONE
    assert missing(value("CASE WHEN a.x THEN 3 ELSE a.y END", {"a.x": False})) == {"a.y"}
    assert value("CASE WHEN a.x = 1 THEN 'p' WHEN a.x = 2 THEN 'q' END", {"a.x": 2}) == "q"


def test_bounds_answer_before_the_value_is_known() -> None:
    sum_ = Unknown(frozenset({"job.salary"}), 85, 105)
    assert value("p.points >= 85", {"p.points": sum_}) is True
    assert value("p.points < 85", {"p.points": sum_}) is False
    assert missing(value("p.points >= 86", {"p.points": sum_})) == {"job.salary"}
    assert value("p.points + 20 > 104", {"p.points": sum_}) is True
    assert value("p.points = 3", {"p.points": sum_}) is False
    assert value("is_none(p.points)", {"p.points": sum_}) is False


def test_an_incomplete_list_says_yes_but_never_no() -> None:
    whole = {"e.v": listing({"k": "a"}, {"k": "b"})}
    part = {"e.v": listing({"k": "a"}, complete=False)}
    assert value("any_of(v in e.v, v.k = 'b')", whole) is True
    assert value("any_of(v in e.v, v.k = 'c')", whole) is False
    assert value("any_of(v in e.v, v.k = 'a')", part) is True
    assert missing(value("any_of(v in e.v, v.k = 'c')", part)) == {"e.v"}
    assert value("every_of(v in e.v, v.k = 'c')", part) is False
    assert missing(value("every_of(v in e.v, v.k = 'a')", part)) == {"e.v"}
    assert value("every_of(v in e.v, v.k IN ('a', 'b'))", whole) is True
    assert value("any_of(v in e.v, TRUE)", {"e.v": NONE}) is False
    assert value("count_of(v in e.v, v.k = 'a') >= 1", part) is True
    assert missing(value("count_of(v in e.v, v.k = 'a') < 2", part)) == {"e.v"}


def test_what_is_missing_in_a_list_is_named_by_the_list() -> None:
    facts = {"e.v": listing({"k": "a"}, {"k": "b", "n": 3})}
    assert missing(value("any_of(v in e.v, v.n > 5)", facts)) == {"e.v.n"}
    assert value("count_of(v in e.v, v.n > 1) <= 2", facts) is True
    assert missing(value("any_of(v in e.v, v.k = a.x)", facts)) == {"a.x"}


def test_sums_and_means() -> None:
    facts = {"e.v": listing({"n": 1, "k": "a"}, {"n": 2, "k": "b"}, {"n": 9, "k": "a"})}
    assert value("sum_of(v in e.v, v.n)", facts) == 12
    assert value("sum_of(v in e.v, v.n, v.k = 'a')", facts) == 10
    assert value("mean_of(v in e.v, v.n)", facts) == 4
    assert value("mean_of(v in e.v, v.n, v.k = 'z')", facts) is NONE
    assert value("trimmed_mean_of(v in e.v, v.n, 1)", facts) == 2
    assert value("trimmed_mean_of(v in e.v, v.n, 2)", facts) is NONE
    found = value("sum_of(v in e.v, v.n, v.k = a.x)", facts)
    assert isinstance(found, Unknown)
    assert (found.low, found.high) == (0, 12)
    ranked = value("ranked(v in e.v, v.n, v.k = 'a')", facts)
    assert isinstance(ranked, tuple)
    assert [r["n"] for r in ranked if isinstance(r, Record)] == [9, 1]


def test_elements_that_are_subjects_are_read_through_the_environment() -> None:
    loan, other = Subject("loan", "1"), Subject("loan", "2")
    known = {loan: {"amount": 300}, other: {"bank.name": "甲"}}
    facts = {"e.loans": Listing((loan, other), None, True)}
    assert value("any_of(l in e.loans, l.amount > 200)", facts, subjects=known) is True
    assert missing(value("every_of(l in e.loans, l.amount > 200)", facts, subjects=known)) == {
        "e.loans.amount"
    }
    assert value("any_of(l in e.loans, l.bank.name = '甲')", facts, subjects=known) is True


def test_variables_of_inner_lists() -> None:
    facts = {"e.v": listing({"k": "a"}, {"k": "b"}), "f.w": listing({"k": "b"}, {"k": "c"})}
    assert value("any_of(v in e.v, any_of(w in f.w, w.k = v.k))", facts) is True
    assert value("every_of(v in e.v, any_of(w in f.w, w.k = v.k))", facts) is False


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("a.x <= as_of - 3 years", {"a.x": date(2020, 10, 19)}, True),
        ("a.x <= as_of - 3 years", {"a.x": date(2020, 10, 20)}, False),
        ("a.x + 1 month", {"a.x": date(2024, 1, 31)}, date(2024, 2, 29)),
        ("a.x - 1 year", {"a.x": date(2024, 2, 29)}, date(2023, 2, 28)),
        ("a.x - a.y", {"a.x": date(2024, 3, 1), "a.y": date(2024, 2, 1)}, Span(29, "days")),
        (
            "a.x + 90 minutes",
            {"a.x": datetime(2024, 1, 1, 1, 0, tzinfo=UTC)},
            datetime(2024, 1, 1, 2, 30, tzinfo=UTC),
        ),
        (
            "a.x = a.y",
            {"a.x": datetime(2024, 1, 1, 1, tzinfo=SHANGHAI), "a.y": date(2024, 1, 1)},
            True,
        ),
        (
            "a.x = a.y",
            {"a.x": datetime(2023, 12, 31, 20, tzinfo=UTC), "a.y": date(2024, 1, 1)},
            True,
        ),
        ("years_between(a.x, as_of)", {"a.x": date(1985, 10, 20)}, 37),
        ("years_between(a.x, as_of)", {"a.x": date(1985, 10, 19)}, 38),
        ("days_between(a.x, as_of)", {"a.x": date(2023, 10, 1)}, 18),
        (
            "a.x BETWEEN start_of_year(as_of) AND end_of_year(as_of)",
            {"a.x": date(2023, 12, 31)},
            True,
        ),
        ("a.x >= 12 months", {"a.x": Span(1, "years")}, True),
        ("a.x = 60 minutes", {"a.x": Span(1, "hours")}, True),
        (
            "1 - a.x / NULLIF(a.y, 0 days)",
            {"a.x": Span(3, "days"), "a.y": Span(12, "days")},
            Fraction(3, 4),
        ),
        ("first_of(a.x, a.y)", {"a.x": NONE, "a.y": 3}, 3),
    ],
)
def test_time(text: str, facts: dict[str, Any], expected: Value) -> None:
    assert value(text, facts) == expected


def test_working_time_asks_the_caller() -> None:
    asked: list[Any] = []

    def add(day: date, span: Span) -> Value:
        asked.append((day, span))
        return date(2023, 10, 26)

    found = value("as_of + 5 working_days", hooks={"add_span": add})
    assert found == date(2023, 10, 26)
    assert asked == [(TODAY, Span(5, "working_days"))]


def test_hooks_get_values_and_named_ones_their_path() -> None:
    seen: list[Any] = []

    def hook(*arguments: Any) -> Value:
        seen.append(arguments)
        return True

    hooks = dict.fromkeys(("within", "is_valid", "prior"), hook)
    assert value("within(a.x, a.y)", {"a.x": "340100", "a.y": "340000"}, hooks=hooks) is True
    assert value("is_valid(a.x)", {"a.x": "91340100"}, hooks=hooks) is True
    assert value("prior(a.x)", {}, hooks=hooks) is True
    assert seen == [("340100", "340000"), (("a", "x"), "91340100"), (("a", "x"),)]
    assert missing(value("within(a.x, '340000')", hooks=hooks)) == {"a.x"}


def test_spans_of_different_families_are_a_bug_not_an_answer() -> None:
    with pytest.raises(TypeError, match="compared"):
        value("a.x > 1 month", {"a.x": Span(40, "days")})
