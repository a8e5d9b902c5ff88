"""Answers are explained clause by clause in both languages, with what is missing and who has it."""

from datetime import date
from decimal import Decimal

import pytest

from yichuang.base.text import Text
from yichuang.engines.rules import DictEnv, Explanation, PlainNaming, describe, explain, parse_rule
from yichuang.engines.values import DATE, YES_NO, Listing, Record, parse_type

VOLTAGE = parse_type(
    "choice low | 10kv", choices={"low": Text("低压", "low"), "10kv": Text("10 千伏", "10 kV")}
)
NAMES = {
    "works.length": Text("路由长度", "Route length"),
    ":far": Text("备案距离", "filing distance"),
    "works.voltage": Text("电压等级", "Voltage"),
    "firm.founded": Text("成立日期", "Founded"),
    "firm.bad": Text("列入失信名单", "Listed as dishonest"),
    "firm.v": Text("违法记录", "violations"),
    "firm.v.day": Text("日期", "date"),
}
NAMING = PlainNaming(
    {
        "works.length": parse_type("length m"),
        ":far": parse_type("length m"),
        "works.voltage": VOLTAGE,
        "firm.founded": DATE,
        "firm.bad": YES_NO,
        "firm.v.day": DATE,
    },
    NAMES,
    {"works.voltage": Text("申请人", "the applicant")},
)
ENV = DictEnv(
    {
        "works.length": Decimal(500),
        "firm.founded": date(2020, 1, 1),
        "firm.bad": False,
        "firm.v": Listing(
            (Record.of({"day": date(2023, 1, 1)}), Record.of({})), None, complete=False
        ),
    },
    {"far": Decimal(500)},
    date(2023, 10, 19),
)


def told(text: str) -> Explanation:
    return explain(parse_rule(text), ENV, NAMING)


def test_a_clause_says_what_was_seen() -> None:
    found = told("works.length <= 500 m")
    assert found.answer == "yes"
    assert found.text.zh == "路由长度 500 米 不超过 500 米"
    assert found.text.en == "Route length 500 m is at most 500 m"
    assert found.rule.zh == "路由长度不超过 500 米"


def test_what_is_missing_and_who_has_it() -> None:
    found = told("works.voltage = 'low' AND works.length <= :far AND NOT firm.bad")
    assert found.answer == "unknown"
    assert [c.answer for c in found.parts] == ["unknown", "yes", "yes"]
    assert found.parts[0].text.zh == "电压等级（未知）为低压"
    assert [(m.path, m.name.zh, m.owner and m.owner.zh) for m in found.missing] == [
        ("works.voltage", "电压等级", "申请人")
    ]
    assert found.parts[1].text.zh == "路由长度 500 米 不超过备案距离 500 米"


def test_what_cannot_change_the_answer_does_not_matter() -> None:
    found = told("works.voltage = 'low' AND firm.bad")
    assert found.answer == "no"
    assert [c.answer for c in found.parts] == ["moot", "no"]
    assert found.parts[0].missing == ()
    found = told("works.voltage = 'low' OR NOT firm.bad")
    assert [c.answer for c in found.parts] == ["moot", "yes"]


def test_a_list_is_told_entry_by_entry() -> None:
    found = told("any_of(v in firm.v, v.day >= as_of)")
    assert found.answer == "unknown"
    assert [c.answer for c in found.parts] == ["no", "unknown", "unknown"]
    assert found.parts[0].text.zh == "第 1 项：日期 2023 年 1 月 1 日 不早于当日"
    assert found.parts[2].text.zh == "清单可能不全"
    assert {m.path for m in found.missing} == {"firm.v", "firm.v.day"}


def test_branches_after_the_one_taken_do_not_matter() -> None:
    found = told(
        "CASE WHEN firm.bad THEN 1 WHEN works.length > 1 m THEN 2 WHEN works.voltage = 'low' THEN 3 END"
    )
    assert [c.answer for c in found.parts] == ["no", "yes", "moot"]
    assert (found.answer, found.value) == ("value", Text("2", "2"))


WORDS = [
    (
        "firm.founded <= as_of - 3 years",
        "成立日期不晚于当日前 3 年",
        "Founded is not after 3 years before the day asked about",
    ),
    (
        "works.voltage IN ('low', '10kv')",
        "电压等级为低压、10 千伏之一",
        "Voltage is one of low, 10 kV",
    ),
    ("works.voltage NOT IN ('low')", "电压等级不是低压中的任何一项", "Voltage is none of low"),
    (
        "works.length BETWEEN 1 m AND 3 km",
        "路由长度在 1 米至 3,000 米之间（含）",
        "Route length is between 1 m and 3,000 m, both included",
    ),
    ("NOT is_none(firm.founded)", "有成立日期", "there is Founded"),
    ("NOT firm.bad", "不属于“列入失信名单”", "not: Listed as dishonest"),
    (
        "NOT any_of(v in firm.v, v.day > as_of)",
        "违法记录中没有一项：日期晚于当日",
        "none of violations: date is after the day asked about",
    ),
]


@pytest.mark.parametrize(("rule", "zh", "en"), WORDS)
def test_words_for_rules_without_values(rule: str, zh: str, en: str) -> None:
    words = describe(parse_rule(rule), NAMING)
    assert (words.zh, words.en) == (zh, en)


def test_as_plain_data() -> None:
    data = told("works.voltage = 'low' AND works.length <= :far").as_json()
    assert data["answer"] == "unknown"
    assert data["parts"][0]["missing"][0]["owner"] == {"zh": "申请人", "en": "the applicant"}
    assert [s["path"] for s in data["parts"][1]["seen"]] == ["works.length", ":far"]
