"""Searching as people do it, through a table with an index as a database holds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.engines.search import (
    fold_search,
    keys_for,
    keys_of_fields,
    nearest,
    query_tokens,
    score,
    simplify,
)
from yichuang.engines.search.sounds import cut_sounds

ENTRIES = {
    "power": (
        "电力接入工程审批",
        "用电报装工程的施工许可、占道挖掘、涉路施工一并办理,发给许可证。",
    ),
    "parcel": ("A12地块", "宗地代码 340104001003GB00012,合肥高新 A-12,工业用地。"),
    "build": ("建筑工程施工许可证核发", "建设单位开工前领取。"),
    "house": ("不动产转移登记", "二手房转移,带押过户。"),
    "talent": ("外国人来华工作许可", "外籍人才工作许可与居留许可一窗办理。"),
    "tax": ("车辆购置税申报", "新车上牌前缴纳。"),
}


@pytest.fixture(scope="module")
def table() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE token (token TEXT, entry TEXT, weight REAL)")
    db.execute("CREATE INDEX by_token ON token (token)")
    for entry, (title, body) in ENTRIES.items():
        fields = keys_of_fields([(title, 3.0), (body, 1.0)])
        db.executemany(
            "INSERT INTO token VALUES (?,?,?)", [(t, entry, w) for t, w in fields.items()]
        )
    yield db
    db.close()


def find(db: sqlite3.Connection, asked: str) -> list[str]:
    query = query_tokens(asked)
    sql = f"SELECT entry, token, weight FROM token WHERE token IN ({','.join('?' * len(query.tokens))})"
    rows = db.execute(sql, query.tokens).fetchall()
    for prefix in query.prefixes:
        more = "SELECT entry, token, weight FROM token WHERE token >= ? AND token < ? || '~'"
        rows += db.execute(more, (prefix, prefix)).fetchall()
    held: dict[str, dict[str, float]] = {}
    for entry, token, weight in rows:
        held.setdefault(entry, {})[token] = weight
    ranked = {entry: score(query, tokens) for entry, tokens in held.items()}
    return sorted((e for e, s in ranked.items() if s > 0), key=lambda e: -ranked[e])


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("接入", "power"),
        ("电力", "power"),
        ("许可 电力", "power"),
        ("电 力", "power"),
        ("電力", "power"),
        ("a12地块", "parcel"),
        ("A12", "parcel"),
        ("Ａ１２", "parcel"),
        ("A-12", "parcel"),
        ("GB00012", "parcel"),
        ("gb00012", "parcel"),
        ("340104001003GB00012", "parcel"),
        ("dianli", "power"),
        ("dljr", "power"),
        ("dianlijierugongcheng", "power"),
        ("DianLi", "power"),
        ("dianl", "power"),
        ("怎么办理二手房转移登记", "house"),
        ("电力接如", "power"),
        ("施工许可证", "build"),
        ("gouzhishui", "tax"),
        ("zhuanyi dengji", "house"),
    ],
)
def test_the_best_answer(table: sqlite3.Connection, asked: str, first: str) -> None:
    assert find(table, asked)[:1] == [first]


@pytest.mark.parametrize(
    ("asked", "among"),
    [
        ("施工", {"power", "build"}),
        ("证", {"power", "build"}),
        ("許可", {"power", "build", "talent"}),
        ("xuke", {"build", "talent"}),
        ("一窗", {"talent"}),
    ],
)
def test_all_answers(table: sqlite3.Connection, asked: str, among: set[str]) -> None:
    assert among <= set(find(table, asked))


@pytest.mark.parametrize("asked", ["渔船", "zzz", "量子计算", "", "  ", "？", "龙"])
def test_nothing_is_found_where_nothing_is(table: sqlite3.Connection, asked: str) -> None:
    assert find(table, asked) == []


def test_a_title_stands_before_a_body(table: sqlite3.Connection) -> None:
    assert find(table, "工作许可")[0] == "talent"
    assert find(table, "施工")[0] == "build"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("施公许可正", "建筑工程施工许可证核发"),
        ("电理接入", "电力接入工程审批"),
        ("dianil", "电力接入工程审批"),
        ("不动厂登记", "不动产转移登记"),
        ("A13地块", "A12地块"),
    ],
)
def test_the_nearest_names(asked: str, near: str) -> None:
    titles = [title for title, _ in ENTRIES.values()]
    assert nearest(asked, titles)[0] == near
    assert nearest("量子纠缠", titles) == []


def test_four_thousand_entries_answer_at_once(table: sqlite3.Connection) -> None:
    titles = [f"{title}第{n}号" for n in range(700) for title, _ in ENTRIES.values()]
    start = perf_counter()
    nearest("施公许可正", titles)
    assert perf_counter() - start < 2


def test_traditional_characters_and_width() -> None:
    assert simplify("許可證書審批電力") == "许可证书审批电力"
    assert fold_search("Ａ１２\u200b地塊") == "a12地块"


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("dianlijieru", ("dian", "li", "jie", "ru")),
        ("xian", ("xian",)),
        ("nvgong", ("nv", "gong")),
        ("dljr", ()),
        ("zhuangxiu", ("zhuang", "xiu")),
    ],
)
def test_pinyin_is_cut(word: str, cut: tuple[str, ...]) -> None:
    assert cut_sounds(word) == cut


@given(st.text("电力接入工程审批施许可证A12b 地块-.", min_size=1, max_size=20), st.data())
def test_whatever_stands_in_a_text_finds_it(text: str, data: st.DataObject) -> None:
    keys = keys_for(text)
    hans = "".join(char for char in text if char > "\u3000")
    if hans:
        start = data.draw(st.integers(0, len(text) - 1))
        piece = text[start : start + 2]
        if all(char > "\u3000" for char in piece):
            assert score(query_tokens(piece), keys) > 0
    assert all(0 < weight <= 1 for weight in keys.values())
    assert all(0 < len(token) <= 40 for token in keys)


@given(st.text(max_size=40))
def test_no_text_is_a_crash(text: str) -> None:
    assert score(query_tokens(text), keys_for(text)) >= 0


@pytest.mark.parametrize("text", ["a" * 100_000, "电" * 100_000, "1-" * 50_000])
def test_a_pasted_book_is_cut(text: str) -> None:
    assert len(query_tokens(text).tokens) < 200
    assert nearest(text, ["电力接入工程审批"]) in ([], ["电力接入工程审批"])
