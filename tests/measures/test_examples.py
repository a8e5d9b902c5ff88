"""Every worked example of the packs that are ready: given, done and expected, played through the real doors.

Each counts for the clauses that it says it proves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from tests.plugin_clauses import Prove
from yichuang.kernel.cases import testing
from yichuang.kernel.catalogue.api import World, world_of
from yichuang.kernel.catalogue.contracts import ExampleDef
from yichuang.packs.testing import checked


@lru_cache(maxsize=1)
def world() -> World:
    return world_of(checked().dictionary, checked().packs.values())


def examples() -> Iterator[tuple[str, ExampleDef]]:
    for pack, content in checked().packs.items():
        for example in content.examples if content.measure.stage == "ready" else ():
            if example.of_kind == "item":
                yield pack, example


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pack", "example"),
    [
        pytest.param(p, e, id=f"{p.partition('_')[0]}.{Path(e.file).stem}.{e.key}")
        for p, e in examples()
    ],
)
def test_example(pack: str, example: ExampleDef, prove: Prove) -> None:
    prove(*example.proves)
    with testing.played(world(), checked().packs[pack], example) as state:
        wrong = [c for c in testing.check_all(state) if not c.ok]
    assert not wrong, "\n".join(
        f"{c.name}: expected {c.expected!r}, found {c.found!r}" for c in wrong
    )


def test_examples_of_both_ready_measures_ran() -> None:
    """The list above is made from the packs: it must not become empty in silence."""
    assert {pack for pack, _ in examples()} >= {"c03_power_works", "h07_foreign_talent"}
    assert sum(1 for _ in examples()) > 100
