"""The record of proven clauses says what ran and passed, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.last_run import join, write

SUITE = """
import pytest

@pytest.mark.clause("C03.1", "H07")
def test_good(): pass

@pytest.mark.clause("C03.1")
def test_bad(): assert False

@pytest.mark.clause("C03.2")
@pytest.mark.skip
def test_not_run(): pass

@pytest.mark.parametrize("clause", ["H07.1", "H07.2"])
def test_example(clause, prove): prove(clause)

@pytest.fixture
def broken():
    yield
    raise RuntimeError

@pytest.mark.clause("C03.2")
def test_ends_badly(broken): pass

def test_of_nothing(): pass
"""


def run_suite(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml")]
    command += ["--rootdir", str(folder), "-p", "tests.plugin_clauses", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *options, str(folder / "test_it.py")],
        cwd=ROOT,
        env={**os.environ, "YICHUANG_RUN_PART": str(folder / "sqlite.json")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["alone", "two processes"])
def test_what_ran_and_passed_is_recorded(tmp_path: Path, options: list[str]) -> None:
    done = run_suite(tmp_path, SUITE, *options)
    assert done.returncode == 1, done.stdout + done.stderr
    part = json.loads((tmp_path / "sqlite.json").read_text())
    assert part["pass"] == "sqlite"
    assert len(part["tests"]) == 7
    found = {
        clause: {how: [n.split("::")[1] for n in nodes] for how, nodes in tests.items()}
        for clause, tests in join([part]).items()
    }
    assert found == {
        "C03.1": {"passed": ["test_good"], "failed": ["test_bad"]},
        "C03.2": {"passed": [], "failed": ["test_ends_badly"]},
        "H07": {"passed": ["test_good"], "failed": []},
        "H07.1": {"passed": ["test_example[H07.1]"], "failed": []},
        "H07.2": {"passed": ["test_example[H07.2]"], "failed": []},
    }


@pytest.mark.slow
@pytest.mark.parametrize("marker", ['clause("see notice")', "clause()"])
def test_a_marker_without_a_clause_stops_the_run(tmp_path: Path, marker: str) -> None:
    text = f"import pytest\n@pytest.mark.{marker}\ndef test_x(): pass\n"
    done = run_suite(tmp_path, text)
    assert done.returncode == 4, done.stdout + done.stderr


def part(name: str, outcome: str) -> dict[str, object]:
    tests = {"t.py::test_a": {"outcome": outcome, "clauses": ["C03.1"]}}
    return {"pass": name, "status": 0, "seconds": 1.0, "tests": tests}


def test_failing_once_is_failing() -> None:
    failed = {"C03.1": {"passed": [], "failed": ["t.py::test_a"]}}
    passed = {"C03.1": {"passed": ["t.py::test_a"], "failed": []}}
    assert join([part("sqlite", "passed"), part("postgresql", "failed")]) == failed
    assert join([part("sqlite", "failed"), part("postgresql", "passed")]) == failed
    assert join([part("sqlite", "skipped"), part("postgresql", "passed")]) == passed
    assert join([part("sqlite", "skipped")]) == {}


def test_the_file_names_its_commit(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs/sqlite.json").write_text(json.dumps(part("sqlite", "passed")))
    written = write(tmp_path / "runs", tmp_path / "out/last-run.json", ["stories"])
    assert json.loads((tmp_path / "out/last-run.json").read_text()) == written
    assert written["left_out"] == ["stories"]
    assert written["passes"] == [
        {"name": "sqlite", "status": 0, "seconds": 1.0, "passed": 1, "failed": 0, "skipped": 0}
    ]
    assert isinstance(written["changed"], bool)
