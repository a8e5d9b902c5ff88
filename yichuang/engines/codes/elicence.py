"""Standard identifier of an electronic licence (GB/T 36904-2018), check MOD 37,36."""

from __future__ import annotations

import re

from yichuang.base.text import Text
from yichuang.engines.codes import check_digit
from yichuang.engines.codes.result import Reading
from yichuang.engines.codes.usci import ALPHABET, make_usci_check

ROOT = "1.2.156.3005.2"
LICENCE_TYPES = {
    "11100000MB03271699001": Text("不动产权证书", "Title certificate"),
    "11100000MB03271699022": Text("不动产登记证明", "Proof of registration"),
    "11100000MB0143028R001": Text("营业执照", "Business licence"),
}
_TYPE = re.compile(f"[{ALPHABET}]{{18}}[0-9]{{3}}")
_SERIAL = re.compile(r"[0-9A-Z]+")


def make_elicence_id(type_code: str, issuer: str, serial: str, version: int = 1) -> str:
    """The identifier of a licence: type (21 places), issuer's usci, serial of digits and capitals, version 1 to 999.

    Raises ValueError for parts that the standard does not take.
    """
    if not _TYPE.fullmatch(type_code):
        raise ValueError(f"a licence type is a usci and three digits: {type_code!r}")
    if len(issuer) != 18 or make_usci_check(issuer[:17]) != issuer[17]:
        raise ValueError(f"the issuer is named by its usci: {issuer!r}")
    if not _SERIAL.fullmatch(serial):
        raise ValueError(f"a serial is digits and capitals: {serial!r}")
    if not 1 <= version <= 999:
        raise ValueError("a version is 1 to 999")
    parts = (type_code, issuer, serial, f"{version:03d}")
    # The check runs over the four parts without dots and without the root.
    return ".".join((ROOT, *parts, check_digit.make_mod_37_36("".join(parts))))


def check_elicence(read: Reading) -> None:
    """Read an identifier of an electronic licence."""
    if not read.value.startswith(ROOT + "."):
        read.error(
            "root",
            f"应以根码 {ROOT}. 开头",
            f"must begin with the root {ROOT}.",
            _first_difference(read.value),
        )
        return
    parts = read.value[len(ROOT) + 1 :].split(".")
    if len(parts) != 5:
        read.error(
            "parts",
            f"根码之后应有 5 段（类型、颁发机构、流水号、版本、校验），现有 {len(parts)} 段",
            f"five parts follow the root (type, issuer, serial, version, check), here are {len(parts)}",
        )
        return
    if not _parts_stand(read, parts):
        return
    kind, issuer, serial, version, check = parts
    read.say("证照类型", "Licence type", kind, LICENCE_TYPES.get(kind))
    read.say("颁发机构", "Issuer", issuer)
    read.say("流水号", "Serial", serial)
    read.say("版本", "Version", version)
    if check_digit.make_mod_37_36(kind + issuer + serial + version) != check:
        read.error(
            "check",
            f"末位校验位“{check}”与前四段不符",
            f"the check character '{check}' at the end does not fit the four parts",
            len(read.value),
        )


def _parts_stand(read: Reading, parts: list[str]) -> bool:
    place = len(ROOT) + 2
    forms = (
        (_TYPE, "证照类型代码为 18 位信用代码加 3 位数字", "the type is a usci and three digits"),
        (re.compile(f"[{ALPHABET}]{{18}}"), "颁发机构为 18 位信用代码", "the issuer is a usci"),
        (_SERIAL, "流水号只用数字和大写字母", "the serial is digits and capitals"),
        (re.compile(r"[0-9]{3}"), "版本号为 3 位数字", "the version is three digits"),
        (re.compile(r"[0-9A-Z]"), "校验位为 1 位", "the check is one character"),
    )
    for part, (form, zh, en) in zip(parts, forms, strict=True):
        if not form.fullmatch(part):
            read.error(
                "part",
                f"第 {place} 位起“{part}”：{zh}",
                f"'{part}' from place {place}: {en}",
                place,
            )
            return False
        place += len(part) + 1
    return True


def _first_difference(text: str) -> int:
    for place, char in enumerate(ROOT + ".", 1):
        if text[place - 1 : place] != char:
            return place
    return 1
