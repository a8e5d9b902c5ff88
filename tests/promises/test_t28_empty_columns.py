"""T28: what a spot check of service sites found (empty columns, vague papers, one language) is named beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.api_calls import ITEM
from tests.doors.pages import reader, words
from tests.town import CHUZHOU, HEFEI, WUHU, Town
from yichuang.console import main
from yichuang.packs.testing import change, write_small

pytestmark = pytest.mark.clause("K10", "P01.2")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The folder of a pack that is right; its parent is the root."""
    root = tmp_path / "measures"
    root.mkdir()
    return write_small(root)


def line_of(file: Path, text: str) -> int:
    """The line on which the text stands."""
    return next(n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if text in line)


def test_t28_everything_empty_or_vague_is_named_with_file_and_line(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = pack / "items" / "permit.yaml"
    change(item, "    zh: 施工方案", "    zh: 其他材料")
    change(item, "fees: none\n", "")
    change(item, "limits:\n  statutory: none\n  promised: = :promised\n", "")
    change(item, "fields: [applicant.usci, applicant.name]", "fields: []")
    change(pack / "measure.yaml", "defaults:\n  contact: deciding_department\n", "")
    (pack / "texts" / "guide.en.md").unlink()

    assert main(["packs", "check", str(pack.parent)]) == 1
    said = capsys.readouterr()
    lines = [
        line
        for line in (said.out + said.err).splitlines()
        if "permit.yaml" in line or "guide" in line
    ]

    def named(code: str, where: str, line: int, expected: str = "") -> bool:
        place = f"{where}:{line}:"
        return any(place in one and f" {code} " in one and expected in one for one in lines)

    # vague material: refused, with the hint to list the papers case by case
    hint = "each material by name, with when: for the cases that need it"
    assert named("vague_material", "items/permit.yaml", line_of(item, "其他材料"), hint), lines
    for key in ("fees:", "limits:", "contact:"):
        assert any("items/permit.yaml:1:" in one and f"expected {key}" in one for one in lines), key
    assert named("empty", "items/permit.yaml", line_of(item, "fields: []")), lines
    assert named("one_language", "texts/guide.en.md", 1), lines


def test_t28_the_portal_has_no_empty_column(town: Town) -> None:
    """Shelves are what a city's items make of them; each item says fee, time, visits and who decides."""
    for region in (CHUZHOU, HEFEI):
        home = reader(region=region).get("/")
        shelves = home.split('aria-labelledby="shelf-')[1:]
        assert shelves
        for shelf in shelves:
            assert 'class="y-door"' in shelf.split("</section>", 1)[0]
    # a city that offers nothing has no shelf at all, and says so
    nothing = reader(region=WUHU).get("/")
    assert 'aria-labelledby="shelf-' not in nothing
    assert "还没有开办网上事项" in nothing

    page = reader().get(f"/items/{ITEM}/")
    glance = page.split('class="y-glance', 1)[1].split("</dl>", 1)[0]
    for row in glance.split("<dt>")[1:]:
        name, _, told = row.partition("</dt>")
        assert words(told).strip(" —-"), f"{words(name)} is empty"
    text = words(page)
    # limit, fee, who decides, whom to ask, on what ground
    for told in ("法定最长 20 个工作日", "收费 不收费", "由谁办 城市管理", "12345", "依据 许可法"):
        assert told in text, told
    assert "其他材料" not in text


def test_t28_an_item_that_the_city_has_not_adopted_names_who_has(town: Town) -> None:
    said = words(reader(region=WUHU).get(f"/items/{ITEM}/", want=404))
    assert "本市现在不办这个事项" in said
    assert "滁州市" in said
    assert "合肥市" not in said
