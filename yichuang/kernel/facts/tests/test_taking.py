"""Typed text is mended, read by its type and checked; what cannot be taken says which character at which place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from yichuang.kernel.facts.api import take
from yichuang.kernel.facts.tests.data_dictionary import ENTERPRISE, PERSON, datum

TYPED = Path(__file__).with_name("data").joinpath("typed.csv").read_text("utf-8-sig")
ROWS = list(csv.reader(TYPED.splitlines()))[1:]
FIELDS = {
    "手机号": PERSON.data["phone"],
    "统一社会信用代码": ENTERPRISE.data["usci"],
    "金额(元)": ENTERPRISE.data["revenue"],
    "姓名": PERSON.data["name"],
}


@pytest.mark.parametrize(("field", "pasted", "wanted"), ROWS)
def test_pasted_text_is_stored_as_the_trial_says(field: str, pasted: str, wanted: str) -> None:
    taken = take(FIELDS[field], pasted)
    if wanted.startswith("拒绝"):
        assert taken.problem is not None
        assert "小数点" in taken.problem.message.zh
        return
    assert taken.problem is None, taken.problem
    value = wanted.split(" 或")[0]
    if field == "金额(元)":
        assert taken.value == str(round(float(value) * 100))
    else:
        assert taken.value == value
    if pasted != value:
        assert taken.changes, "a change that nobody is told of"


def test_a_number_takes_the_unit_of_its_datum_and_shows_it() -> None:
    assert take(ENTERPRISE.data["employees"], "420").shown.zh == "420 人"
    assert take(ENTERPRISE.data["revenue"], "300 万元").value == "300000000"
    assert take(ENTERPRISE.data["share"], "12.5").value == "1/8"
    assert take(datum("length", "length m"), "1.2 km").value == "1200"
    assert take(datum("length", "length m"), "１,200").value == "1200"
    assert take(ENTERPRISE.data["share"], "50 %").value == "1/2"


def test_a_value_beyond_its_bounds_is_a_problem_with_a_name() -> None:
    taken = take(ENTERPRISE.data["employees"], "-3")
    assert taken.problem is not None
    assert "从业人员" in taken.problem.message.zh


def test_days_words_and_choices_are_read_as_people_write_them() -> None:
    assert take(ENTERPRISE.data["founded"], "2020年3月5日").value == "2020-03-05"
    assert take(ENTERPRISE.data["founded"], "2020/3/5").value == "2020-03-05"
    assert take(ENTERPRISE.data["exports"], "是").value == "yes"
    assert take(ENTERPRISE.data["scale"], "大").value == "large"
    assert take(ENTERPRISE.data["founded"], "2021-02-30").problem is not None


def test_a_real_code_with_a_failing_check_warns_a_person_and_stops_a_program() -> None:
    code = "91350211M0000XUF46"
    entered = take(ENTERPRISE.data["usci"], code)
    assert entered.ok
    assert entered.warnings
    assert not take(ENTERPRISE.data["usci"], code, strict=True).ok


def test_a_letter_that_is_no_letter_of_codes_is_named_with_its_place() -> None:
    problem = take(ENTERPRISE.data["usci"], "91I10000600037341L").problem
    assert problem is not None
    assert "第 3 位" in problem.message.zh


def test_nothing_typed_is_missing_and_none_is_said() -> None:
    empty = take(ENTERPRISE.data["employees"], "   ").problem
    assert empty is not None
    assert empty.code == "missing"
    assert take(ENTERPRISE.data["employees"], "无").none
    assert take(PERSON.data["name"], "无").value == "无", "a name may be any word"
