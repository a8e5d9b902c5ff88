"""Tables of the province's measures, read as they are, with everything known and with something missing."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from yichuang.base.text import Text
from yichuang.engines.rules import (
    Declaration,
    DictEnv,
    PlainNaming,
    compile_text,
    explain_table,
    listing_of,
    read_table,
)
from yichuang.engines.rules.tests.measure_tables import (
    CLASS,
    ENGINEER,
    POINTS,
    SIZE,
    TABLES,
    TAX,
    TODAY,
    WORLD,
    answer,
    made,
    table,
)
from yichuang.engines.rules.tests.worlds import World
from yichuang.engines.values import NONE, Listing, Record, Span, Unknown, Value


@pytest.mark.parametrize(
    ("facts", "size"),
    [
        (
            {
                "enterprise.industry": "C3510",
                "enterprise.employees": 299,
                "enterprise.revenue": 5_000_000_000,
            },
            "small",
        ),
        (
            {
                "enterprise.industry": "C3510",
                "enterprise.employees": 300,
                "enterprise.revenue": 200_000_000_0,
            },
            "medium",
        ),
        (
            {
                "enterprise.industry": "C3510",
                "enterprise.employees": 19,
                "enterprise.revenue": 900_000_000_00,
            },
            "micro",
        ),
        ({"enterprise.industry": "A0111", "enterprise.revenue": 50_000_000}, "small"),
    ],
)
def test_size_of_an_enterprise(facts: dict[str, Any], size: str) -> None:
    assert answer(SIZE, facts).value() == size


def test_first_is_known_once_all_rows_that_could_be_first_agree() -> None:
    few = {"enterprise.industry": "C3510", "enterprise.employees": 10}
    found = answer(SIZE, few)
    assert found.value() == "micro", "whatever the revenue is"
    many = answer(SIZE, {"enterprise.industry": "C3510", "enterprise.employees": 2000})
    assert isinstance(many.value(), Unknown)
    assert many.missing == {"enterprise.revenue"}
    assert answer(SIZE, {}).missing >= {"enterprise.industry"}


def test_a_sum_adds_its_groups() -> None:
    found = answer(POINTS, ENGINEER, local_points_most=10)
    assert found.groups["salary"] == 17
    assert found.groups["degree"] == 15
    total = found.value()
    assert isinstance(total, int)
    assert total == sum(v for v in found.groups.values() if isinstance(v, int))
    assert len(found.hits) == len(found.groups)


def test_a_sum_is_bounded_by_what_is_known() -> None:
    whole = answer(POINTS, ENGINEER, local_points_most=10).value()
    part = answer(
        POINTS,
        {k: v for k, v in ENGINEER.items() if k != "job.annual_salary"},
        local_points_most=10,
    )
    total = part.value()
    assert isinstance(total, Unknown)
    assert total.missing == {"job.annual_salary"}
    assert isinstance(whole, int)
    assert (total.low, total.high) == (whole - 17, whole + 3)
    reached = compile_text(f"job.points >= {whole - 17}")
    assert reached.evaluate(DictEnv({"job.points": total})) is True
    above = compile_text(f"job.points > {whole + 3}")
    assert above.evaluate(DictEnv({"job.points": total})) is False
    between = compile_text(f"job.points >= {whole - 16}").evaluate(DictEnv({"job.points": total}))
    assert isinstance(between, Unknown)
    assert between.missing == {"job.annual_salary"}


LINES = {"points_a": 85, "points_b": 60, "wage_times_a": 6, "wage_times_b": 4}


@pytest.mark.parametrize(
    ("points", "degree", "kind"),
    [
        (85, "no_degree", "a"),
        (84, "no_degree", "b"),
        (60, "no_degree", "b"),
        (59, "no_degree", "c"),
        (59, "master", "b"),
    ],
)
def test_borders_of_the_classes(points: int, degree: str, kind: str) -> None:
    facts = {
        **ENGINEER,
        "job.in_talent_plan": False,
        "job.points": points,
        "job.person.degree": degree,
        "region.average_wage": 10_000_000,
    }
    assert answer(CLASS, facts, **LINES).value("class") == kind


def test_a_bounded_sum_decides_the_class() -> None:
    facts = {
        "job.in_talent_plan": False,
        "job.points": Unknown(frozenset({"job.annual_salary"}), 85, 120),
    }
    assert answer(CLASS, facts, **LINES).value("class") == "a"


def test_unknown_salary_leaves_the_class_unknown() -> None:
    facts = {
        **ENGINEER,
        "job.in_talent_plan": False,
        "job.points": 59,
        "region.average_wage": 9_000_000,
    }
    del facts["job.annual_salary"]
    facts["job.person.degree"] = "no_degree"
    found = answer(CLASS, facts, **LINES)
    assert isinstance(found.value("class"), Unknown)
    assert found.missing == {"job.annual_salary"}


@pytest.mark.parametrize(
    ("day", "area", "rate"),
    [
        (date(2024, 11, 30), 140, Fraction(3, 200)),
        (date(2024, 12, 1), 140, Fraction(1, 100)),
        (date(2024, 12, 1), 141, Fraction(3, 200)),
        (date(2024, 11, 30), 90, Fraction(1, 100)),
    ],
)
def test_the_day_picks_the_rows(day: date, area: int, rate: Fraction) -> None:
    facts = {
        "registration.contract_date": day,
        "realty.use": "home",
        "registration.homes": "first",
        "realty.area": area,
    }
    assert answer(TAX, facts).value() == rate


def test_an_unknown_day_matters_only_where_the_rates_differ() -> None:
    facts = {"realty.use": "home", "registration.homes": "first", "realty.area": 80}
    assert answer(TAX, {**facts, "realty.area": 120}).missing == {"registration.contract_date"}
    found = answer(TAX, {**facts, "registration.homes": "more"})
    assert found.value() == Fraction(3, 100)


def test_none_picks_the_rows_that_take_anything() -> None:
    fees = table("fees", "first")
    assert (
        answer(
            fees, {"holder.size": NONE, "realty.use": "home", "registration.kind": "transfer"}
        ).value()
        == 8000
    )
    assert answer(fees, {"holder.size": "micro"}).value() == 0


@pytest.mark.parametrize(
    ("recovered", "fee"),
    [(0, 0), (100, 12), (500, 12 + 40), (1000, 12 + 40 + 40), (6000, 12 + 40 + 40 + 240 + 30)],
)
def test_slices(recovered: int, fee: int) -> None:
    found = table("fee", "slices", of="selection.recovered")
    assert answer(found, {"selection.recovered": recovered * 1_000_000}).value() == fee * 1_000_000
    assert answer(found, {}).missing == {"selection.recovered"}


def test_all_keeps_certain_and_possible_apart() -> None:
    found = table("findings", "all", key="key")
    facts = {
        "registration.business": "mortgage",
        "realty.survey_code": "1",
        "realty.code": "1",
        "realty.virtual": True,
        "realty.burdens": Listing((), None, complete=False),
        "realty.parcel.burdens": Listing((), None, complete=True),
    }
    result = answer(found, facts)
    assert "virtual" in {hit.key for hit in result.hits}
    possible = {hit.key: hit for hit in result.possible}
    assert possible["seized"].missing == {"realty.burdens"}
    assert "parcel_seized" not in possible
    assert possible["seized"].level == "block"
    assert possible["seized"].because.zh == "单元被查封或预查封"


def test_also_is_asked_of_every_row() -> None:
    found = table(
        "exemptions", "all", key="entry", dated_by="offence.date", also="NOT offence.barred"
    )
    act = {
        "offence.act": "food_label_flaw",
        "offence.date": date(2023, 10, 18),
        "offence.affects_safety": False,
        "offence.misleads": False,
        "offence.corrected": True,
    }
    assert [hit.key for hit in answer(found, {**act, "offence.barred": False}).hits] == ["x03e"]
    assert answer(found, {**act, "offence.barred": True}).hits == ()
    doubt = answer(found, act)
    assert [hit.key for hit in doubt.possible] == ["x03e"]
    assert doubt.missing == {"offence.barred"}


def test_a_table_read_as_a_list() -> None:
    found = made(
        "entry,zh,rule,from,until\nd1,一,,,\nd2,二,a.x,,\nd3,三,,,2020-01-01\n", "all", key="entry"
    )
    rows = listing_of(found, DictEnv({"a.x": True}, as_of=TODAY))
    assert [r["key"] for r in rows if isinstance(r, Record)] == ["d1", "d2"]
    assert rows.complete
    assert not listing_of(found, DictEnv({}, as_of=TODAY)).complete


def test_last_takes_the_highest_rung() -> None:
    ladder = table("ladder", "last")
    facts = {
        "request.joint": True,
        "case.overdue": False,
        "request.key_matter": False,
        "request.major": False,
    }
    found = answer(ladder, facts)
    assert found.value("rung") == 2
    assert found.value("within") == Span(3, "working_days")
    assert found.because == (Text("集中会商", "Consulted jointly"),)


def test_unique_with_parameters() -> None:
    level = table("impact_level", "unique")
    lines: dict[str, Value] = {"impact_low": 3, "impact_high": 6}
    for score, kind in [(2, "low"), (3, "medium"), (6, "high")]:
        assert answer(level, {"impact.score": score}, **lines).value() == kind
    assert answer(level, {"impact.score": 2}).missing >= {":impact_low"}


def test_a_case_that_no_row_names_is_not_none() -> None:
    found = made("a.x,r\np,1\nq,2\n", "first")
    gap = answer(found, {"a.x": "z"})
    assert gap.missing == {"tables.made"}


def test_cells_for_unknown_and_none() -> None:
    found = made("a.x,r\nunknown,u\nnone,n\n3 | 5,few\n10..20,range\n,other\n", "first")
    for value, expected in [(NONE, "n"), (3, "few"), (4, "other"), (20, "range"), (21, "other")]:
        assert answer(found, {"a.x": value}).value() == expected
    assert answer(found, {}).value() == "u"


def test_results_may_be_expressions() -> None:
    shares = table("shares", "first")
    found = answer(
        shares,
        {"claim.region": "340100", "enterprise.functional_zone": NONE},
        default_city_share=Fraction(2, 5),
    )
    assert found.values["county_share"] == Fraction(3, 5)
    assert answer(shares, {"claim.region": "340210"}).values["city_share"] == Fraction(1, 5)


def test_reads_of_a_table() -> None:
    assert CLASS.names >= {"job.points", ":points_a", "region.average_wage", "job.person.degree"}
    assert TAX.names == {
        "registration.contract_date",
        "realty.use",
        "registration.homes",
        "realty.area",
    }


def test_mark_and_quotes_do_not_matter() -> None:
    text = (TABLES / "fees.csv").read_text("utf-8")
    found, faults = read_table(
        "\ufeff" + text.replace("\n", "\r\n"), Declaration("fees", "first"), WORLD
    )
    assert faults == []
    assert found.rows[0].cells == table("fees", "first").rows[0].cells


def test_faults_of_a_table_have_row_and_column() -> None:
    text = "holder.size,realty.uze,realty.use,r,until\nsmal,,home,1,\n,,home,= LEAST(1,\n,,hom,1,2023-13-01\n"
    _, faults = read_table(text, Declaration("t", "firsts"), World(WORLD.types))
    found = [(f.row, f.header, f.nearest) for f in faults]
    assert (None, "", "first") in found
    assert (0, "realty.uze", "realty.use") in found
    assert (1, "holder.size", "small") in found
    assert (2, "r", "") in found
    assert (3, "realty.use", "home") in found
    assert (3, "until", "") in found


def test_a_table_explains_itself() -> None:
    naming = PlainNaming(names={"tables.class": Text("人才分类", "Class of talent")})
    facts = {**ENGINEER, "job.in_talent_plan": False, "job.points": 85}
    told = explain_table(CLASS, DictEnv(facts, LINES, TODAY), naming, "class")
    assert told.text.zh == "人才分类：a"
    assert [p.text.zh for p in told.parts] == ["积分达到 A 类线（domain P22）"]
    assert told.parts[0].answer == "yes"
