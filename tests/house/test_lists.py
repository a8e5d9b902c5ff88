"""Lists equal the code: rooms, migrations, commands, requirements."""

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.house.source import ROOT, module_names, room_of
from yichuang.console import COMMANDS


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


@pytest.mark.parametrize("name", ["runtime", "test", "bench", "uv"])
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
