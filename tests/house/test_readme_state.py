"""The README's measures are those that are there, and its states come from a run, or are 'not run'."""

import json
import re
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tools.readme_state import BEGIN, END, put, read_run, state_of, table
from yichuang.packs.testing import checked

PACKS = checked().packs
READY = next(c for c in PACKS.values() if c.measure.stage == "ready")


def test_every_pack_stands_in_the_readme() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    shown = page.partition(BEGIN)[2].partition(END)[0]
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| (ready|draft) \|", shown, re.M)
    assert rows == sorted((c.measure.key, c.measure.stage) for c in PACKS.values()), (
        "run: python -m tools.readme_state"
    )


def test_without_a_run_nothing_is_claimed(tmp_path: Path) -> None:
    made = table(PACKS, read_run(tmp_path / "none.json"))
    assert made.count("| not run |") == len(PACKS)
    assert "proven" not in made


def test_a_run_of_changed_files_counts_for_nothing(tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    run.write_text(json.dumps({"commit": "a" * 40, "changed": True, "at": "x", "clauses": {}}))
    assert read_run(run) == {}


def test_a_clause_that_failed_once_is_not_proven() -> None:
    first, *others = READY.measure.clauses
    clauses = {first: {"passed": ["a"], "failed": ["b"]}}
    clauses |= {clause: {"passed": ["a"], "failed": []} for clause in others}
    of = len(READY.measure.clauses)
    assert state_of(READY, {"clauses": clauses}) == f"{of - 1} of {of} clauses proven, 1 failed"


def test_the_marks_are_needed() -> None:
    assert put(f"a\n{BEGIN}\nold\n{END}\nb", "new") == f"a\n{BEGIN}\nnew\n{END}\nb"
    with pytest.raises(ValueError, match="once each"):
        put("no marks", "new")
