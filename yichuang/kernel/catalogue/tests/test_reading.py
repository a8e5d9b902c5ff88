"""Values of names: references, computed data, lists, years, parameters; what is missing is named by its base fact."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.engines.calendar import read_calendar
from yichuang.engines.values import NONE, Listing, Span, Subject, Unknown, Value
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.catalogue.section import (
    Circle,
    DictGround,
    Names,
    Reading,
    World,
    base_names,
    reading_of_facts,
    unknown_names,
    with_parameters,
    world_of,
)
from yichuang.kernel.catalogue.tests.small import DICTIONARY, GIVEN, sale_pack, works_pack

WORLD = world_of(DICTIONARY, [works_pack(), sale_pack()])
DAY = date(2023, 10, 19)


def item_of(key: str, world: World = WORLD) -> Item:
    item = world.item(key)
    assert item is not None
    return item


def reading(key: str = "c03.works", world: World = WORLD, **given: object) -> Reading:
    """A reading of the works as given by default, with changes (`a__b` is `a.b`)."""
    facts = dict(GIVEN) if key == "c03.works" else {}
    facts |= {name.replace("__", "."): value for name, value in given.items()}  # type: ignore[misc]
    names = Names.of_item(world, item_of(key, world))
    return Reading(world, names.item, DictGround(names, facts, region="341100"), DAY, "341100")


def missing(value: Value) -> set[str]:
    assert isinstance(value, Unknown)
    return set(value.missing)


def test_computed_by_a_table_with_parameters() -> None:
    assert reading().value("works.way") == "filing"
    assert reading(works__route_length="501 m").value("works.way") == "parallel"
    assert reading(works__route_length="501 m").value("works.promised") == Span(5, "working_days")
    faster = with_parameters(WORLD, "c03", {"parallel_days": "4 working_days"})
    assert reading(world=faster, works__crosses__river="yes").value("works.promised") == Span(
        4, "working_days"
    )
    assert reading(works__voltage="110kv").value("works.way") is NONE


def test_unknown_names_base_facts_only() -> None:
    assert missing(reading(works__route_length="unknown").value("works.way")) == {
        "works.route_length"
    }
    assert missing(reading(works__crosses="unknown").value("works.way")) == {"works.crosses.river"}
    assert missing(reading().value(":dig_fee")) == {":dig_fee"}


def test_what_a_subject_is_called_is_its_role() -> None:
    told = reading(applicant__violations="unknown")
    assert missing(told.value("works.owner_clean")) == {"applicant.violations"}
    assert told.value("works.owner") == told.value("applicant")
    assert reading().value("works.owner_clean") is True


def test_a_list_that_may_go_on_says_nothing_is_not_on_it() -> None:
    one = {"v1": {"serious": "no"}}
    assert missing(reading(applicant__violations=one).value("applicant.clean")) == {
        "applicant.violations"
    }
    whole = {"complete": "2023-10-01", **one}
    assert reading(applicant__violations=whole).value("applicant.clean") is True
    bad = {"v1": {"serious": "yes"}}
    assert reading(applicant__violations=bad).value("applicant.clean") is False
    vague = {"complete": "yes", "v1": {"date": "2023-01-01"}}
    assert missing(reading(applicant__violations=vague).value("applicant.clean")) == {
        "applicant.violations.v1.serious"
    }


def test_yearly_data_are_those_of_the_last_full_year() -> None:
    told = reading(applicant__revenue__2022="300 元", applicant__revenue__2021="200 元")
    assert told.value("applicant.revenue") == 30000
    assert told.value("applicant.grew") is True
    assert missing(reading(applicant__revenue__2022="1 元").value("applicant.grew")) == {
        "applicant.revenue"
    }
    assert told.evaluate("this(applicant.revenue)") == Unknown(frozenset({"applicant.revenue"}))


def test_the_region_climbs_and_working_days_count() -> None:
    assert reading().value("works.local") is True
    assert reading(applicant__region="340102").value("works.local") is False
    calendar = read_calendar(["year,day,kind,zh,en,basis\n2023,2023-10-20,holiday,测试,test,x\n"])
    names = Names.of_item(WORLD, item_of("c03.works"))
    told = Reading(WORLD, names.item, DictGround(names, GIVEN), DAY, calendar=calendar)
    assert told.evaluate("as_of + 2 working_days") == date(2023, 10, 24)
    assert told.evaluate("working_days_between(as_of, as_of + 5 days)") == 2


def test_rows_of_a_table_are_a_list() -> None:
    assert reading().value("works.asked") == 1
    assert reading(works__crosses__river="yes").value("works.asked") == 2
    rows = reading(works__crosses__river="yes").value("tables.departments")
    assert isinstance(rows, Listing)
    assert [r["department"] for r in rows if not isinstance(r, str)] == [  # type: ignore[index,call-overload]
        "city_management",
        "water",
    ]


def test_parties_of_many_carry_data_of_the_case() -> None:
    half = {"b1": {"share": "1/2"}, "b2": {"share": "1/2"}}
    told = reading("sale.transfer", buyer=half)
    assert told.value("deal.shares_ok") is True
    assert told.value("deal.kind") == "sale"
    assert told.value("holder") == told.value("buyer")
    third = {"b1": {"share": "1/3"}, "b2": {"age": "30"}}
    assert missing(reading("sale.transfer", buyer=third).value("deal.shares_ok")) == {
        "buyer.b2.share"
    }
    everyone = reading("sale.transfer", buyer=half, seller={"age": "3"}).value("parties")
    assert isinstance(everyone, Listing)
    assert len(everyone) == 3


def test_what_a_kind_cannot_have_is_none_and_none_leads_to_none() -> None:
    firm = reading("sale.transfer", seller={"region": "341100"})
    assert firm.value("seller.age") is NONE
    assert reading("sale.transfer", seller="none").value("seller.age") is NONE
    with pytest.raises(KeyError):
        reading().value("nobody.name")


def test_records_name_the_field_that_is_missing() -> None:
    notes = {"complete": "yes", "n1": {"text": "a"}}
    assert missing(reading("sale.transfer", deal={"notes": notes}).value("deal.open")) == {
        "deal.notes.n1.open"
    }


def test_parameters_of_another_pack_and_of_a_row() -> None:
    assert reading("sale.transfer").value("deal.slow") is True
    assert reading().value(":weights.a") == reading().evaluate("40 %")


def test_a_circle_is_refused() -> None:
    with pytest.raises(Circle, match=r"works.ring -> works.ring_two -> works.ring"):
        reading().value("works.ring")


def test_before_anybody_applies_the_base_facts_are_missing() -> None:
    told = Reading(WORLD, item_of("c03.works"), None, DAY, "341100")
    assert missing(told.value("works.way")) == {
        "works.voltage",
        "works.route_length",
        "works.crosses.river",
        ":filing_distance",
        ":parallel_days",
    }


def test_static_closure_follows_roles_and_tables() -> None:
    names = Names.of_item(WORLD, item_of("c03.works"))
    assert base_names(names, {"works.owner_clean"}) == {"applicant.violations"}
    assert base_names(names, {"works.asked", "nodes.river.outcome", "as_of"}) == {
        "tables.departments",
        "nodes.river.outcome",
    }
    assert names.called(("works", "owner", "name")) == ("applicant", "name")
    assert names.owner_of(("works", "owner", "violations")) == "enforcement"


def test_a_loop_sees_the_element_at_hand() -> None:
    told = reading().at({"d": Subject("violation", "works.lines.v1")})
    assert missing(told.value("d.serious")) == {"works.lines.v1.serious"}
    assert told.value("works.way") == "filing"


def test_explanations_speak_with_the_dictionarys_names() -> None:
    told = reading().explain("works.route_length <= :filing_distance")
    assert told.answer == "yes"
    assert "路由长度" in {seen.name.zh for seen in told.seen}
    assert told.text.zh.startswith("路由长度")
    naming = reading().naming
    assert naming.name(("applicant", "name")).zh == "用户名称"
    assert naming.name(("works", "voltage")).zh == "电压等级"
    assert naming.name(("nodes", "river", "outcome")).zh == "“河道意见”结论"
    owner = naming.owner(("works", "voltage"))
    assert owner is not None
    assert owner.zh == "申请人"


def test_a_question_to_the_dictionary_names_the_fact_and_its_owner() -> None:
    asked = reading_of_facts(WORLD, {}, DAY)
    told = asked.explain("works.voltage <> '10kv'")
    assert told.answer == "unknown"
    assert [(m.path, m.owner.zh if m.owner else "") for m in told.missing] == [
        ("works.voltage", "申请人")
    ]
    known = reading_of_facts(WORLD, {"works.voltage": "low", "works.crosses": {"river": True}}, DAY)
    assert known.answer("works.voltage <> '10kv' AND works.crosses.river") is True
    assert unknown_names(asked, "works.colour = 'red' AND works.voltage = 'low'") == (
        "works.colour",
    )
