"""Numbers of cases: the platform's own of 25 digits, and those of courts such as (2023)皖0202民初1234号."""

from __future__ import annotations

import re
from datetime import date

from yichuang.base.text import Text
from yichuang.engines.codes import check_digit
from yichuang.engines.codes.plate_no import PROVINCES
from yichuang.engines.codes.result import Reading

COURT = re.compile(r"\(([0-9]{4})\)([^0-9])([0-9]{2,4})?([^0-9]+?)([0-9]+)号")
COURTS = {
    "皖01": Text("合肥市中级人民法院", "Hefei intermediate court"),
    "皖02": Text("芜湖市中级人民法院", "Wuhu intermediate court"),
    "皖11": Text("滁州市中级人民法院", "Chuzhou intermediate court"),
}
CASE_WORDS = {
    "民初": Text("民事一审", "Civil, first instance"),
    "民终": Text("民事二审", "Civil, second instance"),
    "破": Text("破产", "Insolvency"),
    "破申": Text("破产申请审查", "Petition for insolvency"),
    "诉前调": Text("诉前调解", "Mediation before suit"),
    "执": Text("执行", "Enforcement"),
}


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def make_case_number(day: date, region: str, department: str, serial: int) -> str:
    """The platform's number of a case: day, region (6), department (4), serial 1 to 999999, check MOD 11,10.

    Raises ValueError for parts of another length.
    """
    if not (len(region) == 6 and len(department) == 4 and _digits(region + department)):
        raise ValueError("six digits for the region and four for the department")
    if not 1 <= serial <= 999_999:
        raise ValueError("a serial is 1 to 999999")
    body = f"{day:%Y%m%d}{region}{department}{serial:06d}"
    return body + check_digit.make_mod_11_10(body)


def check_case_number(read: Reading) -> None:
    """Read a number of a case: 25 digits are checked, a court's is read, another office's is taken with a warning."""
    text = read.value
    if text.startswith("("):
        check_court_case(read)
    elif _digits(text) and len(text) >= 20:
        _read_own(read)
    elif re.fullmatch(r"[0-9A-Z一-鿿()〔〕\[\]#/_.-]{2,60}", text):
        read.warn(
            "foreign",
            "不是本平台 25 位办件编号，按其他机关的编号收下",
            "not a number of 25 digits of this platform: taken as another office's",
        )
        read.say("其他机关编号", "Another office's number", text)
    else:
        read.error(
            "form",
            "编号只用数字、字母、汉字和连字符",
            "a number is digits, letters, Chinese characters and hyphens",
        )


def _read_own(read: Reading) -> None:
    text = read.value
    if not read.length(25):
        return
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        read.error("date", f"前 8 位 {text[:8]} 不是日期", f"{text[:8]} at the front is no day", 1)
        return
    read.say("办件日期", "Day", day.isoformat())
    read.region(text[8:14], 9)
    read.say("部门", "Department", text[14:18])
    read.say("流水号", "Serial", text[18:24])
    if not check_digit.holds_mod_11_10(text):
        read.error("check", "第 25 位校验码不符", "the check digit at place 25 does not fit", 25)


def check_court_case(read: Reading) -> None:
    """Read a court's case number: year, court, kind of case, serial."""
    found = COURT.fullmatch(read.value)
    if found is None:
        read.error(
            "form",
            "案号形如 (2023)皖0202民初1234号",
            "a court's number is like (2023)皖0202民初1234号",
        )
        return
    year, province, court, word, serial = found.groups()
    if not 1949 <= int(year) <= read.setting.today.year:
        read.error("date", f"年份 {year} 不可能", f"the year {year} cannot be", 2)
    place = province + (court or "")
    name = COURTS.get(place[:3])
    if name is not None and len(place) > 3:
        name = Text(
            f"{name.zh}辖区基层法院 {place[3:]}", f"local court {place[3:]} under the {name.en}"
        )
    read.say("年份", "Year", year)
    read.say("法院", "Court", place, name)
    read.say("类型", "Kind", word, CASE_WORDS.get(word))
    read.say("序号", "Serial", serial)


CERTIFICATE = re.compile(
    rf"([{PROVINCES}])\(([0-9]{{4}})\)([^0-9]+?)(不动产权|不动产证明)第([0-9]{{7}})号"
)
CERTIFICATES = {
    "不动产权": Text("不动产权证书", "Title certificate"),
    "不动产证明": Text("不动产登记证明", "Proof of registration"),
}


def check_realty_certificate(read: Reading) -> None:
    """Read the number of a title certificate or proof of registration, such as 皖(2023)合肥市不动产权第0000121号."""
    found = CERTIFICATE.fullmatch(read.value)
    if found is None:
        read.error(
            "form",
            "不动产权证号形如 皖(2023)合肥市不动产权第0000121号（7 位流水）",
            "a title's number is like 皖(2023)合肥市不动产权第0000121号 (serial of 7 digits)",
        )
        return
    province, year, office, kind, serial = found.groups()
    read.say("省", "Province", province)
    read.say("年份", "Year", year)
    read.say("发证辖区", "Issued for", office)
    read.say("种类", "Kind", kind, CERTIFICATES[kind])
    read.say("流水号", "Serial", serial)
