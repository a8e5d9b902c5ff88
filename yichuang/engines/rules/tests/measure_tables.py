"""Tables of the province's measures with the names that they speak of."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from yichuang.engines.rules import (
    DecisionTable,
    Declaration,
    DictEnv,
    TableResult,
    evaluate_table,
    read_table,
)
from yichuang.engines.rules.tests.worlds import World
from yichuang.engines.values import Type, Value, parse_type

TABLES = Path(__file__).parent / "tables"
TODAY = date(2023, 10, 19)
WORLD = World(
    {
        "job.annual_salary": "money",
        "job.person.degree": "choice no_degree | bachelor | master | doctor",
        "job.person.work_years": "integer 0..60 年",
        "job.months_per_year": "integer 0..12 月",
        "job.person.hsk": "integer 0..6 级",
        "job.place_kind": "choice ordinary | west | northeast | poor",
        "job.person.age": "integer 0..130 岁",
        "job.person.distinguished": "yes_no",
        "job.local_need_points": "integer 0..10 分",
        "job.in_talent_plan": "yes_no",
        "job.points": "integer 0..120 分",
        "job.occupation": "code occupation",
        "enterprise.industry": "code industry",
        "enterprise.employees": "integer 0..2000000 人",
        "enterprise.revenue": "money",
        "enterprise.assets": "money",
        "realty.use": "choice home | shop | office | factory | other",
        "realty.area": "area ㎡",
        "registration.homes": "choice first | second | more",
        "registration.contract_date": "date",
        "registration.kind": "choice first | transfer | change | cancel",
        "holder.size": "choice large | medium | small | micro",
        "selection.recovered": "money",
        "impact.score": "decimal",
        "offence.act": "code act",
        "claim.region": "code region",
        "enterprise.functional_zone": "choice jiangbei | other",
        "request.joint": "yes_no",
    },
    {"impact_low": "decimal", "impact_high": "decimal"},
    open_=True,
)
ENGINEER: dict[str, Any] = {
    "job.annual_salary": 36_000_000,
    "job.person.degree": "master",
    "job.person.work_years": 8,
    "job.months_per_year": 9,
    "job.person.hsk": 4,
    "job.place_kind": "ordinary",
    "job.person.age": 38,
    "job.person.distinguished": True,
    "job.local_need_points": 5,
}


def table(
    name: str, hits: str, results: dict[str, Type] | None = None, **declared: str
) -> DecisionTable:
    text = (TABLES / f"{name}.csv").read_text("utf-8")
    found, faults = read_table(text, Declaration(name, hits, **declared), WORLD, results)
    assert [f.show("en") for f in faults] == []
    return found


def answer(found: DecisionTable, facts: dict[str, Any], **parameters: Value) -> TableResult:
    return evaluate_table(found, DictEnv(facts, parameters, TODAY))


def made(text: str, hits: str, **declared: str) -> DecisionTable:
    found, faults = read_table(text, Declaration("made", hits, **declared), WORLD)
    assert [f.show("en") for f in faults] == []
    return found


SIZE = table("enterprise_size", "first")
POINTS = table("points", "sum")
CLASS = table("class", "first")
TAX = table(
    "deed_tax",
    "first",
    {"deed_tax_rate": parse_type("share")},
    dated_by="registration.contract_date",
)
