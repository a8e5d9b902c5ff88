"""Resident identity number, GB 11643: region, birthday, sequence, check. Always shown masked."""

from __future__ import annotations

from datetime import date

from yichuang.base.text import Text
from yichuang.engines.codes import check_digit
from yichuang.engines.codes.result import DIGITS, Reading


def mask_resident_id(value: str) -> str:
    """The number as screens show it: first and last four characters, e.g. `3401**********0017`."""
    if len(value) < 9:
        return "*" * len(value)
    return value[:4] + "*" * (len(value) - 8) + value[-4:]


def check_resident_id(read: Reading) -> None:
    """Read an identity number; an unknown region is only a warning, because former regions live on in it."""
    text = read.value
    read.shown = mask_resident_id(text)
    if len(text) == 15 and text.isdigit():
        read.error(
            "length",
            "15 位身份证号已停用，请填 18 位号码",
            "numbers of 15 digits are no longer valid: please give the one of 18",
        )
        return
    if not read.length(18):
        return
    good = read.alphabet(DIGITS, 1, 17, "前 17 位为数字", "the first 17 places are digits")
    good &= read.alphabet(DIGITS + "X", 18, 18, "末位为数字或 X", "the last place is a digit or X")
    if not good:
        return
    read.region(text[:6], 1)
    _birthday(read)
    woman = int(text[16]) % 2 == 0
    read.say("性别", "Sex", text[16], Text("女", "female") if woman else Text("男", "male"))
    if not check_digit.holds_mod_11_2(text):
        read.error(
            "check",
            "第 18 位校验码与前 17 位不符，请逐位核对",
            "the check character at place 18 does not fit the first 17: please compare each place",
            18,
        )


def _birthday(read: Reading) -> None:
    digits = read.value[6:14]
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        read.error(
            "date",
            f"第 7 至 14 位 {digits} 不是真实存在的日期",
            f"{digits} at places 7 to 14 is no day of the calendar",
            7,
        )
        return
    if born > read.setting.today:
        read.error(
            "date",
            f"第 7 至 14 位 {digits} 是将来的日期",
            f"{digits} at places 7 to 14 is a day to come",
            7,
        )
        return
    read.say("出生日期", "Born", born.isoformat())
