"""docs/tutorial.md is done as it stands there: files written, commands run, the item found, a case decided."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

import yichuang.console.packs as packs_command
from yichuang.console import main
from yichuang.kernel.cases import api as cases
from yichuang.kernel.cases import testing
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement
from yichuang.kernel.people.contracts import Actor
from yichuang.packs.api import check_packs

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/tutorial.md").read_text("utf-8")
FILE = re.compile(r"`(measures/c90[^`\n]+\.yaml)`")
GROUND = ("dictionary", "regions", "calendar", "notice.zh.txt")
KEY, REGION = "c90_free_line", "341100"


@dataclass(frozen=True)
class Step:
    """A block of the page: its language, its text, and the file named last before it."""

    language: str
    text: str
    file: str
    fails: bool


def steps() -> Iterator[Step]:
    file, end = "", 0
    for block in re.finditer(r"^```(\w+)( fails)?\n(.*?)^```$", PAGE, re.M | re.S):
        named = FILE.findall(PAGE[end : block.start()])
        file, end = (named[-1] if named else file), block.end()
        yield Step(block[1], block[3], file, bool(block[2]))


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the province's ground alone, where the page's commands work."""
    measures = tmp_path / "measures"
    measures.mkdir()
    for name in GROUND:
        source = ROOT / "measures" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, measures / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(packs_command, "MEASURES", measures)
    return tmp_path


def change(file: Path, diff: str) -> None:
    """What the lines with - say becomes what those with + say."""
    lines = diff.splitlines()
    before = "\n".join(line[1:] for line in lines if line.startswith("-"))
    after = "\n".join(line[1:] for line in lines if line.startswith("+"))
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{before!r} is not once in {file.name}"
    file.write_text(text.replace(before, after), "utf-8")


def play_examples(root: Path) -> None:
    report = check_packs(root)
    content = report.packs[KEY]
    world = catalogue.world_of(report.dictionary, [content])
    assert len(content.examples) == 2
    for example in content.examples:
        with testing.played(world, content, example) as state:
            wrong = [c for c in testing.check_all(state) if not c.ok]
        assert not wrong, (example.file, [(c.name, c.expected, c.found) for c in wrong])


def run(line: str, root: Path, *, fails: bool) -> None:
    """A command of the page: ours are run, the suite's is played, anything else is not known."""
    words = shlex.split(line.removeprefix("$ "))
    if words[0] == "bin/test":
        play_examples(root)
        return
    assert words[0] == "bin/yichuang", line
    if words[1:3] == ["packs", "publish"]:
        content = check_packs(root).packs[KEY]
        testing.staff_city([content], REGION)
    assert main(words[1:]) == (1 if fails else 0), line


@pytest.mark.django_db
def test_the_tutorial(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = []
    for step in steps():
        done.append(step.language)
        if step.language == "yaml":
            (city / step.file).write_text(step.text, "utf-8")
        elif step.language == "diff":
            change(city / step.file, step.text)
        else:
            for line in step.text.splitlines():
                run(line, city / "measures", fails=step.fails)
    assert sorted(set(done)) == ["console", "diff", "yaml"]
    assert "30" in capsys.readouterr().err
    found_and_decided()


def found_and_decided() -> None:
    """The item is on its page in the city; the case of a small firm is promised in three days and granted."""
    client = Client()
    client.cookies["yichuang_region"] = REGION
    page = client.get(f"/items/{KEY}.line/")
    assert page.status_code == 200
    assert "小微企业外线零投资" in page.content.decode()
    item = catalogue.world_of_region(REGION).item(f"{KEY}.line")
    assert item is not None
    cast, party = testing.Cast(REGION), small_firm()
    number = testing.make_case(
        cast, item, party, {"line.capacity": "200 kW", "line.in_city": "yes"}
    ).number
    view = cases.read_case(party, number)
    examine = next(n for n in view.nodes if n.key == "examine")
    assert examine.state == "open", "accepted by rule: all of it is known"
    assert view.promised is not None
    assert (view.promised.state.of, view.promised.state.unit) == (3, "working_days")
    cases.complete(cast.at(number, "examine"), number=number, node="examine", outcome="approve")
    assert cases.read_case(party, number).result == "granted"


def small_firm() -> Actor:
    """An enterprise of which the register knows enough."""
    party = testing.applicant(code="91341122MA2LAN090E")
    # as registers write: people and fen
    known = {"name": "来安食品", "industry": "C1499", "employees": "19", "revenue": "800000000"}
    facts.record(
        testing.SYSTEM,
        testing.subject_of(party),
        [Statement(f"enterprise.{name}", value) for name, value in known.items()],
        Source("register", "market_regulation"),
        definitions=testing.definitions_of(catalogue.world_of_region(REGION), KEY),
    )
    return party
