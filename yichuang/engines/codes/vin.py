"""Vehicle identification number, GB 16735 / ISO 3779, with the check at place 9."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.codes.result import DIGITS, LETTERS, Reading

WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VALUES = {
    char: int(value)
    for char, value in zip(
        DIGITS + "ABCDEFGHJKLMNPRSTUVWXYZ", DIGITS + "12345678123457923456789", strict=True
    )
}
ALPHABET = DIGITS + "".join(char for char in LETTERS if char in VALUES)
# Letters that stand for a model year go round every thirty years.
YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"


def make_vin_check(text: str) -> str:
    """The character that belongs at place 9 of a VIN of 17 characters (what stands there is not looked at)."""
    rest = sum(VALUES[char] * weight for char, weight in zip(text, WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def model_year(char: str, this_year: int) -> int:
    """The latest year up to the next one that the character at place 10 can stand for (A was 1980 and 2010)."""
    year = 1980 + YEARS.index(char)
    while year + len(YEARS) <= this_year + 1:
        year += len(YEARS)
    return year


def check_vin(read: Reading) -> None:
    """Read a VIN. Vehicles made in China must carry the check; on others its failing is a doubt."""
    text = read.value
    good = read.length(17)
    good &= read.alphabet(
        ALPHABET, 1, 17, "车架号不用字母 I、O、Q", "the letters I, O and Q are not used"
    )
    if not good:
        return
    read.say("世界制造厂识别代号", "Maker", text[:3])
    read.say("车型特征", "Description", text[3:8])
    if text[9] in YEARS:
        year = model_year(text[9], read.setting.today.year)
        read.say("车型年份", "Model year", text[9], Text(f"{year} 年", str(year)))
    read.say("装配厂", "Plant", text[10])
    read.say("生产序号", "Sequence", text[11:])
    if make_vin_check(text) != text[8]:
        (read.error if text[0] == "L" else read.doubt)(
            "check",
            "第 9 位校验码与其余各位不符，请逐位核对",
            "the check character at place 9 does not fit the others: please compare each place",
            9,
        )
