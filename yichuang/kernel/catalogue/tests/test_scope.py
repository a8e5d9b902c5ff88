"""The names that rules may use, as a checker asks for them."""

from __future__ import annotations

from dataclasses import replace

from yichuang.engines.values import Type
from yichuang.kernel.catalogue.section import WorldScope, reserved, world_of
from yichuang.kernel.catalogue.tests.small import DICTIONARY, datum, sale_pack, subject, works_pack

WORLD = world_of(DICTIONARY, [works_pack(), sale_pack()])


def kind_of(scope: WorldScope, name: str) -> str | None:
    found = scope.type_of(tuple(name.split(".")))
    return found.kind if found is not None else None


def test_roles_references_and_parts() -> None:
    item = WORLD.item("c03.works")
    assert item is not None
    scope = WorldScope.of_item(WORLD, item, d=Type("reference", targets=("violation",)))
    assert kind_of(scope, "works.owner.region") == "code"
    assert kind_of(scope, "applicant.violations.serious") == "yes_no"
    assert kind_of(scope, "works.crosses.river") == "yes_no"
    assert kind_of(scope, "nodes.river.outcome") == "text"
    assert kind_of(scope, "papers.map.replaced") == "yes_no"
    assert kind_of(scope, "case.state") == "choice"
    assert kind_of(scope, "d.serious") == "yes_no"
    assert kind_of(scope, "region.wage") == "money"
    for wrong in (
        "works.colour",
        "nodes.lake.outcome",
        "papers.cake.signed",
        "e.serious",
        "case.colour",
    ):
        assert kind_of(scope, wrong) is None


def test_roles_of_many_carry_their_own_data() -> None:
    scope = WorldScope.of_pack(WORLD, "sale")
    assert kind_of(scope, "buyer.share") == "share"
    assert kind_of(scope, "buyer.age") == "integer"
    assert kind_of(scope, "seller.region") == "code"


def test_parameters_of_the_pack_of_rows_and_of_others() -> None:
    scope = WorldScope.of_pack(WORLD, "sale")
    assert scope.parameter("c03.parallel_days") is not None
    assert scope.parameter("parallel_days") is None
    own = WorldScope.of_pack(WORLD, "c03")
    assert own.parameter("weights.a") == Type("share")
    assert own.parameter("weights.c") is None
    assert own.parameter("weights") is None
    assert {"weights.a", "filing_distance"} <= set(own.parameters())


def test_every_reserved_part_has_a_type_and_both_names() -> None:
    for parts in [*reserved.PLAIN_ROLES.values(), *reserved.KEYED_ROLES.values(), reserved.PARTY]:
        for key, part in parts.items():
            assert reserved.part_type(part).kind
            assert part.name.zh, key
            assert part.name.en, key
    assert set(reserved.PLAIN_ROLES) | set(reserved.KEYED_ROLES) <= set(reserved.ROLES)


def test_hints_name_data_parts_and_tables() -> None:
    names = set(WorldScope.of_pack(WORLD, "c03").names())
    assert {"works.voltage", "case.state", "tables.way", "enterprise.usci"} <= names


def test_two_packs_may_have_an_own_subject_of_one_name() -> None:
    other = replace(
        sale_pack(), subjects={"works": subject("works", "另一种", datum("number", "integer"))}
    )
    world = world_of(DICTIONARY, [works_pack(), other])
    assert kind_of(WorldScope.of_pack(world, "c03"), "works.number") == "text"
    assert kind_of(WorldScope.of_pack(world, "sale"), "works.number") == "integer"
    assert kind_of(WorldScope.of_pack(world, "sale"), "works.voltage") is None
