"""Every word of the glossary stands once, and lives where the glossary says."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.house.source import ROOT

PAGE = (ROOT / "docs/glossary.md").read_text("utf-8")
REFERENCE = (ROOT / "docs/reference/packs.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| `([^`|]+)` \|$", PAGE, re.M)


def places() -> Iterator[tuple[str, str]]:
    """Each word with the place that is claimed for it."""
    return ((row[0], row[3]) for row in ROWS)


def in_language(place: str, key: str) -> bool:
    """Whether the pack language has this key at this place."""
    found = re.search(rf"^### {place}$(.*?)(?=^### |^## |\Z)", REFERENCE, re.M | re.S)
    return bool(found and re.search(rf"^\| `{key}`", found[1], re.M))


def is_there(where: str) -> bool:
    """Whether what a row names exists."""
    kind, _, rest = where.partition(" ")
    if kind == "word":
        return re.search(rf"(?<![\w`])`?{rest}`?(?!\w)", REFERENCE) is not None
    if kind == "code":
        from yichuang.engines.codes import KINDS

        return rest in KINDS
    if kind == "notice":
        folder = ROOT / "yichuang/kernel/documents/templates/notices"
        return (folder / f"{rest}.zh.txt").is_file()
    if kind == "datum":
        subject, _, name = rest.partition(".")
        text = (ROOT / f"measures/dictionary/{subject}.yaml").read_text("utf-8")
        return f"\n  {name}:" in text
    if "/" in where:
        return (ROOT / where).is_dir()
    if not where.startswith("yichuang"):
        return in_language(*where.split("."))
    module, _, name = where.partition(":")
    return hasattr(import_module(module), name) if name else bool(import_module(module))


@pytest.mark.parametrize(("word", "where"), list(places()))
def test_a_word_lives_where_the_glossary_says(word: str, where: str) -> None:
    assert is_there(where), f"{word}: {where} is not there"


def test_what_is_not_there_is_noticed() -> None:
    for where in (
        "yichuang.base.errors:Apology",
        "item.colour",
        "wardrobe.zh",
        "word quux",
        "code x",
        "notice x",
        "datum enterprise.shoe",
        "tests/dreams",
    ):
        assert not is_there(where), where


def test_every_row_has_its_four_columns() -> None:
    above = PAGE.split("\n## ", 1)[0]
    assert len(ROWS) == above.count("\n| ") - 1 > 80
