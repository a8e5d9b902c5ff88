"""The former business registration number of 15 digits (GS 15-2006), check digit MOD 11,10."""

from __future__ import annotations

from yichuang.engines.codes import check_digit
from yichuang.engines.codes.result import DIGITS, Reading


def check_registration_no(read: Reading) -> None:
    """Read a registration number of before the unified social credit code."""
    text = read.value
    good = read.length(15)
    good &= read.alphabet(DIGITS, 1, 15, "注册号全为数字", "the number is digits only")
    if not good:
        return
    read.region(text[:6], 1)
    read.say("顺序号", "Sequence", text[6:14])
    if not check_digit.holds_mod_11_10(text):
        read.error(
            "check",
            "第 15 位校验码与前 14 位不符",
            "the check digit at place 15 does not fit the first 14",
            15,
        )
