"""Unified social credit code (GB 32100-2015) and the organisation code inside it (GB 11714)."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.codes.result import DIGITS, LETTERS, Reading

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

# The first two characters: who registers, and what kind of body. The list of the standard is open-ended:
# a pair that is not here is a warning, never a refusal.
KINDS_OF_BODY = {
    "11": Text("机关", "State organ"),
    "12": Text("事业单位", "Public institution"),
    "13": Text("编办直接管理机构编制的群众团体", "Mass organisation"),
    "19": Text("机构编制其他", "Other, by the establishment office"),
    "21": Text("外交机构", "Foreign affairs body"),
    "31": Text("律师执业机构", "Law firm"),
    "32": Text("公证处", "Notary office"),
    "33": Text("基层法律服务所", "Local legal service office"),
    "34": Text("司法鉴定机构", "Forensic institution"),
    "35": Text("仲裁委员会", "Arbitration commission"),
    "41": Text("外国文化机构", "Foreign cultural body"),
    "51": Text("社会团体", "Social organisation"),
    "52": Text("民办非企业单位", "Private non-enterprise unit"),
    "53": Text("基金会", "Foundation"),
    "54": Text("村民委员会等自治组织", "Villagers' committee"),
    "61": Text("旅游机构", "Tourism body"),
    "62": Text("旅游机构", "Tourism body"),
    "71": Text("宗教活动场所", "Place of worship"),
    "72": Text("宗教院校", "Religious school"),
    "81": Text("工会", "Trade union"),
    "91": Text("企业", "Enterprise"),
    "92": Text("个体工商户", "Self-employed business"),
    "93": Text("农民专业合作社", "Farmers' cooperative"),
    "A1": Text("军队单位", "Military unit"),
    "G1": Text("其他", "Other"),
    "J1": Text("其他", "Other"),
    "N1": Text("农村集体经济组织（组级）", "Rural collective (group)"),
    "N2": Text("农村集体经济组织（村级）", "Rural collective (village)"),
    "N3": Text("农村集体经济组织（乡镇级）", "Rural collective (township)"),
    "Y1": Text("其他", "Other"),
}


def make_usci_check(body: str) -> str:
    """The 18th character for the first 17. Raises ValueError for characters outside GB 32100's alphabet."""
    if len(body) != len(WEIGHTS):
        raise ValueError("17 characters are needed")
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, WEIGHTS, strict=True))
    # The outer remainder matters: 31 - 0 would point past the alphabet.
    return ALPHABET[(31 - total % 31) % 31]


def make_organisation_check(body: str) -> str:
    """The 9th character for the first 8 of an organisation code, GB 11714 (36-character alphabet, not that of usci)."""
    if len(body) != len(ORGANISATION_WEIGHTS):
        raise ValueError("8 characters are needed")
    values = (int(char, 36) for char in body)
    left = 11 - sum(v * w for v, w in zip(values, ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(left, str(left))


def check_usci(read: Reading) -> None:
    """Read a unified social credit code; a failing check character is a doubt, since real codes with one exist."""
    text = read.value
    good = read.length(18)
    unused = "统一社会信用代码不用字母 I、O、S、V、Z", "the letters I, O, S, V and Z are not used"
    good &= read.alphabet(ALPHABET, 1, 2, *unused)
    good &= read.alphabet(DIGITS, 3, 8, "第 3 至 8 位为行政区划数字", "places 3 to 8 are digits")
    good &= read.alphabet(ALPHABET, 9, 18, *unused)
    if not good:
        return
    body = KINDS_OF_BODY.get(text[:2])
    read.say("登记部门与机构类别", "Registered by, and kind of body", text[:2], body)
    if body is None:
        read.warn(
            "prefix",
            f"前两位 {text[:2]} 不是常见类别，请核对",
            f"the first two characters {text[:2]} name no usual kind of body: please look again",
            1,
        )
    read.region(text[2:8], 3)
    read.say("主体标识码（组织机构代码）", "Organisation code", text[8:17])
    _check_characters(read)


def _check_characters(read: Reading) -> None:
    text = read.value
    if make_usci_check(text[:17]) != text[17]:
        read.doubt(
            "check",
            "第 18 位校验码与前 17 位不符：请逐位核对；确有个别存量代码如此，由人工确认",
            "the check character at place 18 does not fit the first 17: please compare each place; "
            "a few real codes are like this, then a person confirms",
            18,
        )
    elif make_organisation_check(text[8:16]) != text[16]:
        read.warn(
            "organisation_check",
            "第 17 位（组织机构代码校验）与第 9 至 16 位不符，请核对",
            "place 17 (check of the organisation code) does not fit places 9 to 16: please look again",
            17,
        )


def check_organisation_code(read: Reading) -> None:
    """Read a nine-character organisation code, GB 11714."""
    read.value = read.value.replace("-", "")
    if not read.length(9):
        return
    good = read.alphabet(DIGITS + LETTERS, 1, 8, "只用数字和大写字母", "digits and capitals only")
    if not (
        good and read.alphabet(DIGITS + "X", 9, 9, "末位为数字或 X", "a digit or X at the end")
    ):
        return
    read.say("主体", "Body", read.value[:8])
    read.shown = f"{read.value[:8]}-{read.value[8]}"
    if make_organisation_check(read.value[:8]) != read.value[8]:
        read.error(
            "check",
            "第 9 位校验码与前 8 位不符",
            "the check character at place 9 does not fit the first 8",
            9,
        )
