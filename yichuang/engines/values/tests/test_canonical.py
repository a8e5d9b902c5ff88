"""Every value has one text and comes back from it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.engines.values import (
    NONE,
    SHANGHAI,
    UNKNOWN,
    YES_NO,
    Field,
    Listing,
    Record,
    Span,
    Subject,
    canonical,
    fit,
    from_canonical,
    parse_type,
)

LOAN = parse_type(
    "list",
    record=[
        Field("amount", parse_type("money")),
        Field("note", parse_type("text")),
        Field("new", YES_NO),
    ],
)
GROUP = parse_type("group", members=[Field(k, YES_NO) for k in ("river", "road")])
TEXT = st.text(max_size=20)
RECORDS = st.builds(
    Record.of,
    st.fixed_dictionaries(
        {}, optional={"amount": st.integers(), "note": TEXT | st.just(NONE), "new": st.booleans()}
    ),
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
CASES: list[tuple[str | Any, st.SearchStrategy[Any]]] = [
    ("text", TEXT),
    ("integer", st.integers()),
    ("money", st.integers()),
    ("share", st.fractions()),
    ("decimal 2", st.decimals(-1000, 1000, places=2)),
    ("area ㎡", st.decimals(0, 10**9, places=4)),
    ("date", DAYS),
    ("moment", st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
    ("yes_no", st.booleans()),
    (
        "duration",
        st.builds(
            Span, st.integers(), st.sampled_from(["years", "days", "working_days", "minutes"])
        ),
    ),
    (
        "reference loan",
        st.builds(Subject, st.just("loan"), st.from_regex(r"[a-z0-9:]{1,8}", fullmatch=True)),
    ),
    (
        LOAN,
        st.builds(
            lambda i, d, c: Listing(tuple(i), d, c),
            st.lists(RECORDS),
            st.none() | DAYS,
            st.booleans(),
        ),
    ),
    (
        GROUP,
        st.builds(
            Record.of,
            st.fixed_dictionaries({}, optional={"river": st.booleans(), "road": st.booleans()}),
        ),
    ),
]


@pytest.mark.parametrize(("type_", "values"), CASES)
def test_the_text_goes_back_to_the_same_value(type_: Any, values: st.SearchStrategy[Any]) -> None:
    wanted = parse_type(type_) if isinstance(type_, str) else type_

    @given(values | st.just(NONE))
    def check(value: Any) -> None:
        text = canonical(value, wanted)
        assert from_canonical(text, wanted) == value
        assert canonical(from_canonical(text, wanted), wanted) == text

    check()


def test_equal_values_have_one_text() -> None:
    area = parse_type("area ㎡")
    assert canonical(Decimal("1200.00"), area) == canonical(Decimal("1.2E3"), area) == "1200"
    moment = parse_type("moment")
    here = datetime(2023, 10, 19, 9, 0, tzinfo=SHANGHAI)
    assert canonical(here, moment) == canonical(here.astimezone(UTC), moment)


def test_none_and_the_word_none_differ() -> None:
    text = parse_type("text")
    assert canonical(NONE, text) != canonical("none", text)
    assert from_canonical(canonical("'none", text), text) == "'none"


def test_unknown_is_never_stored() -> None:
    with pytest.raises(ValueError, match="not stored"):
        canonical(UNKNOWN, parse_type("text"))


def test_money_and_decimals_are_rounded_half_up() -> None:
    assert fit(Fraction(5, 2), parse_type("money")) == 3
    assert fit(Fraction(-5, 2), parse_type("money")) == -3
    assert fit(Fraction(1, 3), parse_type("decimal 2")) == Decimal("0.33")
    assert fit(Decimal("2.005"), parse_type("decimal 2")) == Decimal("2.01")
    assert fit(Fraction(1, 3), parse_type("share")) == Fraction(1, 3)
    with pytest.raises(ValueError, match="whole"):
        fit(Fraction(1, 2), parse_type("integer"))
