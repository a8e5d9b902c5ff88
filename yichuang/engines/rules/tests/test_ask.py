"""Questions over a file of facts, as from the command line."""

import json
from datetime import date
from typing import Any

import pytest

from yichuang.base.text import Text
from yichuang.engines.rules import PlainNaming, ask
from yichuang.engines.values import Fault, parse_type


@pytest.mark.parametrize(
    ("expression", "facts", "answer", "missing"),
    [
        ("works.voltage <> '10kv'", {}, "unknown", ["works.voltage"]),
        ("NOT works.digs_road", {}, "unknown", ["works.digs_road"]),
        ("works.voltage <> '10kv'", {"works.voltage": None}, "unknown", ["works.voltage"]),
        ("works.voltage <> '10kv'", {"works.voltage": "10kv"}, "no", []),
        ("works.route_length <= 500 m", {"works": {"route_length": "0.5 km"}}, "yes", []),
        ("works.route_length <= 500 m", {"works.route_length": "501 m"}, "no", []),
        (
            "e.employees <= 20 AND e.revenue < 300 万元",
            {"e.employees": 0, "e.revenue": "0 元"},
            "yes",
            [],
        ),
        (
            "e.employees <= 20 AND e.revenue < 300 万元",
            {"e.employees": 0, "e.revenue": 0},
            "yes",
            [],
        ),
        (
            "e.employees <= 20 AND e.revenue < 3000000 元",
            {"e.employees": 0},
            "unknown",
            ["e.revenue"],
        ),
        ("e.revenue < 300 万元", {"e.revenue": "3000000 元"}, "no", []),
        ("is_none(e.left)", {"e.left": "none"}, "yes", []),
        ("is_none(e.left)", {}, "unknown", ["e.left"]),
        (
            "e.founded <= as_of - 3 years",
            {"e.founded": "2020-10-19", "as_of": "2023-10-19"},
            "yes",
            [],
        ),
        ("e.share >= 50 %", {"e.share": "1/2"}, "yes", []),
        ("e.share >= 50 %", {"e.share": "50 %"}, "yes", []),
        ("w.length <= :far", {"w.length": "3 m", ":far": "4 m"}, "yes", []),
        ("w.length <= :far", {"w.length": "3 m", "parameters": {"far": "2 m"}}, "no", []),
        ("w.length <= :far", {"w.length": "3 m"}, "unknown", [":far"]),
        ("any_of(v in e.v, v.kind = 'tax')", {"e.v": [{"kind": "fire"}]}, "unknown", ["e.v"]),
        ("any_of(v in e.v, v.kind = 'tax')", {"e.v": [{"kind": "tax"}]}, "yes", []),
        ("any_of(v in e.v, v.kind = 'tax')", {"e.v": {"items": [], "complete": True}}, "no", []),
        (
            "any_of(v in e.v, v.kind = 'tax')",
            {"e.v": {"x": {"kind": "fire"}, "complete": "2023-10-01"}},
            "no",
            [],
        ),
        ("e.code = '0701'", {"e.code": "0701"}, "yes", []),
    ],
)
def test_answers(expression: str, facts: dict[str, Any], answer: str, missing: list[str]) -> None:
    found = ask(expression, facts, as_of=date(2023, 10, 19))
    assert found.answer == answer
    assert [m.path for m in found.missing] == missing


def test_a_value_is_shown_in_its_unit() -> None:
    found = ask("LEAST(e.cost * 10 %, 50 万元)", {"e.cost": "300 万元"})
    assert (found.answer, found.value) == ("value", Text("30 万元", "300,000 yuan"))


def test_clauses_say_what_decided() -> None:
    found = ask("a.x > 3 AND a.y AND a.z = 'q'", {"a.x": 5, "a.y": True})
    assert [(c.answer, c.text.zh) for c in found.clauses] == [
        ("yes", "a.x 5 超过 3"),
        ("yes", "a.y"),
        ("unknown", "a.z（未知）为 q"),
    ]
    data = json.loads(json.dumps(found.as_json(), ensure_ascii=False))
    assert data["answer"] == "unknown"
    assert data["missing"] == [{"path": "a.z", "zh": "a.z", "en": "a.z", "owner": None}]
    assert [c["answer"] for c in data["clauses"]] == ["yes", "yes", "unknown"]


@pytest.mark.parametrize(
    ("expression", "facts"),
    [
        ("a.x > 3 m", {"a.x": 3}),
        ("a.x > 3 元", {"a.x": "3 m"}),
        ("a.x > 3", {"a.x": "3 m"}),
        ("a.x AND", {}),
        ("a.x / a.y > 1", {}),
    ],
)
def test_faults(expression: str, facts: dict[str, Any]) -> None:
    with pytest.raises(Fault):
        ask(expression, facts)


def test_a_dictionary_knows_types_names_and_owners() -> None:
    types = {
        "works.route_length": parse_type("length m"),
        "works.voltage": parse_type("choice low | 10kv"),
    }
    naming = PlainNaming(
        types,
        {"works.voltage": Text("电压等级", "Voltage")},
        {"works.voltage": Text("申请人", "applicant")},
    )
    found = ask(
        "works.voltage = 'low' AND works.route_length <= 500 m",
        {"works.route_length": "300 m"},
        typing=lambda path: types.get(".".join(path)),
        naming=naming,
    )
    assert found.missing[0].owner == Text("申请人", "applicant")
    with pytest.raises(Fault, match="no choice"):
        ask("works.voltage = 'lo'", {}, typing=lambda path: types.get(".".join(path)))
    with pytest.raises(Fault, match="works"):
        ask("TRUE", {"works.route_length": "three"}, typing=lambda path: types.get(".".join(path)))
