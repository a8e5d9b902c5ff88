"""Values as people read them."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from yichuang.base.text import Text
from yichuang.engines.values import NONE, SHANGHAI, UNKNOWN, Span, Unknown, Value, parse_type, show

VOLTAGE = {"low": Text("低压", "low voltage"), "10kv": Text("10 千伏", "10 kV")}


@pytest.mark.parametrize(
    ("value", "type_", "zh", "en"),
    [
        (36_000_000, "money", "36 万元", "360,000 yuan"),
        (150_000, "money", "1,500 元", "1,500 yuan"),
        (1, "money", "0.01 元", "0.01 yuan"),
        (1_550_000, "money", "1.55 万元", "15,500 yuan"),
        (12_000_000_000, "money", "1.2 亿元", "120,000,000 yuan"),
        (12_345_678_901, "money", "123,456,789.01 元", "123,456,789.01 yuan"),
        (
            '{"type":"LineString","coordinates":[[118,32],[118.1,32.1]]}',
            "shape",
            "线，2 个点",
            "line, 2 points",
        ),
        ('{"type":"Point","coordinates":[118,32]}', "shape", "点，1 个点", "point, 1 point"),
        ("东至河边", "shape", "东至河边", "东至河边"),
        (date(2023, 11, 24), "date", "2023 年 11 月 24 日", "24 November 2023"),
        (
            datetime(2023, 11, 24, 9, 5, tzinfo=SHANGHAI),
            "moment",
            "2023 年 11 月 24 日 09:05",
            "24 November 2023 09:05",
        ),
        (Span(7, "working_days"), "working_days", "7 个工作日", "7 working days"),
        (Span(1, "years"), "duration", "1 年", "1 year"),
        (Decimal(500), "length m", "500 米", "500 m"),
        (Fraction(3, 200), "share", "1.5%", "1.5%"),
        (Fraction(1, 3), "share", "1/3", "1/3"),
        (1200, "integer 0..2000000 人", "1,200 人", "1,200 人"),
        (True, "yes_no", "是", "yes"),
        (NONE, "date", "无", "none"),
        (UNKNOWN, "date", "未知", "unknown"),
        (
            Unknown(frozenset({"x"}), 85, 120),
            "integer",
            "未知（在 85 与 120 之间）",
            "unknown (between 85 and 120)",
        ),
    ],
)
def test_values_for_people(value: Value, type_: str, zh: str, en: str) -> None:
    assert show(value, parse_type(type_), "zh") == zh
    assert show(value, parse_type(type_), "en") == en


def test_choices_are_shown_by_name() -> None:
    type_ = parse_type("choice low | 10kv", choices=VOLTAGE)
    assert show("10kv", type_) == "10 千伏"
