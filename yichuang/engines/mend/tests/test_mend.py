"""Every pasted text of the trial, and what else people paste."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.engines.mend import fold, mend

KINDS = {"手机号": "phone", "统一社会信用代码": "usci", "金额(元)": "money", "姓名": "name"}
with (Path(__file__).with_name("typed.csv")).open(encoding="utf-8-sig", newline="") as file:
    TYPED = [tuple(row.values()) for row in csv.DictReader(file)]


def test_the_trial_is_whole() -> None:
    assert len(TYPED) == 14


@pytest.mark.parametrize(("field", "typed", "stored"), TYPED)
def test_trial(field: str, typed: str, stored: str) -> None:
    found = mend(typed, KINDS[field])
    if stored.startswith("拒绝"):
        assert found.refused is not None
        assert "小数点" in found.refused.message.zh
        assert (found.refused.position, found.refused.character) == (7, ",")
        return
    assert found.refused is None
    assert found.value == stored.removesuffix(" 或提示确认")
    assert bool(found.changes) == (found.value != typed)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("name", "张 三", "张三"),
        ("name", "J. Smith", "J. Smith"),
        ("name", "阿依古丽．买买提", "阿依古丽·买买提"),
        ("name", "𠮷野", "𠮷野"),
        ("money", "¥1,234", "1234"),
        ("money", "1.5万元", "15000"),
        ("money", "500 元", "500"),
        ("money", "-3.20", "-3.20"),
        ("number", "1,234,567.5", "1234567.5"),
        ("date", "2023年10月1日", "2023-10-01"),
        ("date", "2023/2/28", "2023-02-28"),
        ("date", "20231019", "2023-10-19"),
        ("date", "2023-10-19", "2023-10-19"),
        ("text", "合肥市，Ａ１２地块。", "合肥市，A12地块。"),
        ("text", " 一行\u200b ", "一行"),
        ("text", "第一行\n 第二行", "第一行\n 第二行"),
        ("phone", "(0551) 6299-9999", "055162999999"),
        ("phone", "+86 139 0000 1234", "+8613900001234"),
        ("vin", "lj1testa4pa000002", "LJ1TESTA4PA000002"),
    ],
)
def test_mended(kind: str, typed: str, stored: str) -> None:
    found = mend(typed, kind)
    assert (found.value, found.refused) == (stored, None)


@pytest.mark.parametrize(
    ("kind", "typed", "place", "char"),
    [
        ("phone", "139o0001234", 4, "o"),
        ("phone", "\u200b139 0000 12E4", 12, "E"),
        ("money", "12,34.5", 3, ","),
        ("money", "1.2.3", 4, "."),
        ("money", "12.345", 6, "5"),
        ("money", "12元5", 3, "元"),
        ("money", "1.0000005万", 9, "5"),
        ("money", "12.500", 6, "0"),
        ("money", "元", 0, ""),
        ("number", "١٢", 1, "١"),
        ("name", "张3", 2, "3"),
        ("name", "张\ue123", 2, "\ue123"),
        ("name", "<b>", 1, "<"),
        ("date", "2023-02-30", 0, "2023-02-30"),
        ("date", "10/1/2023", 0, "10/1/2023"),
        ("number", "", 0, ""),
    ],
)
def test_refused_with_the_place(kind: str, typed: str, place: int, char: str) -> None:
    found = mend(typed, kind)
    assert found.refused is not None
    assert (found.refused.position, found.refused.character) == (place, char)
    assert found.value == typed
    assert found.refused.message.en


def test_changes_are_told_once_and_in_words() -> None:
    found = mend("\u202d１３９　００００　１２３４\u202c", "phone")
    assert [change.zh for change in found.changes] == [
        "已去掉看不见的字符",
        "全角字符已改为半角",
        "已去掉多余空格",
    ]


@given(
    st.text(max_size=30),
    st.sampled_from(["text", "name", "phone", "money", "number", "date", "usci"]),
)
def test_mending_twice_changes_nothing_more(text: str, kind: str) -> None:
    once = mend(text, kind)
    if once.refused is None:
        again = mend(once.value, kind)
        assert (again.value, again.refused, again.changes) == (once.value, None, ())


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
