"""Literals are read by the type of their slot."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from yichuang.engines.values import (
    NONE,
    UNKNOWN,
    Fault,
    Field,
    Listing,
    Record,
    Span,
    Subject,
    Value,
    parse_type,
    read_literal,
)


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("10 万元", "money", 10_000_000),
        ("0.01 元", "money", 1),
        ("1.5 亿元", "money", 15_000_000_000),
        ("1 亿美元", "money usd", 10_000_000_000),
        ("50 %", "share", Fraction(1, 2)),
        ("1/3", "share", Fraction(1, 3)),
        ("0.5", "share", Fraction(1, 2)),
        ("90 ㎡", "area ㎡", Decimal(90)),
        ("3 亩", "area ㎡", Decimal(2000)),
        ("1 亩", "area ㎡", Decimal("666.67")),
        ("1.2 km", "length m", Decimal(1200)),
        ("2 MW", "power kW", Decimal(2000)),
        ("2 years", "duration", Span(2, "years")),
        ("1 year", "months", Span(12, "months")),
        ("5 working_days", "working_days", Span(5, "working_days")),
        ("2 hours", "minutes", Span(120, "minutes")),
        ("20", "integer 0..20 人", 20),
        ("20 人", "integer 0..20 人", 20),
        ("3.50", "decimal 2", Decimal("3.5")),
        ("2023-10-19", "date", date(2023, 10, 19)),
        ("2023-10-19 09:00", "moment", datetime(2023, 10, 19, 1, 0, tzinfo=UTC)),
        ("yes", "yes_no", True),
        ("none", "date", NONE),
        ("unknown", "date", UNKNOWN),
        ("a", "choice a | b", "a"),
        ("none", "list of loan", Listing((), None, True)),
        ("loan:7", "reference loan", Subject("loan", "7")),
    ],
)
def test_literals(text: str, type_: str, value: Value) -> None:
    assert read_literal(text, parse_type(type_)) == value


@pytest.mark.parametrize(
    ("text", "type_", "near"),
    [
        ("10 万", "money", "万元"),
        ("0.001 元", "money", ""),
        ("10 美元", "money", ""),
        ("5 m", "area ㎡", "m²"),
        ("5 kVA", "power kW", "kW"),
        ("21", "integer 0..20", ""),
        ("-1 元", "money 0 元..10 元", ""),
        ("3.555", "decimal 2", ""),
        ("2.5 days", "days", ""),
        ("5 days", "working_days", "working_days"),
        ("1 month", "days", "days"),
        ("2023-02-30", "date", ""),
        ("20231019", "date", ""),
        ("low", "choice slow | high", "slow"),
        ("true", "yes_no", ""),
        ("abcdef", "text 5", ""),
        ("1/0", "share", ""),
    ],
)
def test_what_does_not_fit_is_refused(text: str, type_: str, near: str) -> None:
    with pytest.raises(Fault) as caught:
        read_literal(text, parse_type(type_))
    assert caught.value.nearest == near


def test_a_group_is_read_member_by_member() -> None:
    members = [Field(key, parse_type("yes_no")) for key in ("river", "road")]
    group = parse_type("group", members=members)
    assert Record.of({"river": False, "road": False}) == read_literal("none", group)
    assert Record.of({"river": False, "road": True}) == read_literal("[road]", group)
    with pytest.raises(Fault) as caught:
        read_literal("roads", group)
    assert caught.value.nearest == "road"
