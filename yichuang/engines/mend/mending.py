"""Making what people type or paste into what is stored, saying what was changed, refusing only what cannot be meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yichuang.base.text import Text
from yichuang.engines.mend.characters import SPACES, Work, is_han

NAME_DOT = "·"
DOTS = frozenset("•・.‧∙⋅●･﹒")
DOT = Text("姓名间隔号已统一为“·”", "the dot in the name was made the standard one")
PUNCTUATION = Text("已去掉分隔符", "separators taken out")
GROUPING = Text("已去掉千分位逗号", "commas between thousands taken out")
UNIT = Text("已去掉金额单位", "the unit of the amount was taken out")
SCALED = Text("已按“万（亿）”换算为元", "changed into yuan")
DATE = Text("日期已改为“年-月-日”", "the date was written as year-month-day")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a text cannot be taken: the character and its place (from 1, counting what is seen; 0 = the whole)."""

    position: int
    character: str
    message: Text


@dataclass(frozen=True, slots=True)
class Mended:
    """What is stored, what was changed on the way, and why it is refused (then `value` is what was typed)."""

    value: str
    changes: tuple[Text, ...] = ()
    refused: Refused | None = None


def mend(text: str, kind: str = "text") -> Mended:
    """`text` as it is stored for a kind of field, with every change named.

    Kinds: text, name, phone, money (yuan), number, date; any other is a kind of code: half-width capitals, no spaces.
    """
    work = Work.start(text)
    refused = _KINDS.get(kind, _mend_code)(work)
    if refused is not None:
        return Mended(text, (), refused)
    return Mended(work.text, tuple(work.changes))


def _mend_text(work: Work) -> None:
    work.narrow_letters()
    lines = work.text
    if "\n" not in lines:
        work.tidy_spaces()


def _mend_code(work: Work) -> None:
    work.narrow()
    work.drop(" ", SPACES)
    work.capitals()


def _mend_key(work: Work) -> None:
    """Codes that are keys of a table, where small letters are meant."""
    work.narrow()
    work.drop(" ", SPACES)


def _mend_phone(work: Work) -> Refused | None:
    work.narrow()
    work.drop(" ", SPACES)
    work.drop("-‐‑–—().", PUNCTUATION)
    for number, (char, place) in enumerate(work.chars):
        if not (char in "0123456789" or (char == "+" and number == 0)):
            return _refuse(place, char, "电话号码只用数字", "a phone number is digits only")
    return None


def _mend_name(work: Work) -> Refused | None:
    work.narrow_letters()
    work.tidy_spaces()
    _mend_dots(work)
    _join_han(work)
    for char, place in work.chars:
        category = unicodedata.category(char)
        if category == "Co":
            return _refuse(
                place,
                char,
                "是自造字，请改用国家标准（GB 18030）中的字",
                "is a private character: please use the one of GB 18030",
            )
        if category[0] not in "LM" and char not in " ·.,'’-":
            return _refuse(place, char, "姓名中不应有此字符", "does not belong in a name")
    return None


def _mend_dots(work: Work) -> None:
    """The dot of minority names stands between Chinese characters; in `J. Smith` a dot stays a dot."""
    chars = work.chars
    for at in range(1, len(chars) - 1):
        char, place = chars[at]
        between = is_han(chars[at - 1][0]) and is_han(chars[at + 1][0])
        if between and (char in DOTS or char == "．"):
            chars[at] = NAME_DOT, place
            work.note(DOT)


def _join_han(work: Work) -> None:
    """A space between Chinese characters (`张 三`) is typesetting."""
    chars = work.chars
    kept = [
        chars[at]
        for at in range(len(chars))
        if not (
            chars[at][0] == " " and _beside_han(chars[at - 1][0]) and _beside_han(chars[at + 1][0])
        )
    ]
    if len(kept) != len(chars):
        work.note(SPACES)
    work.chars = kept


def _beside_han(char: str) -> bool:
    return is_han(char) or char == NAME_DOT


def _mend_number(work: Work) -> Refused | None:
    work.narrow()
    work.drop(" ", SPACES)
    return _read_number(work)


def _mend_money(work: Work) -> Refused | None:
    work.narrow()
    work.drop(" ", SPACES)
    work.drop("¥￥", UNIT)
    zeros = _take_unit(work)
    refused = _read_number(work) or _blame_decimals(work, 2 + zeros)
    if refused is None and zeros:
        amount = Decimal(work.text).scaleb(zeros)
        work.chars = [(char, 1) for char in f"{amount.normalize():f}"]
    return refused


def _take_unit(work: Work) -> int:
    """Take the unit off the end; how many zeros it stands for."""
    for unit, zeros in (("万元", 4), ("亿元", 8), ("元", 0), ("万", 4)):
        if work.text.endswith(unit):
            work.chars = work.chars[: -len(unit)]
            work.note(SCALED if zeros else UNIT)
            return zeros
    return 0


def _blame_decimals(work: Work, most: int) -> Refused | None:
    whole, _, decimals = work.text.partition(".")
    if len(decimals) <= most:
        return None
    char, place = work.chars[len(whole) + 1 + most]
    return _refuse(
        place,
        char,
        "金额最多到分（两位小数）；千分位请用逗号，如 12,345.60",
        "an amount has two decimals at most; thousands are parted by commas, as in 12,345.60",
    )


_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def _read_number(work: Work) -> Refused | None:
    text = work.text
    if _PLAIN.fullmatch(text):
        return None
    if _GROUPED.fullmatch(text):
        work.drop(",", GROUPING)
        return None
    if not text:
        return _refuse(0, "", "没有数字", "there is no number")
    for char, place in work.chars:
        if char not in "0123456789.,+-":
            return _refuse(place, char, "不是数字", "is no digit")
    return _blame_mark(work)


def _blame_mark(work: Work) -> Refused:
    """The mark that makes the number readable in two ways, or in none."""
    text = work.text
    after_point = text.find(",", text.find(".")) if "." in text else -1
    at = after_point if after_point >= 0 else _second_point(text)
    if at < 0:
        at = next((k for k, char in enumerate(text) if char not in "0123456789"), 0)
    char, place = work.chars[at]
    return _refuse(
        place,
        char,
        "小数点和千分位写法不清楚：小数点用“.”，千分位用“,”，如 12,345.60",
        "it is not clear what parts decimals and thousands: write 12,345.60",
    )


def _second_point(text: str) -> int:
    first = text.find(".")
    return text.find(".", first + 1) if first >= 0 else -1


_DATE = re.compile(
    r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})"
)


def _mend_date(work: Work) -> Refused | None:
    work.narrow()
    work.drop(" ", SPACES)
    found = _DATE.fullmatch(work.text)
    if found is None:
        return _refuse(0, work.text, "日期请写作 2023-10-19", "please write a date as 2023-10-19")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        written = date(year, month, day).isoformat()
    except ValueError:
        return _refuse(0, work.text, "日历上没有这一天", "there is no such day")
    if written != work.text:
        work.note(DATE)
        work.chars = [(char, 1) for char in written]
    return None


def _refuse(place: int, char: str, zh: str, en: str) -> Refused:
    if place == 0:
        return Refused(0, char, Text(zh, en))
    return Refused(
        place, char, Text(f"第 {place} 个字符“{char}”：{zh}", f"character {place} '{char}': {en}")
    )


_KINDS: dict[str, Callable[[Work], Refused | None]] = {
    "text": _mend_text,
    "name": _mend_name,
    "occupation": _mend_key,
    "phone": _mend_phone,
    "money": _mend_money,
    "number": _mend_number,
    "date": _mend_date,
}
