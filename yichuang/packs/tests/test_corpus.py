"""The project's own packs: no fault, quick, formatted, readable by schema, every static expectation proven."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from yichuang.kernel.catalogue.section import world_of
from yichuang.packs.api import (
    Report,
    check_packs,
    format_folder,
    json_schema,
    prove_example,
    read_days,
    reference,
)
from yichuang.packs.faults import Faults
from yichuang.packs.read.entry import plain
from yichuang.packs.source import load_sources
from yichuang.packs.testing import MEASURES

REFERENCE = MEASURES.parent / "docs" / "reference"
DRAFTED = 161


def test_no_pack_has_a_fault(corpus: Report) -> None:
    assert [f.show() for f in corpus.faults] == []


def test_warnings_are_only_such_as_are_known(corpus: Report) -> None:
    assert {w.code for w in corpus.warnings} <= {
        "partner_undeclared",
        "rule",
        "table",
        "computed_field",
    }


def test_all_packs_are_checked_in_two_seconds_of_cpu(corpus: Report) -> None:
    assert min(corpus.seconds, check_packs(MEASURES).seconds) < 2.0


def test_every_pack_became_values(corpus: Report) -> None:
    items = {i.key: i for p in corpus.packs.values() for i in p.items.values()}
    works = items["c03_power_works.works"]
    assert [n.key for n in works.plan][:4] == ["accept", "committed", "filed", "planning"]
    assert works.node("sign_off").takes_all
    assert str(works.node("river").when) == "works.way = 'parallel' AND works.crosses.river"
    assert works.node("river").reads == (
        "works.route", "works.river_plan", "papers.route_map", "papers.construction_plan",
    )  # fmt: skip
    assert corpus.packs["h07_foreign_talent"].measure.stage == "ready"
    assert items["h07_foreign_talent.permits"].fees["residence"].payer == "employer"


def test_every_expectation_that_needs_no_plan_is_proven(corpus: Report) -> None:
    world = world_of(corpus.dictionary, corpus.packs.values())
    calendar = read_days(MEASURES)
    proofs = [
        proof
        for content in corpus.packs.values()
        for example in content.examples
        for proof in prove_example(world, content, example, calendar)
    ]
    assert [f"{p.example.file}:{p.example.line} {p.name}" for p in proofs if not p.ok] == []
    drafts = [
        p
        for p in proofs
        if "/c03_" not in p.example.file and "permits_extend" not in p.example.file
    ]
    assert len(drafts) >= DRAFTED


@pytest.mark.parametrize(
    ("example", "name", "value"),
    [
        ("filing", "works.way", "filing"),
        ("filing.metres_499", "works.way", "filing"),
        ("filing.metres_501", "works.way", "parallel"),
        ("filing.length_unknown", "works.way", "unknown"),
        ("commitment", "works.way", "commitment"),
        ("thirty_five", "works.way", "parallel"),
        ("not_this_item", "works.way", "none"),
    ],
)
def test_the_ways_of_power_works_are_proven(
    corpus: Report, example: str, name: str, value: str
) -> None:
    content = corpus.packs["c03_power_works"]
    world = world_of(corpus.dictionary, corpus.packs.values())
    chosen = next(e for e in content.examples if e.key == example)
    assert chosen.expect[name] == value
    assert any(
        p.name == name and p.ok for p in prove_example(world, content, chosen, read_days(MEASURES))
    )


def test_the_packs_stand_in_the_accepted_form() -> None:
    assert format_folder(MEASURES, write=False) == ()


def test_the_published_schema_is_the_grammars() -> None:
    assert json.loads((REFERENCE / "pack.schema.json").read_text("utf-8")) == json_schema()


def test_the_published_reference_is_the_grammars() -> None:
    assert (REFERENCE / "packs.md").read_text("utf-8") == reference()


def test_the_schema_takes_every_pack_and_refuses_an_unknown_key() -> None:
    validator = jsonschema_rs.validator_for(json_schema())
    sources = load_sources(MEASURES, Faults())
    for source in (sources.dictionary, *sources.packs.values()):
        for file in source.files.values():
            if file.place not in ("codes", "table_list"):
                errors = [e.message for e in validator.iter_errors(plain(file.root))]
                assert errors == [], f"{source.key}/{file.name}"
    item = plain(sources.packs["c03_power_works"].files["items/works.yaml"].root)
    assert isinstance(item, dict)
    assert not validator.is_valid({**item, "basc_code": "1"})


def test_no_code_lies_among_the_packs() -> None:
    assert [p for p in Path(MEASURES).rglob("*") if p.suffix in (".py", ".js", ".sh", ".sql")] == []
