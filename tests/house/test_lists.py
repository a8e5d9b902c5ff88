"""Lists equal the code: rooms, commands, settings, pages of documents, requirements."""

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.house.source import ROOT, assert_none, module_names, place, room_of, sources
from yichuang.console import COMMANDS

VARIABLE = re.compile(r"\bYICHUANG_[A-Z][A-Z_]*[A-Z]\b")


def test_every_room_with_tables_is_installed() -> None:
    with_tables = {
        room_of(module)
        for module in module_names()
        if module.startswith("yichuang") and module.split(".")[-1] == "models"
    }
    assert with_tables - set(settings.ROOMS) == set()
    for room in settings.ROOMS:
        import_module(room)


@pytest.mark.django_db
def test_migrations_are_up_to_date() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_every_command_is_listed() -> None:
    console = import_module("yichuang.console")
    modules = {m.name for m in pkgutil.iter_modules(console.__path__)} - {"assembly", "tests"}
    commands = {name for name in modules if hasattr(import_console(name), "add_parser")}
    assert commands - set(COMMANDS) == set()


def import_console(name: str) -> object:
    return import_module(f"yichuang.console.{name}")


def variables_in_code() -> set[str]:
    files = [s.path for s in sources() if not s.is_test or s.module == "tests.plugin_clauses"]
    files += [p for p in (ROOT / "bin").iterdir() if p.is_file()]
    return {v for path in files for v in VARIABLE.findall(path.read_text("utf-8"))}


def test_settings_are_documented() -> None:
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(YICHUANG_[A-Z_]+)` \|", page, re.M))
    assert documented == variables_in_code()


def test_the_map_shows_every_room() -> None:
    page = (ROOT / "docs/map.md").read_text("utf-8")
    shown = set(re.findall(r"^\| `(yichuang\.[a-z_.]+)` \| \S", page, re.M))
    rooms = {
        room.rsplit(".", 1)[0] if room.startswith("yichuang.engines.") else room
        for s in sources()
        if (room := room_of(s.module)) and s.path.name == "__init__.py"
    }
    assert shown == rooms - {"yichuang.kernel"}


def test_the_glossary_says_each_word_once() -> None:
    page = (ROOT / "docs/glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", page, re.M)[2:]
    assert len(rows) > 40
    for column in (0, 1):
        words = [row[column].strip() for row in rows]
        assert sorted(words) == sorted(set(words))


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("*.md")]
    assert numbers
    assert all(re.match(r"\d{4}\Z", number) for number in numbers)
    assert sorted(numbers) == sorted(set(numbers))


def test_links_between_documents_lead_somewhere() -> None:
    faults = []
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                faults.append(f"{place(page)}: {target} is not there")
    assert_none(faults)


@pytest.mark.parametrize("name", ["runtime", "test", "uv"])
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    wanted = {
        re.split(r"[~=<>\[ ]", line)[0].lower()
        for line in (ROOT / f"requirements/{name}.in").read_text("utf-8").splitlines()
        if line
    }
    blocks = re.split(r"\n(?=\S)", (ROOT / f"requirements/{name}.txt").read_text("utf-8").strip())
    pins = {}
    for block in blocks:
        found = re.match(r"([a-z0-9-]+)==(\S+) \\\n", block)
        assert found, block[:80]
        assert "--hash=sha256:" in block
        pins[found[1]] = found[2]
    assert len(pins) == len(blocks)
    assert wanted <= set(pins)


def test_the_two_sets_agree() -> None:
    def pins(name: str) -> dict[str, str]:
        text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.M))

    runtime, test = pins("runtime"), pins("test")
    assert {n: v for n, v in test.items() if n in runtime and runtime[n] != v} == {}


@pytest.mark.parametrize("path", sorted((ROOT / "bin").iterdir()), ids=lambda p: p.name)
def test_commands_can_be_run(path: Path) -> None:
    assert path.stat().st_mode & 0o111
    assert path.read_text("utf-8").startswith("#!/usr/bin/env bash\n# ")


def test_the_readme_names_every_command() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"^\| `bin/([a-z]+)", page, re.M))
    assert named == {path.name for path in (ROOT / "bin").iterdir()}
