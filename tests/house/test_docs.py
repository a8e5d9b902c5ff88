"""Documents equal the code: settings, map, glossary, decisions, README, and links that lead somewhere."""

import re

from tests.house.source import ROOT, assert_none, place, room_of, sources

VARIABLE = re.compile(r"\bYICHUANG_[A-Z][A-Z_]*[A-Z]\b")


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
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|(?: [^|]+ \| [^|]+ \|)?$", page, re.M)
    rows = [row for row in rows if not row[0].startswith(("English", "---"))]
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


def test_the_readme_names_every_command() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"^\| `bin/([a-z]+)", page, re.M))
    assert named == {path.name for path in (ROOT / "bin").iterdir()}
