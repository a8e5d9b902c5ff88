"""Codes of government service items, GB/T 39554-2020: basic (12), implementing (31), with scenario (33)."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.codes.result import DIGITS, LETTERS, Reading
from yichuang.engines.codes.usci import make_usci_check

ITEM_KINDS = {
    "01": Text("行政许可", "Permit"),
    "02": Text("行政处罚", "Penalty"),
    "03": Text("行政强制", "Coercion"),
    "04": Text("行政征收", "Collection"),
    "05": Text("行政给付", "Benefit"),
    "06": Text("行政检查", "Inspection"),
    "07": Text("行政确认", "Confirmation"),
    "08": Text("行政奖励", "Award"),
    "09": Text("行政裁决", "Adjudication"),
    "10": Text("其他行政权力", "Other power"),
    "20": Text("公共服务", "Public service"),
}
LEVELS = {
    "1": Text("国家", "State"),
    "2": Text("省", "Province"),
    "3": Text("市", "City"),
    "4": Text("县", "County"),
    "5": Text("乡镇", "Township"),
    "6": Text("村", "Village"),
}


def check_service_item(read: Reading) -> None:
    """Read a code of a service item in any of its three lengths."""
    if not read.length(12, 31, 33):
        return
    text = read.value
    if len(text) == 12:
        _read_basic(read, text, 1)
        return
    if not read.alphabet(
        DIGITS + LETTERS, 1, 18, "前 18 位为信用代码", "the first 18 places are a usci"
    ):
        return
    if not read.alphabet(DIGITS, 20, len(text), "此段为数字", "this part is digits"):
        return
    try:
        held = make_usci_check(text[:17]) == text[17]
    except ValueError:
        held = False
    if not held:
        read.doubt("check", "实施主体信用代码校验不符", "the usci of the body does not check", 18)
    read.say("实施主体", "Body", text[:18])
    level = LEVELS.get(text[18])
    read.say("行使层级", "Level", text[18], level)
    if level is None:
        read.error(
            "level",
            f"第 19 位层级 {text[18]} 不存在",
            f"there is no level {text[18]} at place 19",
            19,
        )
    _read_basic(read, text[19:31], 20)
    if len(text) == 33:
        read.say("情形序号", "Scenario", text[31:])


def _read_basic(read: Reading, text: str, place: int) -> None:
    if not read.alphabet(DIGITS, place, place + 11, "基本编码为数字", "the basic code is digits"):
        return
    read.say("基本编码区划", "Region of the basic code", text[:2])
    kind = ITEM_KINDS.get(text[2:4])
    read.say("事项类型", "Kind of item", text[2:4], kind)
    if kind is None:
        read.doubt(
            "kind",
            f"事项类型 {text[2:4]} 不在目录中",
            f"the kind of item {text[2:4]} is not in the catalogue",
            place + 2,
        )
    read.say("部门", "Department", text[4:6])
    read.say("主项", "Item", text[6:9])
    read.say("子项", "Sub-item", text[9:12])
