"""Number of a patent application: year, kind, serial, and a check after the dot."""

from __future__ import annotations

import re

from yichuang.base.text import Text
from yichuang.engines.codes.result import DIGITS, Reading

WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
KINDS_OF_PATENT = {
    "1": Text("发明", "Invention"),
    "2": Text("实用新型", "Utility model"),
    "3": Text("外观设计", "Design"),
    "8": Text("进入国家阶段的国际发明申请", "International application, invention"),
    "9": Text("进入国家阶段的国际实用新型申请", "International application, utility model"),
}


def make_patent_check(body: str) -> str:
    """The check for the twelve digits of an application. Raises ValueError for other lengths."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return "X" if total == 10 else str(total)


def check_patent_no(read: Reading) -> None:
    """Read an application number; `ZL` or `CN` before it and a missing dot are mended."""
    text = re.sub(r"^(ZL|CN)", "", read.value)
    if "." not in text and len(text) == 13:
        text = f"{text[:12]}.{text[12:]}"
    read.value = text
    if not read.length(14):
        return
    good = read.alphabet(DIGITS, 1, 12, "前 12 位为数字", "the first 12 places are digits")
    good &= read.alphabet(".", 13, 13, "第 13 位为点号", "place 13 is a dot")
    good &= read.alphabet(DIGITS + "X", 14, 14, "校验位为数字或 X", "the check is a digit or X")
    if not good:
        return
    _read_parts(read)
    if make_patent_check(text[:12]) != text[13]:
        read.error(
            "check",
            "第 14 位校验位与前 12 位不符",
            "the check at place 14 does not fit the first 12 digits",
            14,
        )


def _read_parts(read: Reading) -> None:
    text = read.value
    year = int(text[:4])
    if not 1985 <= year <= read.setting.today.year:
        read.error("date", f"年份 {year} 不可能", f"the year {year} cannot be", 1)
    kind = KINDS_OF_PATENT.get(text[4])
    if kind is None:
        read.error(
            "kind", f"第 5 位专利种类 {text[4]} 不存在", f"there is no kind {text[4]} at place 5", 5
        )
    read.say("申请年份", "Filed in", text[:4])
    read.say("种类", "Kind", text[4], kind)
    read.say("流水号", "Serial", text[5:12])
