"""Every check names its fault, with file, line and the nearest valid name; a pack that is right has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from yichuang.packs.api import PackFault, check_packs
from yichuang.packs.testing import KEY, change
from yichuang.packs.tests.faulty import Faulty
from yichuang.packs.tests.faulty_meaning import EVERY

EXTRA_NODE = """  later:
    do: task
    zh: 事后
    en: Later
    after: decide
    post: reviewer
  decide:"""


def test_the_small_pack_is_right(small: Path) -> None:
    report = check_packs(small.parent)
    assert [f.show() for f in report.faults] == []
    assert set(report.packs) == {KEY}


@pytest.mark.parametrize("faulty", EVERY, ids=[f"{n:03}-{f.code}" for n, f in enumerate(EVERY)])
def test_the_fault_is_named(small: Path, faulty: Faulty) -> None:
    spoil(small, faulty)
    found = [f for f in check_packs(small.parent).faults if f.code == faulty.code]
    line = line_of(small / (faulty.where or faulty.file), faulty.at)
    name = f"measures/{KEY}/{faulty.where or faulty.file}"
    there = [f for f in found if f.file == name and f.line == line]
    assert there, f"no {faulty.code} at {name}:{line}; found {[f.show() for f in found]}"
    if faulty.near:
        assert faulty.near in {f.nearest for f in there}


def spoil(folder: Path, faulty: Faulty) -> None:
    file = folder / faulty.file
    if faulty.code == "encoding":
        file.write_bytes(b"\xff\xfe")
        return
    if faulty.code == "granted_by":
        change(folder / "items/permit.yaml", "  decide:", EXTRA_NODE)
    if faulty.code == "skipped_at_once":
        change(
            file, "    department: water", "    when: weir.way = 'examine'\n    department: water"
        )
    if faulty.code == "freeze_above_law":
        change(file, "  statutory: none", "  statutory: 15 days")
    if faulty.code == "condition_too_early":
        change(file, "    limit: = :promised", "    limit: = :promised\n    yields: [weir.ready]")
    change(file, faulty.before, faulty.after)


def line_of(file: Path, text: str) -> int:
    """The line on which the text stands, 1 where none was given."""
    if not text:
        return 1
    lines = file.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if text in line)


def test_all_faults_come_in_one_run(small: Path) -> None:
    for faulty in (
        f
        for f in EVERY
        if f.code in ("unknown_window", "vague_material", "out_of_bounds", "template_name")
    ):
        spoil(small, faulty)
    codes = {f.code for f in check_packs(small.parent).faults}
    assert {"unknown_window", "vague_material", "out_of_bounds", "template_name"} <= codes


def test_a_fault_reads_like_a_compilers_line() -> None:
    from yichuang.base.text import Text

    fault = PackFault(
        "measures/a/x.yaml", 3, 5, "unknown_post", Text("没有岗位 a", "no post a"), "a post", "b"
    )
    assert (
        fault.show()
        == "measures/a/x.yaml:3:5: unknown_post 没有岗位 a / no post a; expected a post; did you mean b"
    )


def test_one_language_of_a_guide_is_a_fault(small: Path) -> None:
    (small / "texts" / "guide.en.md").unlink()
    faults = check_packs(small.parent).faults
    assert [(f.code, f.file.rpartition("/")[2]) for f in faults] == [
        ("one_language", "guide.en.md")
    ]


def test_a_pack_without_any_guide(small: Path) -> None:
    for file in (small / "texts").glob("guide.*"):
        file.unlink()
    assert {f.code for f in check_packs(small.parent).faults} == {"no_guide"}


def test_a_pack_with_empty_columns_and_vague_materials_is_named_place_by_place(small: Path) -> None:
    """What a national spot check of service sites found, all at once."""
    item = small / "items" / "permit.yaml"
    change(item, "    zh: 施工方案", "    zh: 其他材料")
    change(item, "fees: none\n", "")
    change(item, "limits:\n  statutory: none\n  promised: = :promised\n", "")
    change(item, "fields: [applicant.usci, applicant.name]", "fields: []")
    change(small / "measure.yaml", "defaults:\n  contact: deciding_department\n", "")
    (small / "texts" / "guide.en.md").unlink()
    found = {(f.code, f.file.rpartition("/")[2], f.line) for f in check_packs(small.parent).faults}
    vague = line_of(item, "其他材料")
    assert ("vague_material", "permit.yaml", vague) in found
    assert ("empty", "permit.yaml", line_of(item, "fields: []")) in found
    assert ("one_language", "guide.en.md", 1) in found
    lacking = [f.expected for f in check_packs(small.parent).faults if f.code == "missing_key"]
    assert {"fees:", "limits:", "contact:"} <= set(lacking)
