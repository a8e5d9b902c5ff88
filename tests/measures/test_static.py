"""Every expectation of every pack's examples that needs no running plan: data, tables, conditions, materials, amounts.

Drafts are held to it like packs that run. It proves no clause: that takes a case that ran.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from yichuang.engines.calendar import Calendar
from yichuang.kernel.catalogue.api import World, world_of
from yichuang.kernel.catalogue.contracts import ExampleDef, PackContent
from yichuang.packs.api import prove_example, read_days
from yichuang.packs.testing import checked

ROOT = Path(__file__).resolve().parents[2] / "measures"


@lru_cache(maxsize=1)
def ground() -> tuple[World, Calendar]:
    """What the rules of all packs are read with."""
    return world_of(checked().dictionary, checked().packs.values()), read_days(ROOT)


def examples() -> Iterator[tuple[PackContent, ExampleDef]]:
    """Every example with its pack."""
    for content in checked().packs.values():
        for example in content.examples:
            yield content, example


@pytest.mark.parametrize(
    ("content", "example"),
    [pytest.param(c, e, id=f"{c.key}:{Path(e.file).stem}:{e.line}:{e.key}") for c, e in examples()],
)
def test_what_is_expected_before_any_case_runs(content: PackContent, example: ExampleDef) -> None:
    world, calendar = ground()
    wrong = [
        f"{example.file}:{example.line} {p.name}: expected {p.expected!r}, found {p.found!r}"
        for p in prove_example(world, content, example, calendar)
        if not p.ok
    ]
    assert wrong == []


def test_every_pack_brings_examples_and_every_folder_became_a_pack() -> None:
    folders = {p.parent.name for p in ROOT.glob("*/measure.yaml")}
    assert set(checked().packs) == folders
    assert [k for k, c in checked().packs.items() if not c.examples] == []


def test_every_clause_of_a_ready_pack_has_an_example_that_runs() -> None:
    for key, content in checked().packs.items():
        if content.measure.stage != "ready":
            continue
        proven = {c for e in content.examples if e.of_kind == "item" for c in e.proves}
        missing = [c for c in content.measure.clauses if c not in proven]
        assert missing == [], key
