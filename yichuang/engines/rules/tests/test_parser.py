"""The text of a rule becomes a tree; what is no rule is refused with place and nearest word."""

import pytest

from yichuang.engines.rules import Name, Node, names_of, parse_rule, parse_value
from yichuang.engines.values import Fault, parse_type


@pytest.mark.parametrize(
    ("text", "position", "near"),
    [
        ("works.route IS NULL", 12, "is_none"),
        ("works.route IS NOT NULL", 12, "is_none"),
        ("works.route = NULL", 14, "is_none"),
        ("x = none", 4, "is_none(x)"),
        ("x = unknown", 4, "is_known(x)"),
        ("x != 3", 2, "<>"),
        ("x == 3", 2, "="),
        ("a and b", 2, "AND"),
        ("a <= 20 and b", 8, "AND"),
        ("lest(a, b)", 0, "LEAST"),
        ("anyof(v in a.b, v.c)", 0, "any_of"),
        ("a.b <= 5 working_dys", 9, "working_days"),
        ("a.b <= 10 万", 10, "万元"),
        ("a.b <= 0.001 元", 13, ""),
        ("a < b < c", 6, "AND"),
        ("a LIKE 'x'", 2, "IN"),
        ("a BETWEEN 1 3", 12, ""),
        ("a = 'x", 4, "'"),
        ("any_of(a.b, v.c)", 7, ""),
        ("LEAST(a)", 0, ""),
        ("(a OR b", 7, ""),
        ("a = 2023-02-30", 4, ""),
        ("", 0, ""),
    ],
)
def test_faults_name_place_and_what_was_meant(text: str, position: int, near: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_rule(text)
    assert (caught.value.position, caught.value.nearest) == (position, near)
    assert caught.value.message.zh
    assert caught.value.message.en


def test_the_line_is_counted() -> None:
    with pytest.raises(Fault) as caught:
        parse_rule("a.b\nAND c.d\nAND (e.f")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a AND b OR c", "(a AND b) OR c"),
        ("NOT a AND b", "(NOT a) AND b"),
        ("NOT a = b", "NOT (a = b)"),
        ("a - b - c", "(a - b) - c"),
        ("a + b * c", "a + (b * c)"),
        ("a = b + c", "a = (b + c)"),
        ("a NOT IN ('x')", "NOT a IN ('x')"),
        ("a AND (b AND c)", "a AND b AND c"),
        ("a BETWEEN 1 AND 2 AND b", "(a BETWEEN 1 AND 2) AND b"),
        ("10000 元", "1 万元"),
        ("1 km", "1000 m"),
    ],
)
def test_order_of_binding(one: str, other: str) -> None:
    left, right = parse_rule(one), parse_rule(other)
    if one.startswith("1"):
        assert getattr(left, "value", None) == getattr(right, "value", 0)
    else:
        assert left == right


def test_deep_nesting_is_refused_not_a_crash() -> None:
    with pytest.raises(Fault, match="deep"):
        parse_rule("(" * 500 + "a" + ")" * 500)


def test_a_role_may_be_called_case() -> None:
    assert isinstance(parse_rule("case.overdue"), Name)


def test_names_of_a_rule() -> None:
    tree = parse_rule(
        "works.voltage = 'low' AND works.route_length <= :limits.far AND founded.on <= as_of - 3 years "
        "AND any_of(v in firm.violations, v.date > as_of AND any_of(w in v.places, w.code = act.code))"
    )
    assert names_of(tree) == {
        "works.voltage",
        "works.route_length",
        ":limits.far",
        "founded.on",
        "as_of",
        "firm.violations",
        "firm.violations.date",
        "firm.violations.places",
        "firm.violations.places.code",
        "act.code",
    }


def test_value_slots() -> None:
    money = parse_type("money")
    assert parse_value("20 万元", money) == parse_value("200000 元", money)
    tree: Node = parse_value("= LEAST(a.b, 5 元)", money)
    assert names_of(tree) == {"a.b"}
    with pytest.raises(Fault) as caught:
        parse_value("= LEAST(a.b,)", money)
    assert caught.value.position == 12
