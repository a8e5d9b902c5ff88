"""A generated block works, is clean, and is bound by the walls from its first day."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import walls
from tests.house.source import ROOT
from tools.new_block import RefusedError, make_block

LINTER = Path(sys.executable).with_name("lint-imports")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "static", "templates", "web", "demo", "tests")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ground that a block stands on, with two new blocks."""
    root = tmp_path_factory.mktemp("house")
    for floor in ("base", "kernel", "blocks"):
        shutil.copytree(ROOT / "yichuang" / floor, root / "yichuang" / floor, ignore=LEFT_OUT)
    for path in (ROOT / "yichuang").glob("*/__init__.py"):
        target = root / "yichuang" / path.parent.name / "__init__.py"
        target.parent.mkdir(exist_ok=True)
        target.touch()
    (root / "yichuang/__init__.py").touch()
    (root / "yichuang/__main__.py").touch()
    shutil.copytree(ROOT / "yichuang/config", root / "yichuang/config", dirs_exist_ok=True)
    (root / "docs").mkdir()
    shutil.copy(ROOT / "docs/map.md", root / "docs/map.md")
    shutil.copy(ROOT / "pyproject.toml", root / "pyproject.toml")
    make_block(root, "ferries", "渡口", "Ferries", "Where one crosses, and who rows")
    make_block(root, "bridges", "桥梁", "Bridges", "Where one crosses on foot.")
    return root


def run(house: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(house), "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=house, env=environment, capture_output=True, text=True, check=False
    )


def broken_contracts(house: Path) -> list[str]:
    out = run(house, str(LINTER), "--no-cache").stdout
    assert "no block knows another block" in out, out
    return [line.rsplit(" ", 1)[0] for line in out.splitlines() if line.endswith(" BROKEN")]


def test_it_is_entered_in_the_lists(house: Path) -> None:
    settings = (house / "yichuang/config/settings.py").read_text("utf-8")
    assert '"yichuang.blocks.ferries",\n    "yichuang.blocks.bridges",' in settings
    page = (house / "docs/map.md").read_text("utf-8")
    assert "| `yichuang.blocks.ferries` | Where one crosses, and who rows |" in page


def test_it_is_clean(house: Path) -> None:
    block = str(house / "yichuang/blocks/ferries")
    for arguments in (["check", block], ["format", "--check", block]):
        done = run(house, sys.executable, "-m", "ruff", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_bound_at_birth(house: Path) -> None:
    assert "no block knows another block" not in broken_contracts(house)
    assert not [fault for fault in walls.faulty_doors(house) if "blocks/" in fault]
    trespasser = house / "yichuang/blocks/ferries/trespass.py"
    trespasser.write_text('"""No."""\n\nfrom yichuang.blocks.bridges.models import BridgesRow\n')
    try:
        assert "no block knows another block" in broken_contracts(house)
    finally:
        trespasser.unlink()


def test_its_walls_stand_inside_functions_too(house: Path) -> None:
    other = house / "yichuang/kernel/people/trespass.py"
    other.write_text(
        '"""No."""\n\n\ndef f() -> None:\n    from yichuang.blocks.bridges import api\n'
    )
    try:
        assert any(name.startswith("floors") for name in broken_contracts(house))
    finally:
        other.unlink()


@pytest.mark.slow
def test_its_own_tests_pass(tmp_path: Path) -> None:
    """In a copy of the whole package, with the tables that Django makes of it."""
    ignore = shutil.ignore_patterns("__pycache__", "static", "tests")
    shutil.copytree(ROOT / "yichuang", tmp_path / "yichuang", ignore=ignore)
    for name in ("docs", "tests"):
        (tmp_path / name).mkdir()
    shutil.copy(ROOT / "docs/map.md", tmp_path / "docs/map.md")
    plugins = ("tests/plugin_clauses.py", "tests/plugin_town.py")
    for name in ("pyproject.toml", "conftest.py", "tests/__init__.py", *plugins):
        shutil.copy(ROOT / name, tmp_path / name)
    make_block(tmp_path, "ferries", "渡口", "Ferries", "Where one crosses")
    made = run(tmp_path, sys.executable, "-m", "django", "makemigrations", "ferries", "--settings",
               "yichuang.config.settings_test")  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    suite = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "yichuang/blocks/ferries"]
    done = run(tmp_path, sys.executable, *suite)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed" in done.stdout


@pytest.mark.parametrize("key", ["Ferries", "x", "ferries", "cases", "web", "class", "a-b"])
def test_an_unfit_name_is_refused(house: Path, key: str) -> None:
    before = (house / "docs/map.md").read_text("utf-8")
    with pytest.raises(RefusedError):
        make_block(house, key, "渡口", "Ferries", "Where one crosses")
    assert (house / "docs/map.md").read_text("utf-8") == before
