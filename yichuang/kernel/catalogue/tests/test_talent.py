"""H07 whole: points, classes, commitments and what is asked, read from the published text of the pack."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from yichuang.engines.values import Span, Unknown
from yichuang.kernel.catalogue.contracts import Dictionary, PackContent
from yichuang.kernel.catalogue.section import (
    DictGround,
    Names,
    Reading,
    World,
    asked_names,
    at_a_glance,
    conditions,
    decode,
    fees,
    materials_needed,
    world_of,
)

DATA = Path(__file__).parent / "data"
DAY = date(2023, 10, 19)
ENGINEER = {
    "region.average_wage": "9 万元",
    "foreigner.birth_date": "1985-06-01",
    "foreigner.passport_until": "2030-01-01",
    "foreigner.entered_on": "2023-10-01",
    "foreigner.lodging_registered": "yes",
    "foreigner.degree": "master",
    "foreigner.work_years": "8",
    "foreigner.hsk": "4",
    "foreigner.top_university": "no",
    "foreigner.global_500": "yes",
    "foreigner.holds_patent": "no",
    "foreigner.years_in_china": "1",
    "foreigner.health_checked_on": "2023-09-20",
    "foreigner.commitment_barred_until": "none",
    "employer.status": "normal",
    "job.occupation": "robot_engineer",
    "job.annual_salary": "36 万元",
    "job.months_per_year": "9",
    "job.place_kind": "ordinary",
    "job.in_talent_plan": "no",
    "job.contract_until": "2026-10-18",
    "job.stay_until": "2026-10-18",
}


@cache
def world() -> World:
    dictionary = decode((DATA / "dictionary.json").read_text("utf-8"), Dictionary)
    return world_of(dictionary, [decode((DATA / "h07.json").read_text("utf-8"), PackContent)])


def engineer(*, key: str = "h07_foreign_talent.permits", **changes: str) -> Reading:
    item = world().item(key)
    assert item is not None
    given = {**ENGINEER, **{name.replace("__", "."): value for name, value in changes.items()}}
    names = Names.of_item(world(), item)
    return Reading(world(), item, DictGround(names, given), DAY, "340100")


NO_TITLE = {"foreigner__degree": "no_degree", "job__annual_salary": "34 万元"}


@pytest.mark.parametrize(
    ("changes", "points", "class_"),
    [
        ({}, 82, "b"),
        ({"foreigner__degree": "doctor", "job__annual_salary": "45 万元"}, 90, "a"),
        ({"foreigner__work_years": "11"}, 85, "a"),
        ({"foreigner__work_years": "10"}, 84, "b"),
        ({**NO_TITLE, "foreigner__hsk": "0"}, 60, "b"),
        ({**NO_TITLE, "foreigner__global_500": "no"}, 59, "c"),
        (
            {
                "foreigner__degree": "no_degree",
                "foreigner__hsk": "0",
                "foreigner__global_500": "no",
                "job__annual_salary": "54 万元",
            },
            61,
            "a",
        ),
    ],
)
def test_points_make_the_class(changes: dict[str, str], points: int, class_: str) -> None:
    told = engineer(**changes)
    assert told.value("job.points") == points
    assert told.value("job.class") == class_
    days = 5 if class_ == "a" else 7
    assert told.value("job.promised") == Span(days, "working_days")


def test_an_unknown_salary_is_what_is_missing_and_bounds_still_decide() -> None:
    told = engineer(job__annual_salary="unknown")
    missing = Unknown(frozenset({"job.annual_salary"}))
    assert told.value("job.class") == missing
    assert told.value("job.promised") == missing
    assert told.value("job.points") == Unknown(missing.missing, 65, 85)
    assert told.answer("job.points >= 60") is True
    assert told.answer("job.points >= 86") is False


def test_conditions_and_what_they_wait_for() -> None:
    told = engineer(job__stay_until="2024-01-16", foreigner__passport_until="unknown")
    answers = {c.key: c for c in conditions(told.item, told)}  # type: ignore[arg-type]
    assert answers["stay_term"].answer == "no"
    assert answers["in_time_extend"].answer == "moot"
    assert answers["passport_valid"].answer == "unknown"
    assert answers["passport_valid"].missing == {"foreigner.passport_until"}
    assert answers["lodging"].level == "person"


def needed(told: Reading) -> dict[str, str]:
    return {m.key: m.needed for m in materials_needed(told.item, told)}  # type: ignore[arg-type]


def test_a_commitment_takes_the_place_of_a_proof_for_class_a_only() -> None:
    b = needed(engineer())
    assert (b["no_crime"], b["no_crime_commitment"]) == ("yes", "no")
    told = engineer(job__in_talent_plan="yes")
    assert (needed(told)["no_crime"], needed(told)["no_crime_commitment"]) == ("no", "yes")
    barred = engineer(job__in_talent_plan="yes", foreigner__commitment_barred_until="2024-06-30")
    assert needed(barred)["no_crime"] == "yes"
    unknown = engineer(job__annual_salary="unknown")
    assert (needed(unknown)["no_crime"], needed(unknown)["no_crime_commitment"]) == (
        "unknown",
        "unknown",
    )


def test_health_is_asked_from_one_year_on_and_may_be_too_old() -> None:
    assert needed(engineer(job__stay_until="2024-01-17"))["health"] == "no"
    told = engineer(job__stay_until="2024-10-19", foreigner__health_checked_on="2023-04-18")
    health = next(m for m in materials_needed(told.item, told) if m.key == "health")  # type: ignore[arg-type]
    assert (health.needed, health.valid) == ("yes", "no")


def test_the_box_of_an_item_before_anybody_applies() -> None:
    item = world().item("h07_foreign_talent.permits")
    assert item is not None
    told = Reading(world(), item, None, DAY, "340100")
    box = at_a_glance(item, told)
    assert box.promised.zh == "5 个工作日或 7 个工作日"
    assert box.statutory.zh == "15 日"
    assert box.fee.zh == "居留许可证件费 待核"
    assert box.visits.zh == "零跑动"
    assert all(text.zh and text.en for text in (box.result, box.decided_by, box.handling))
    assert fees(item, told)[0].amount == Unknown(frozenset({":residence_fee"}))
    asked = asked_names(item, told)
    assert {"job.annual_salary", "foreigner.birth_date", "region.average_wage"} <= asked
    assert "job.class" not in asked
