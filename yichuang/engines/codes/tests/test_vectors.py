"""Every vector of the standards: what stands, what falls and where, what only a person may pass."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from yichuang.engines.codes import KINDS, Level
from yichuang.engines.codes.tests.conftest import Check

with Path(__file__).with_name("vectors.csv").open(encoding="utf-8", newline="") as file:
    ROWS = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("kind", "value", "good", "problem", "position"), ROWS)
def test_vector(
    check: Check, kind: str, value: str, good: str, problem: str, position: str
) -> None:
    typed, sent = check(kind, value), check(kind, value, strict=True)
    assert typed.ok == (good != "no"), typed.problems
    assert sent.ok == (good == "yes"), sent.problems
    assert typed.doubtful == (good == "doubt")
    if good == "yes":
        assert typed.meaning
        assert {p.level for p in typed.problems} <= {Level.WARNING}
        return
    first = sent.problems[0]
    assert (first.code, first.level) == (problem, Level.ERROR)
    assert first.position == (int(position) if position else None)
    assert first.message.zh
    assert first.message.en


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_example_that_stands_and_a_vector_that_falls(
    check: Check, kind: str
) -> None:
    found = check(kind, KINDS[kind].example, strict=True)
    assert found.ok
    assert found.meaning
    assert any(row[0] == kind and row[2] == "no" for row in ROWS)


@pytest.mark.parametrize("kind", KINDS)
def test_nonsense_is_refused_and_never_a_crash(check: Check, kind: str) -> None:
    for value in (
        "",
        " ",
        "²",
        "\u0663",
        "号",
        "-" * 24,
        "." * 28,
        "N²²A",
        "9" * 200,
        "\u202e",
        "X" * 18,
    ):
        found = check(kind, value)
        assert found.ok or found.problems
    assert not check(kind, "").ok
