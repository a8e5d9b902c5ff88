"""Types, units, choices and reach of rules are checked before anything runs, each fault with place and hint."""

import pytest

from yichuang.engines.rules import check, parse_rule
from yichuang.engines.rules.tests.worlds import World, rows
from yichuang.engines.values import Fault, Type, parse_type

WORLD = World(
    {
        "works.voltage": "choice low | 10kv | 35kv",
        "works.length": "length m",
        "works.area": "area ㎡",
        "works.cost": "money",
        "works.foreign": "money usd",
        "works.start": "date",
        "works.sent": "moment",
        "works.term": "working_days",
        "works.rest": "duration",
        "works.digs": "yes_no",
        "works.note": "text",
        "works.count": "integer 0..100 人",
        "works.rate": "share",
        "works.power": "power kVA",
        "works.owner": "reference firm",
        "works.industry": "code industry",
        "firm.name": "text",
        "firm.loans": rows(amount="money", kind="choice new | old", day="date"),
        "firm.partners": parse_type("list of firm"),
    },
    {"far": "length m", "within": "working_days", "weights.loss": "decimal"},
)


def faults(text: str, want: str | None = None) -> list[Fault]:
    return check(parse_rule(text), WORLD, parse_type(want) if want else None)[1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("works.voltage = 'low' AND works.length <= :far", "yes_no"),
        ("works.length * works.length", "area"),
        ("works.area / NULLIF(works.length, 0 m)", "length"),
        ("works.cost * works.rate", "money"),
        ("works.cost / 3", "money"),
        ("works.start + 3 months", "date"),
        ("works.start - works.start", "duration"),
        ("works.sent + 2 hours", "moment"),
        ("works.count * 2", "integer"),
        ("works.count / 2", "share"),
        ("1 - works.rate", "share"),
        ("LEAST(works.cost, 5 万元)", "money"),
        ("sum_of(l in firm.loans, l.amount, l.kind = 'new')", "money"),
        ("count_of(l in firm.loans, l.day >= as_of - 1 year) > 3", "yes_no"),
        ("any_of(p in firm.partners, p.name = works.note)", "yes_no"),
        ("ceil(works.count * 2/3)", "integer"),
        ("CASE WHEN works.digs THEN :within ELSE 5 working_days END", "working_days"),
        ("works.rest <= 3 days AND works.term <= :within", "yes_no"),
        ("works.count >= 20", "yes_no"),
    ],
)
def test_types(text: str, kind: str) -> None:
    found, wrong = check(parse_rule(text), WORLD)
    assert wrong == []
    assert isinstance(found, Type)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "position", "near"),
    [
        ("works.voltge = 'low'", 0, "works.voltage"),
        ("works.voltage = 'lo'", 16, "low"),
        ("works.voltage IN ('low', '10kw')", 25, "10kv"),
        ("works.length > works.area", 0, ""),
        ("works.length > 3", 0, ""),
        ("works.cost > works.foreign", 0, ""),
        ("works.cost > 3", 0, ""),
        ("works.note > 'a'", 0, ""),
        ("works.voltage > 'low'", 0, ""),
        ("works.digs = 'yes'", 0, ""),
        ("works.start + works.start", 0, ""),
        ("works.cost * works.cost", 0, ""),
        ("works.cost + works.count", 0, ""),
        ("works.count / works.count", 14, "NULLIF"),
        ("works.count / 0", 14, "NULLIF"),
        ("works.term > 3 days", 0, ""),
        ("works.count > 3 m", 0, ""),
        ("works.count > 3 次", 0, ""),
        ("works.power > 3 kW", 0, ""),
        ("works.length <= :fare", 16, "far"),
        ("any_of(l in firm.loans, l.ammount > 3 元)", 24, "amount"),
        ("any_of(p in firm.partners, p.nam = 'x')", 27, "name"),
        ("any_of(l in firm.name, l.x = 'x')", 12, ""),
        ("works.note AND works.digs", 0, ""),
        ("sum_of(l in firm.loans, l.kind)", 0, ""),
        ("years_between(works.cost, as_of)", 14, ""),
        ("CASE WHEN works.digs THEN 3 元 ELSE 3 m END", 35, ""),
        ("is_odd(works.cost)", 7, ""),
        ("prior(works.count + 1)", 6, ""),
    ],
)
def test_faults_have_place_and_nearest(text: str, position: int, near: str) -> None:
    found = faults(text)
    assert len(found) == 1, [str(f) for f in found]
    assert (found[0].position, found[0].nearest) == (position, near)
    assert found[0].message.zh
    assert found[0].message.en


def test_all_faults_come_at_once() -> None:
    assert len(faults("works.voltge = 'low' AND works.length > 3 AND works.digs = 'x'")) == 3


@pytest.mark.parametrize(
    ("text", "want", "wrong"),
    [
        ("works.count * 2", "integer", 0),
        ("works.count / 2", "integer", 1),
        ("works.cost", "money usd", 1),
        ("CASE WHEN works.digs THEN 'low' ELSE '10kv' END", "choice low | 10kv", 0),
        ("CASE WHEN works.digs THEN 'lov' ELSE '10kv' END", "choice low | 10kv", 1),
        ("works.digs", "money", 1),
        ("5 days", "working_days", 1),
        ("2 years", "duration", 0),
        ("2 years", "months", 0),
    ],
)
def test_a_slot_wants_its_type(text: str, want: str, wrong: int) -> None:
    assert len(faults(text, want)) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "works.count > 100",
        "works.count < 0",
        "works.count > 5 AND works.count < 3",
        "works.count > 5 人 AND works.count < 6",
        "works.voltage = 'low' AND works.voltage = '10kv'",
        "works.start > 2023-01-01 AND works.start < 2022-01-01",
        "works.digs AND NOT works.digs",
        "works.length < 0 m",
        "works.note = 'a' AND works.note = 'b'",
        "works.digs OR (works.count > 5 AND works.count < 3)",
    ],
)
def test_rules_that_can_never_hold(text: str) -> None:
    assert [f.level for f in faults(text)] == ["fault"]


@pytest.mark.parametrize(
    "text",
    [
        "works.count >= 0",
        "works.voltage IN ('low', '10kv', '35kv')",
        "works.count > 5 OR works.count < 8",
        "works.digs OR NOT works.digs",
    ],
)
def test_rules_that_always_hold_are_a_warning(text: str) -> None:
    assert [f.level for f in faults(text)] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "works.count > 5 AND works.count < 7",
        "works.length > 5 m AND works.length < 5.1 m",
        "works.voltage <> 'low' AND works.voltage <> '10kv'",
        "works.industry = 'C13' OR works.industry <> 'C14'",
        "works.cost > 0 元 AND works.cost < 0.02 元",
    ],
)
def test_rules_that_can_go_either_way_are_fine(text: str) -> None:
    assert [f.level for f in faults(text) if f.level == "fault"] == []
