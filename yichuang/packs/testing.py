"""A small pack that is right, beside the province's dictionary, to be spoilt one place at a time."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

from yichuang.packs.check_packs import check_packs
from yichuang.packs.contracts import Report
from yichuang.packs.faults import Faults
from yichuang.packs.skeleton import Answers, write_skeleton
from yichuang.packs.source import load_sources

MEASURES = Path(__file__).resolve().parents[2] / "measures"
NOTICE = "一是放宽办理条件。二是自动反馈结果。"
KEY = "z01_small"
ANSWERS = Answers(
    key=KEY, measure="Z01", zh="小件", en="Small", department="water", item="permit", subject="weir",
    text="一是放宽办理条件。",
)  # fmt: skip

ENTERPRISE = """subject: enterprise
zh: 企业
en: Enterprise
identified_by: usci
data:
  usci:
    type: code usci
    zh: 统一社会信用代码
    en: Unified social credit code
    owner: market_regulation
  name:
    type: text
    zh: 名称
    en: Name
    owner: market_regulation
"""
EXTRA = {
    "tables/way.csv": (
        "weir.height,weir.ready,way,because_zh,because_en,basis,from,until\n"
        "<= :low,,file,不高,Low,Z01.1,,\n"
        "> :low,,examine,较高,High,Z01.1,,\n"
    ),
    "papers/promise.html": "<p>{{ applicant.name }}</p>\n",
}


@lru_cache(maxsize=1)
def checked() -> Report:
    """All packs of the project, read and checked once in a process; for tests, which change nothing in them."""
    return check_packs(MEASURES)


def write_small(root: Path) -> Path:
    """The folder of packs with the dictionary and the small pack; gives the pack's own folder."""
    (root / "dictionary" / "partners").mkdir(parents=True)
    for name in ("codes.yaml", "region.yaml", "parcel.yaml", "partners/grid.yaml"):
        shutil.copy(MEASURES / "dictionary" / name, root / "dictionary" / name)
    (root / "dictionary" / "enterprise.yaml").write_text(ENTERPRISE, "utf-8")
    (root / "notice.zh.txt").write_text(NOTICE, "utf-8")
    folder = write_skeleton(root, ANSWERS)
    for name, text in EXTRA.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    change(folder / "measure.yaml", "", _append(folder / "measure.yaml", MEASURE))
    change(folder / "data" / "weir.yaml", "", _append(folder / "data" / "weir.yaml", DATA))
    item = folder / "items" / "permit.yaml"
    text = item.read_text("utf-8")
    text = text.replace("fields: [weir.ready]", "fields: [weir.ready, weir.height]")
    text = text.replace("materials: none", MATERIALS.rstrip("\n"))
    item.write_text(text, "utf-8")
    return folder


def change(file: Path, before: str, after: str) -> None:
    """Replaces the first occurrence; an empty `before` replaces everything."""
    text = file.read_text("utf-8") if file.exists() else ""
    assert before in text, f"{before!r} is not in {file.name}"
    file.parent.mkdir(exist_ok=True)
    file.write_text(after if not before else text.replace(before, after, 1), "utf-8")


def _append(file: Path, more: str) -> str:
    return file.read_text("utf-8") + more


MEASURE = """  low:
    type: length
    zh: 低坝高度
    en: Height of a low weir
    default: 2 m
    bounds: 1 m..5 m
    city: may_set
    source: Z01.1
    status: confirmed
must_hold:
  not_nought:
    rule: :low > 0 m
tables:
  way:
    zh: 办理方式
    en: Way
    file: tables/way.csv
    hits: unique
    public: yes
    city: fixed
"""

DATA = """  height:
    type: length 0..100 m
    zh: 坝高
    en: Height
    owner: applicant
  way:
    type: choice file | examine
    zh: 办理方式
    en: Way
    choices:
      file:
        zh: 备案
        en: Filing
      examine:
        zh: 审查
        en: Examination
    computed: table way
"""

MATERIALS = """materials:
  promise:
    zh: 承诺书
    en: Promise
    from: template
    signed_by: applicant
    template: papers/promise.html
    basis: Z01.1
  plan:
    zh: 施工方案
    en: Plan
    from: applicant
    formats: pdf
    when: weir.way = 'examine'
    basis: Z01.1
"""


def read_form(root: Path) -> int:
    """Reads every file of all packs with places and checks its form alone; gives how many faults there were."""
    faults = Faults()
    load_sources(root, faults)
    return len(faults.sorted("fault"))
