"""What an item asks for: papers that facts make needless, optional ones, grounds, fees, the names to be asked."""

from __future__ import annotations

from datetime import date

from yichuang.engines.values import NONE, Unknown
from yichuang.kernel.catalogue.section import (
    DictGround,
    MaterialNeed,
    Names,
    Reading,
    World,
    asked_names,
    at_a_glance,
    conditions,
    fees,
    materials_needed,
    with_parameters,
    world_of,
)
from yichuang.kernel.catalogue.tests.small import DICTIONARY, GIVEN, works_pack

WORLD = world_of(DICTIONARY, [works_pack()])
ITEM = WORLD.packs["c03"].items["c03.works"]
DAY = date(2023, 10, 19)


def reading(world: World | None = None, **given: str) -> Reading:
    here = world_of(DICTIONARY, [works_pack()]) if world is None else world
    facts = {**GIVEN, **{name.replace("__", "."): text for name, text in given.items()}}
    names = Names.of_item(here, ITEM)
    return Reading(here, ITEM, DictGround(names, facts), DAY, "341100")


def needs(**given: str) -> dict[str, MaterialNeed]:
    return {need.key: need for need in materials_needed(ITEM, reading(None, **given))}


def test_a_known_fact_makes_its_paper_needless_and_says_so() -> None:
    assert needs()["licence"].needed == "yes"
    known = needs(applicant__name="某公司")["licence"]
    assert (known.needed, known.answered_by) == ("no", "applicant.name")
    assert known.why is not None
    assert known.why.zh.startswith("已有数据")
    assert needs(applicant__name="none")["licence"].needed == "yes"


def test_optional_and_unknown_papers() -> None:
    plan = needs(works__crosses__river="yes")["plan"]
    assert (plan.needed, plan.optional) == ("yes", True)
    unknown = needs(works__crosses="unknown")["plan"]
    assert (unknown.needed, unknown.missing) == (
        "unknown",
        frozenset({"works.crosses.river"}),
    )
    assert needs()["plan"].needed == "no"


def test_a_replacement_is_asked_only_where_it_replaces() -> None:
    filed = needs()
    assert (filed["map"].needed, filed["map"].replaced_by) == ("no", "promise")
    assert filed["promise"].needed == "yes"
    parallel = needs(works__route_length="501 m")
    assert (parallel["map"].needed, parallel["promise"].needed) == ("yes", "no")


def test_a_condition_whose_when_is_unknown_waits_for_that() -> None:
    told = {c.key: c for c in conditions(ITEM, reading(works__route_length="unknown"))}
    assert (told["clean"].answer, told["clean"].missing) == (
        "unknown",
        frozenset({"works.route_length"}),
    )
    assert told["supported"].answer == "yes"
    assert {c.key: c.answer for c in conditions(ITEM, reading(works__route_length="501 m"))} == {
        "supported": "yes",
        "clean": "moot",
    }
    refused = conditions(ITEM, reading(works__voltage="110kv"))[0]
    assert (refused.answer, refused.ground.zh) == ("no", "不适用本事项")


def test_fees_and_the_box() -> None:
    assert fees(ITEM, reading())[0].amount == Unknown(frozenset({":dig_fee"}))
    priced = with_parameters(WORLD, "c03", {"dig_fee": "100 元"})
    assert fees(ITEM, reading(priced))[0].amount == 10000
    box = at_a_glance(ITEM, Reading(priced, ITEM, None, DAY))
    assert box.promised.zh == "即时办结或 5 个工作日"
    assert box.fee.zh == "挖掘费 100 元"
    assert (box.visits.zh, box.result.zh, box.decided_by.zh) == ("零跑动", "施工许可", "城市管理")
    assert box.statutory_basis == "许可法42"
    assert reading(works__voltage="110kv").value("works.promised") is NONE


def test_what_has_to_be_known_at_all() -> None:
    assert asked_names(ITEM, reading()) == {
        "works.voltage",
        "works.route_length",
        "works.crosses.river",
        "applicant.violations",
        "applicant.name",
    }
