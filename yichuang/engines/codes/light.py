"""Codes with little inner structure: phone, region, industry, passport, bank account, country, occupation."""

from __future__ import annotations

import re

from stdnum import luhn

from yichuang.base.text import Text
from yichuang.engines.codes.countries import countries
from yichuang.engines.codes.result import DIGITS, LETTERS, Reading

# First and last division of each section, GB/T 4754-2017.
SECTIONS = {
    "A": (1, 5), "B": (6, 12), "C": (13, 43), "D": (44, 46), "E": (47, 50), "F": (51, 52), "G": (53, 60),
    "H": (61, 62), "I": (63, 65), "J": (66, 69), "K": (70, 70), "L": (71, 72), "M": (73, 75), "N": (76, 79),
    "O": (80, 82), "P": (83, 83), "Q": (84, 85), "R": (86, 90), "S": (91, 96), "T": (97, 97),
}  # fmt: skip
REGION_KINDS = ("province", "city", "county", "dev_zone")


def section_of(division: int) -> str | None:
    """The letter of the section that holds a division (1 to 97), None where there is none."""
    for letter, (first, last) in SECTIONS.items():
        if first <= division <= last:
            return letter
    return None


def check_phone(read: Reading) -> None:
    """Read a mobile, fixed or service number of the mainland; mobile numbers are shown masked."""
    text = re.sub(r"^(\+86|0086|86(?=1[3-9][0-9]{9}$))", "", re.sub(r"[\s()-]", "", read.value))
    read.value = text
    digits = text.removeprefix("+")
    strange = next((char for char in digits if char not in DIGITS), "")
    if strange:
        place = text.index(strange) + 1
        read.error(
            "character",
            f"第 {place} 位“{strange}”不是数字",
            f"'{strange}' at place {place} is no digit",
            place,
        )
    elif re.fullmatch(r"1[3-9][0-9]{9}", text):
        read.shown = f"{text[:3]}****{text[-4:]}"
        read.say("种类", "Kind", text[:3], Text("手机", "Mobile"))
    elif found := re.fullmatch(r"(010|02[0-9]|0[3-9][0-9]{2})([0-9]{7,8})", text):
        read.value = "-".join(found.groups())
        read.say("种类", "Kind", found[1], Text("固定电话", "Fixed line"))
    elif re.fullmatch(r"(400|800)[0-9]{7}|9[0-9]{4,7}|1[012][0-9]{1,3}|123[0-9]{2}", text):
        read.shown = text
        read.say("种类", "Kind", text, Text("服务号码", "Service number"))
    elif text.startswith("+"):
        read.warn("abroad", "境外号码，只核对了格式", "a number abroad: form only")
        read.say("种类", "Kind", text, Text("境外号码", "Number abroad"))
    elif len(text) != 11:
        read.error(
            "length",
            f"手机号为 11 位，现为 {len(text)} 位（固定电话请带区号）",
            f"a mobile number has 11 digits, this has {len(text)} (a fixed line needs its area code)",
        )
    else:
        read.error("prefix", "手机号以 13–19 开头", "a mobile number begins with 13 to 19", 1)


def check_region(read: Reading) -> None:
    """Read a region code of six digits; the last two from 61 to 78 are zones used in statistics, no legal region."""
    text = read.value
    if not (read.length(6) and read.alphabet(DIGITS, 1, 6, "区划代码为数字", "a region is digits")):
        return
    read.region(text, 1)
    if 61 <= int(text[4:]) <= 78:
        read.say(
            "性质",
            "Nature",
            text[4:],
            Text("开发区统计用码，不是法定行政区划", "Zone used in statistics, no legal region"),
        )


def check_industry(read: Reading) -> None:
    """Read an industry (GB/T 4754-2017): letter, two, three or four digits; the letter is added where it is missing."""
    found = re.fullmatch(r"([A-T])?([0-9]{0,4})", read.value)
    if found is None or len(found[2]) == 1 or not found[0]:
        read.error(
            "form",
            "行业代码为门类字母加 2 至 4 位数字，如 C3911",
            "an industry is a letter and two to four digits, such as C3911",
        )
        return
    letter, digits = found[1], found[2]
    division = digits[:2]
    section = section_of(int(division)) if division else letter
    if section is None:
        read.error(
            "division",
            f"没有大类 {division}(01–97)",
            f"there is no division {division} (01 to 97)",
            1 + bool(letter),
        )
        return
    if letter and letter != section:
        read.error(
            "section",
            f"大类 {division} 属于门类 {section}，不属于 {letter}",
            f"division {division} belongs to section {section}, not {letter}",
            1,
        )
        return
    read.value = section + digits
    read.say("门类", "Section", section, read.setting.names("industry_section").get(section))
    if division:
        read.say(
            "大类", "Division", division, read.setting.names("industry_division").get(division)
        )
    if len(digits) > 2:
        read.say(
            "中类" if len(digits) == 3 else "小类", "Group" if len(digits) == 3 else "Class", digits
        )


def check_passport(read: Reading) -> None:
    """Read a passport number: 5 to 9 digits and capitals (ICAO 9303); shown masked."""
    text = read.value
    read.shown = (
        text[:2] + "*" * max(0, len(text) - 4) + text[-2:] if len(text) > 4 else "*" * len(text)
    )
    if not read.alphabet(
        DIGITS + LETTERS, 1, len(text), "护照号码为数字和大写字母", "digits and capitals only"
    ):
        return
    if not 5 <= len(text) <= 9:
        read.error(
            "length",
            f"护照号码为 5 至 9 位，现为 {len(text)} 位",
            f"a passport number has 5 to 9 characters, this {len(text)}",
        )
    elif text.isalpha():
        read.error("form", "护照号码应含数字", "a passport number holds digits")
    else:
        read.say("护照号码", "Passport", read.shown)


def check_bank_account(read: Reading) -> None:
    """Read a bank account or card: 8 to 32 digits; a card of a Chinese bank that fails Luhn's check is a doubt."""
    text = read.value.replace("-", "")
    read.value = text
    read.shown = f"{'*' * max(0, len(text) - 4)}{text[-4:]}"
    if not read.alphabet(DIGITS, 1, len(text), "账号为数字", "an account is digits"):
        return
    if not 8 <= len(text) <= 32:
        read.error(
            "length",
            f"账号为 8 至 32 位，现为 {len(text)} 位",
            f"an account has 8 to 32 digits, this {len(text)}",
        )
        return
    card = text.startswith("62") and len(text) in (16, 17, 18, 19)
    read.say(
        "种类", "Kind", read.shown, Text("银行卡", "Card") if card else Text("银行账户", "Account")
    )
    if card and not luhn.is_valid(text):
        read.doubt(
            "check",
            "银行卡号校验不符，请核对",
            "the card number fails its check: please look again",
            len(text),
        )


def check_country(read: Reading) -> None:
    """Read a country or area by the three letters of ISO 3166-1; two letters are changed into three."""
    table = countries()
    code = table.by_two.get(read.value, read.value)
    name = table.names.get(code)
    if name is None:
        read.error(
            "unknown",
            f"没有国家或地区代码“{read.value}”",
            f"there is no country or area '{read.value}'",
        )
        return
    read.value = code
    read.say("国家或地区", "Country or area", code, name)


def check_occupation(read: Reading) -> None:
    """Read an occupation: any key of the table that the caller gives; without a table its form only."""
    text, names = read.value, read.setting.names("occupation")
    if not re.fullmatch(r"[0-9A-Za-z_.-]{1,60}", text):
        read.error(
            "form",
            "职业代码为字母、数字、下划线和连字符",
            "an occupation is letters, digits, underscores and hyphens",
        )
    elif names and text not in names:
        read.error(
            "unknown", f"职业代码“{text}”不在目录中", f"the table of occupations has no '{text}'"
        )
    else:
        read.say("职业", "Occupation", text, names.get(text))
