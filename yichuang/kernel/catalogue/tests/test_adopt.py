"""Adopting within bounds, every fault at once; sets never change, differences are told in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from yichuang.base.errors import Invalid, NotFound, NotPermitted
from yichuang.base.text import Text
from yichuang.engines.values import Span
from yichuang.kernel.catalogue import api
from yichuang.kernel.catalogue.models import AdoptionSet
from yichuang.kernel.catalogue.testing import SYSTEM, adopt_packs
from yichuang.kernel.catalogue.tests.small import (
    DEPARTMENTS,
    DICTIONARY,
    WAY,
    parameter,
    sale_pack,
    works_item,
    works_pack,
)
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor, PostHeld
from yichuang.kernel.people.testing import make_city, make_clerk, make_department, make_post
from yichuang.kernel.trail.api import list_lines

pytestmark = pytest.mark.django_db
FEE = {"dig_fee": "100 元"}


@pytest.fixture
def published() -> None:
    api.publish_dictionary(SYSTEM, DICTIONARY)
    api.publish_pack(SYSTEM, works_pack())


def codes(**values: str) -> dict[str, str]:
    return {p.where: p.code for p in api.check_adoption("341100", "c03", "1", values)}


@pytest.mark.usefixtures("published")
def test_every_fault_of_the_values_at_once() -> None:
    assert codes(dig_fee="100 元") == {}
    found = codes(
        filing_distance="400 m",
        parallel_days="25 working_days",
        dig_fee="3000 元",
        paralel_days="1 working_days",
    )
    assert found == {
        "filing_distance": "not_allowed",
        "parallel_days": "not_allowed",
        "dig_fee": "bounds",
        "paralel_days": "unknown_parameter",
    }
    assert codes() == {"dig_fee": "must_set"}
    assert codes(dig_fee="5 m") == {"dig_fee": "type"}
    assert codes(dig_fee="1 元", parallel_days="6 working_days") == {"parallel_days": "not_allowed"}
    assert codes(**{"dig_fee": "1 元", "weights.a": "50 %"}) == {"sum": "must_hold"}
    assert codes(**{"dig_fee": "1 元", "weights.a": "50 %", "weights.b": "50 %"}) == {}


@pytest.mark.usefixtures("published")
def test_faults_speak_both_languages_and_show_the_bounds() -> None:
    problem = next(
        p
        for p in api.check_adoption("341100", "c03", "1", {"dig_fee": "3000 元"})
        if p.code == "bounds"
    )
    assert "2,000 元" in problem.message.zh
    assert "2,000" in problem.message.en
    typed = api.check_adoption("341100", "c03", "1", {**FEE, "paralel_days": "1 working_days"})
    assert typed[0].remedy is not None
    assert "parallel_days" in typed[0].remedy.zh


@pytest.mark.usefixtures("published")
def test_tables_are_replaced_only_as_the_pack_allows() -> None:
    def told(**tables: str) -> list[str]:
        return [p.message.zh for p in api.check_adoption("341100", "c03", "1", FEE, tables)]

    added = WAY.replace("110kv", "110kv", 1) + "10kv,,,parallel,= :parallel_days,,,市,,\n"
    assert told(way=added) == []
    assert "全省统一" in told(departments=DEPARTMENTS + "d4,water,,x,,\n")[0]
    assert "只能增加" in told(way="\n".join(WAY.splitlines()[:-1]))[0]
    wrong = told(way=WAY + "12kv,,,parallel,= :parallel_days,,,市,,\n")
    assert "第 6 行" in wrong[0]
    assert told(wey=WAY)[0].startswith("本措施没有表")


@pytest.mark.usefixtures("published")
def test_a_set_is_made_whole_and_never_changes() -> None:
    first = api.adopt(
        SYSTEM, region="341100", pack="c03", version="1", parameters=FEE, organisation=False
    )
    assert api.current_set("341100") == first
    assert first.packs["c03"].parameters == {"dig_fee": "10000"}
    again = api.adopt(
        SYSTEM, region="341100", pack="c03", version="1", parameters=FEE, organisation=False
    )
    assert again.id == first.id
    faster = {**FEE, "parallel_days": "4 working_days"}
    second = api.adopt(
        SYSTEM, region="341100", pack="c03", version="1", parameters=faster, organisation=False
    )
    assert second.id != first.id
    old, new = (api.world(i).parameter("parallel_days", "c03") for i in (first.id, second.id))
    assert old is not None
    assert new is not None
    assert (old.value, new.value) == (Span(5, "working_days"), Span(4, "working_days"))
    assert api.read_set(first.id) == first
    with pytest.raises(DatabaseError), transaction.atomic():
        AdoptionSet.objects.filter(pk=first.id).update(content="{}")
    assert [s.id for s in api.list_sets("341100")] == [second.id, first.id]
    kinds = [line.kind for line in list_lines("region:341100").rows]
    assert kinds == ["catalogue.pack_adopted", "catalogue.pack_adopted"]


@pytest.mark.usefixtures("published")
def test_what_is_refused_changes_nothing() -> None:
    with pytest.raises(Invalid) as told:
        api.adopt(SYSTEM, region="341100", pack="c03", version="1", organisation=False)
    assert [p.where for p in told.value.problems] == ["dig_fee"]
    assert api.find_current_set("341100") is None
    with pytest.raises(NotFound):
        api.adopt(
            SYSTEM, region="341100", pack="c03", version="7", parameters=FEE, organisation=False
        )


def test_differences_in_plain_words() -> None:
    one = adopt_packs(DICTIONARY, works_pack(), parameters={"c03": FEE})
    new = replace(works_item(), conditions={}, materials={})
    upgraded = replace(works_pack(), items={new.key: new})
    version = api.publish_pack(SYSTEM, upgraded).version
    values = {"dig_fee": "50 元", "parallel_days": "4 working_days"}
    foreseen = api.what_would_change("341100", "c03", version, values, {})
    two = api.adopt(
        SYSTEM, region="341100", pack="c03", version=version, parameters=values, organisation=False
    )
    changes = api.set_difference(one.id, two.id)
    said = [c.text.zh for c in changes]
    assert "并联审批 5→4 个工作日" in said
    assert "dig_fee 100→50 元" in said
    assert "“电力接入工程审批”去掉条件“supported”" in said
    assert "“电力接入工程审批”去掉材料“路由图”" in said
    assert [c.text for c in foreseen] == [c.text for c in changes]
    assert "Approval in parallel" not in said[0]
    assert api.set_difference(two.id, two.id) == ()
    assert [c.text.zh for c in api.set_difference("", one.id)] == [
        "采用“优化企业电力接入工程审批办理”"
    ]


def test_withdrawn_means_no_new_applications_and_old_sets_stay() -> None:
    one = adopt_packs(DICTIONARY, works_pack(), sale_pack(), parameters={"c03": FEE})
    assert api.find_item("341100", "c03.works").name.zh == "电力接入工程审批"
    with pytest.raises(Invalid) as told:
        api.withdraw(SYSTEM, region="341100", pack="c03")
    assert told.value.problems[0].where == "sale"
    api.withdraw(SYSTEM, region="341100", pack="sale")
    two = api.withdraw(SYSTEM, region="341100", pack="c03")
    assert two.packs == {}
    assert api.withdrawn_since("341100", "c03") == two.since
    with pytest.raises(NotFound):
        api.find_item("341100", "c03.works")
    assert api.find_item(one.id, "c03.works").key == "c03.works"
    with pytest.raises(NotFound):
        api.withdraw(SYSTEM, region="341100", pack="c03")
    back = api.adopt(
        SYSTEM, region="341100", pack="c03", version="1", parameters=FEE, organisation=False
    )
    assert api.withdrawn_since("341100", "c03") is None
    assert len({one.id, two.id, back.id}) == 3


def test_which_cities_offer_an_item_and_the_register() -> None:
    adopt_packs(DICTIONARY, works_pack(), parameters={"c03": FEE})
    adopt_packs(DICTIONARY, works_pack(), region="340100", parameters={"c03": FEE})
    assert api.which_cities("c03.works") == ("340100", "341100")
    assert api.which_cities("sale.transfer") == ()
    api.publish_pack(SYSTEM, sale_pack())
    newer = works_pack(extra=parameter("extra", "integer", "1"))
    api.publish_pack(SYSTEM, newer)
    rows = {row.pack: row for row in api.list_measures("341100")}
    assert (rows["c03"].adopted, rows["c03"].latest, rows["c03"].upgrade) == ("1", "2", True)
    assert (rows["sale"].adopted, rows["sale"].items) == ("", ("sale.transfer",))
    assert [row.adopted for row in api.list_measures("340200")] == ["", ""]
    assert [i.key for i in api.list_items("341100", served="enterprise")] == ["c03.works"]
    assert api.list_items("340200") == ()


@pytest.mark.usefixtures("published")
def test_what_a_pack_needs_must_be_there() -> None:
    api.publish_pack(SYSTEM, sale_pack())
    problems = api.check_adoption("341100", "sale", "1")
    assert [p.where for p in problems] == ["c03"]
    wanted = replace(
        works_pack(), measure=replace(works_pack().measure, needs={"dictionary": ">=2"})
    )
    api.publish_pack(SYSTEM, wanted)
    assert [p.where for p in api.check_adoption("341100", "c03", "2", FEE)] == ["dictionary"]


@pytest.mark.usefixtures("published")
def test_only_those_of_the_region_or_above_may_adopt() -> None:
    for code, parent in (
        ("340000", ""),
        ("341100", "340000"),
        ("341102", "341100"),
        ("340100", "340000"),
    ):
        kind = "province" if not parent else "city"
        people.ensure_region(SYSTEM, code=code, name=Text(code), kind=kind, parent=parent)

    def clerk(region: str, *roles: str) -> Actor:
        held = PostHeld(1, "admin", 1, "data_bureau", region)
        return Actor("account:7", "x", posts=(held,), roles=roles)

    for wrong in (clerk("341100"), clerk("340100", api.ADOPT), clerk("341102", api.ADOPT)):
        with pytest.raises(NotPermitted):
            api.adopt(
                wrong, region="341100", pack="c03", version="1", parameters=FEE, organisation=False
            )
    mine = clerk("340000", api.ADOPT)
    assert api.adopt(
        mine, region="341100", pack="c03", version="1", parameters=FEE, organisation=False
    ).packs


@pytest.mark.usefixtures("published")
def test_every_post_of_the_plans_must_be_staffed() -> None:
    make_city("341100", "341102")
    seats = [p.where for p in api.check_staffing("341100", "c03", "1")]
    assert seats == ["water/reviewer", "city_management county/reviewer"]
    with pytest.raises(Invalid) as told:
        api.adopt(SYSTEM, region="341100", pack="c03", version="1")
    assert {p.where for p in told.value.problems} == {"dig_fee", *seats}
    water = make_post(make_department("water", "341100"), "reviewer")
    office = make_post(make_department("office", "341100"), "clerk")
    make_clerk("w", water)
    make_clerk("o", office)
    mapped = {"reviewer": "office clerk"}
    assert api.check_staffing("341100", "c03", "1", mapped) == ()
    done = api.adopt(SYSTEM, region="341100", pack="c03", version="1", parameters=FEE, posts=mapped)
    assert done.packs["c03"].posts == mapped


def test_reads_cost_the_same_however_much_is_adopted(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    adopt_packs(DICTIONARY, works_pack(), sale_pack(), parameters={"c03": FEE})
    api.world_of_region("341100")
    with django_assert_num_queries(1):
        api.find_item("341100", "c03.works")
    with django_assert_num_queries(1):
        api.list_items("341100")
    api.list_measures("341100")
    with django_assert_num_queries(2):
        assert len(api.list_measures("341100")) == 2
    with django_assert_num_queries(1):
        assert api.which_cities("c03.works") == ("341100",)
    with django_assert_num_queries(1):
        assert list(api.current_sets(["341100", "340100"])) == ["341100"]
    current = api.current_set("341100").id
    with django_assert_num_queries(0):
        api.world(current)
