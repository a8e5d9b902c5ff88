"""Every worked example of the measures that run: given, done and expected, played through the real doors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from yichuang.kernel.cases import testing
from yichuang.kernel.catalogue.api import World, world_of
from yichuang.kernel.catalogue.contracts import ExampleDef
from yichuang.packs.api import Report, check_packs

ROOT = Path(__file__).resolve().parents[2] / "measures"
RUNNING = ("c03_power_works", "h07_foreign_talent")


@lru_cache(maxsize=1)
def report() -> Report:
    return check_packs(ROOT)


@lru_cache(maxsize=1)
def world() -> World:
    return world_of(report().dictionary, report().packs.values())


def examples() -> Iterator[tuple[str, ExampleDef]]:
    for pack in RUNNING:
        for example in report().packs[pack].examples:
            if example.of_kind == "item":
                yield pack, example


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pack", "example"),
    [pytest.param(p, e, id=f"{p.partition('_')[0]}.{e.key}") for p, e in examples()],
)
def test_example(pack: str, example: ExampleDef) -> None:
    with testing.played(world(), report().packs[pack], example) as state:
        wrong = [c for c in testing.check_all(state) if not c.ok]
    assert not wrong, "\n".join(
        f"{c.name}: expected {c.expected!r}, found {c.found!r}" for c in wrong
    )
