"""Code of an investment project (GB/T 40058-2021), and the form of 2015 to 2020 that is still in use."""

from __future__ import annotations

import re

from yichuang.base.text import Text
from yichuang.engines.codes.result import Reading

FORM = re.compile(r"([0-9]{4})-([0-9]{6})-([0-9]{2})-([0-9]{2})-([0-9]{6})")
TYPES = {
    "01": Text("基本建设", "New construction"),
    "02": Text("技术改造", "Technical renewal"),
}
OFFICES = {
    "04": Text("发展改革系统", "Development and reform"),
    "07": Text("工业和信息化系统", "Industry and information"),
}
OLD_YEARS = range(2015, 2021)


def check_project_code(read: Reading) -> None:
    """Read a project code. Form only: how the last digit is computed is not published."""
    found = FORM.fullmatch(read.value)
    if found is None:
        _say_form(read)
        return
    when, region, middle, kind, tail = found.groups()
    if 1 <= int(when[2:]) <= 12:
        read.say("赋码年月", "Given in", f"20{when[:2]}-{when[2:]}")
        read.region(region, 6)
        read.say("业务指导部门", "Guided by", middle, OFFICES.get(middle))
    elif int(when) in OLD_YEARS:
        read.say("赋码年份（旧码）", "Given in (former form)", when)
        read.region(region, 6)
        industry = read.setting.names("industry_division").get(middle)
        read.say("行业大类", "Industry", middle, industry)
    else:
        read.error(
            "date",
            f"前 4 位 {when}：既不是年月（后两位应为 01–12），也不是 2015–2020 年的旧码",
            f"{when} at the front is neither year and month (the last two 01 to 12) nor a year from 2015 to 2020",
            3,
        )
        return
    read.say("项目类型", "Kind of project", kind, TYPES.get(kind))
    read.say("随机码与校验", "Random digits and check", tail)


def _say_form(read: Reading) -> None:
    text = read.value
    if len(text) != 24:
        read.error(
            "length",
            f"应为 24 位（含 4 个连字符），现为 {len(text)} 位，如 2310-340104-04-01-123456",
            f"must have 24 characters with 4 hyphens, has {len(text)}, such as 2310-340104-04-01-123456",
        )
        return
    for place, char in enumerate(text, 1):
        hyphen = place in (5, 12, 15, 18)
        if hyphen != (char == "-") or not (hyphen or char in "0123456789"):
            zh, en = ("连字符", "a hyphen") if hyphen else ("数字", "a digit")
            read.error(
                "character",
                f"第 {place} 位应为{zh}，现为“{char}”",
                f"place {place} must be {en}, is '{char}'",
                place,
            )
            return
