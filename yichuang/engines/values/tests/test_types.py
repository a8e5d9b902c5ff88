"""The type slots of the dictionary."""

from pathlib import Path

import pytest

from yichuang.base.text import Text
from yichuang.engines.values import YES_NO, Fault, Field, Span, Type, parse_type

TYPES = (Path(__file__).parent / "types.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", TYPES)
def test_every_type_of_the_dictionary_is_read(text: str) -> None:
    assert parse_type(text).kind == text.split(" ", 1)[0]


def test_bounds_carry_the_unit() -> None:
    type_ = parse_type("integer 0..2000000 人")
    assert (type_.low, type_.high, type_.unit) == (0, 2_000_000, "人")
    assert parse_type("money 0 元..10 万元").high == 10_000_000
    assert parse_type("working_days 1 working_days..20 working_days").low == Span(1, "working_days")


def test_lists_groups_references() -> None:
    loan = parse_type("list of loan").of
    assert loan == Type("reference", targets=("loan",))
    record = parse_type("list", record=[Field("date", parse_type("date"))]).of
    assert record is not None
    assert record.field("date") is not None
    assert parse_type("reference person | enterprise").targets == ("person", "enterprise")
    group = parse_type("group", members=[Field("river", YES_NO, Text("河道", "River"))])
    assert group.field("river") is not None


@pytest.mark.parametrize(
    ("text", "position", "near"),
    [
        ("intger 0..5", 0, "integer"),
        ("choice a | none", 11, ""),
        ("length metre", 7, ""),
        ("money dollars", 6, ""),
        ("code", 4, ""),
        ("list of", 5, ""),
        ("date tomorrow", 5, ""),
    ],
)
def test_faults_have_a_place(text: str, position: int, near: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_type(text)
    assert caught.value.position == position
    assert caught.value.nearest == near
    assert caught.value.message.zh
    assert caught.value.message.en


def test_a_reserved_word_is_no_choice() -> None:
    with pytest.raises(Fault, match="choice"):
        parse_type("choice yes | no")
    with pytest.raises(Fault, match="no choice c"):
        parse_type("choice a | b", choices={"c": Text("丙", "C")})
