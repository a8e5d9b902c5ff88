"""The three systems of ISO 7064 with the standard's own vectors, and what a check digit is for: slips are seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.engines.codes import check_digit
from yichuang.engines.codes.usci import ALPHABET, make_usci_check


def test_vectors() -> None:
    assert check_digit.make_mod_37_36("A12425GABC1234002") == "M"
    assert check_digit.make_mod_11_10("00200667308") == "5"
    assert [check_digit.make_mod_11_2(b) for b in ("0794", "079", "1234567")] == ["0", "X", "2"]
    assert check_digit.holds_mod_37_36("A12425GABC1234002M")
    assert not check_digit.holds_mod_37_36("A12425GABC1234002N")
    assert check_digit.holds_mod_11_10("002006673085")
    assert not check_digit.holds_mod_11_10("002006673084")
    assert check_digit.holds_mod_11_2("07940")
    assert not check_digit.holds_mod_11_2("07941")


@pytest.mark.parametrize("text", ["", "M", "a1", "1-2", "²3"])
def test_other_characters_have_no_check(text: str) -> None:
    assert not check_digit.holds_mod_11_10(text)
    assert not check_digit.holds_mod_11_2(text)
    assert not check_digit.holds_mod_37_36(text)


def test_makers_refuse_other_characters() -> None:
    with pytest.raises(ValueError, match="only characters"):
        check_digit.make_mod_11_10("12A")


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=30), st.data())
def test_every_single_slip_is_seen(body: str, data: st.DataObject) -> None:
    whole = body + check_digit.make_mod_37_36(body)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([c for c in check_digit.ALPHANUMERIC if c != whole[at]]))
    assert not check_digit.holds_mod_37_36(whole[:at] + other + whole[at + 1 :])


@given(st.text(ALPHABET, min_size=17, max_size=17), st.data())
def test_every_single_slip_in_a_usci_is_seen(body: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, 16))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != body[at]]))
    assert make_usci_check(body) != make_usci_check(body[:at] + other + body[at + 1 :])
