"""Reading, formatting, inheriting, comparing: what is written is text with its place and means what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from yichuang.kernel.catalogue.section_contracts import SectionDef
from yichuang.packs.api import check_packs, diff_packs, format_yaml
from yichuang.packs.csv_file import read_sheet
from yichuang.packs.examples import read_examples
from yichuang.packs.faults import Faults
from yichuang.packs.grammar.notation import place
from yichuang.packs.load_yaml import load_yaml
from yichuang.packs.read.entry import plain
from yichuang.packs.source import load_source
from yichuang.packs.testing import change
from yichuang.packs.tree import Scalar, scalars, split


def read(text: str) -> tuple[object, Faults]:
    faults = Faults()
    return plain(load_yaml(text, "x.yaml", faults)), faults


@pytest.mark.parametrize(
    "text",
    ["0701", "91E34567890123456X", "1e999", "2023-10-19", "yes", "null", "~", "0x1F", "1_000"],
)
def test_every_scalar_is_the_text_that_was_written(text: str) -> None:
    found, faults = read(f"a: {text}\n")
    assert found == {"a": text}
    assert not faults.found


def test_a_scalar_knows_its_place() -> None:
    root = load_yaml("a:\n  b: [one, 'two three']\n", "x.yaml", Faults())
    one, two = scalars(root.block("a").get("b"))
    assert (one.text, one.line, one.column) == ("one", 2, 7)
    assert (two.text, two.line, two.column, two.quoted) == ("two three", 2, 13, True)


def test_words_of_a_scalar_know_their_places() -> None:
    parts = split(Scalar("pdf |  dwg | geojson", "x", 4, 10))
    assert [(p.text, p.column) for p in parts] == [("pdf", 10), ("dwg", 17), ("geojson", 23)]


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        "a: &x 1\n",
        "a: {b: 1}\n",
        "<<: 1\n",
        "a: !!int 1\n",
        "- a\n",
        "a: 1\n---\nb: 2\n",
    ],
)
def test_what_packs_do_without_is_refused(text: str) -> None:
    assert read(text)[1].found


def test_a_csv_keeps_the_lines_of_its_rows() -> None:
    sheet = read_sheet('a,b\n1,"two\nlines"\n\n3,4\n', "x.csv", Faults())
    assert [(r.line, r.cells["a"]) for r in sheet.rows] == [(2, "1"), (5, "3")]


@pytest.mark.parametrize(
    "text",
    [
        "zh:   名称\n\nen: Name # remark\n",
        "a: 'it''s'\nb: \"x: y\"\nc: [ a,b , 'c, d' ]\n",
        "do:\n- +\n- pay:   paid\n- correct:\n    works.route: line_2\n",
        "a: '- x'\nb: 'none'\nc: none\nd: '#5'\ne: 'a: b'\nf: -5\ng: '>= 3'\nh: ':x'\n",
        "rule: a = 'b' AND c\nwhen: ':distance > 500 m'\n",
    ],
)
def test_formatting_changes_no_meaning_and_only_once(text: str) -> None:
    once = format_yaml(text)
    assert read(once)[0] == read(text)[0]
    assert not read(once)[1].found
    assert format_yaml(once) == once


def test_what_cannot_be_read_is_left_alone() -> None:
    assert format_yaml("a: [1\n") == "a: [1\n"


def test_keys_are_brought_into_the_order_of_the_grammar() -> None:
    text = "en: Result\nto_be_confirmed: [a]\nzh: 结果\neffect: given\n"
    assert format_yaml(text, "result").splitlines()[:2] == ["zh: 结果", "en: Result"]
    assert format_yaml(text, "result").splitlines()[-1] == "to_be_confirmed: [a]"


VARIANTS = """zh: 例
en: Example
proves: Z01.1
item: permit
base: ground
given:
  weir.height: 3 m
do:
  - examine: approve
expect:
  result: granted
variants:
  lower:
    given:
      weir.height: 1 m
    expect:
      weir.way: file
  later:
    do:
      - +
      - time: +1 days
    expect:
      result: granted
  other:
    do:
      - examine: refuse
    expect:
      result: refused
"""
BASES = """bases:
  start:
    on: 2023-10-19
    given:
      weir.ready: yes
      weir.height: 9 m
    papers:
      promise: signed
  ground:
    base: start
    region: 340100
"""


def test_variants_add_to_what_they_vary(small: Path) -> None:
    (small / "examples" / "bases.yaml").write_text(BASES, "utf-8")
    (small / "examples" / "permit.yaml").write_text(VARIANTS, "utf-8")
    source = load_source(small, Faults())
    main, lower, later, other = read_examples(source, {source.key: source})
    assert (main.given, main.region, str(main.on)) == (
        {"weir.ready": "yes", "weir.height": "3 m"}, "340100", "2023-10-19",
    )  # fmt: skip
    assert (lower.key, lower.given["weir.height"], lower.papers) == (
        "permit.lower",
        "1 m",
        {"promise": "signed"},
    )
    assert lower.expect == {"weir.way": "file"}
    assert lower.do == main.do == ({"examine": "approve"},)
    assert later.do == ({"examine": "approve"}, {"time": "+1 days"})
    assert other.do == ({"examine": "refuse"},)


def test_a_wrong_expectation_of_a_table_is_a_fault_with_what_came_out(small: Path) -> None:
    (small / "examples" / "bases.yaml").write_text(BASES, "utf-8")
    (small / "examples" / "permit.yaml").write_text(
        VARIANTS.replace("weir.way: file", "weir.way: examine"), "utf-8"
    )
    fault = check_packs(small.parent).faults[0]
    assert (fault.code, fault.expected, fault.line) == ("example", "examine", 14)
    assert "file" in fault.message.en


def test_the_difference_of_two_versions_in_plain_words(small: Path, tmp_path: Path) -> None:
    import shutil

    after = tmp_path / "after"
    shutil.copytree(small, after)
    assert diff_packs(small, after) == ()
    change(after / "measure.yaml", "default: 5 working_days", "default: 4 working_days")
    change(after / "tables" / "way.csv", "不高,Low", "低,Low")
    words = [s.zh for s in diff_packs(small, after)]
    assert any("承诺办理时限" in w and "5 working_days → 4 working_days" in w for w in words)
    assert sum("tables/way.csv" in w for w in words) == 2


def test_a_block_brings_its_section(small: Path) -> None:
    flood = place("flood", "汛情", "a flood", "flood* text ; 键 ; key\nlevel* int ; 级 ; level\n")
    section = SectionDef("floods", {"flood": "flood"}, {"flood": flood})
    (small / "floods").mkdir()
    (small / "floods" / "spring.yaml").write_text("flood: spring\nlevel: two\n", "utf-8")
    assert {f.code for f in check_packs(small.parent).faults} == {"folder"}
    faults = check_packs(small.parent, (section,)).faults
    assert [(f.code, f.line) for f in faults] == [("value", 2)]
    change(small / "floods" / "spring.yaml", "two", "2")
    report = check_packs(small.parent, (section,))
    assert report.ok
    assert report.packs[small.name].sections["floods"] == {
        "spring": {"flood": "spring", "level": "2"}
    }
