"""Cuts the text of a rule into words with their places; literals with units are one word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yichuang.base.text import Text
from yichuang.engines.values import Fault, nearest

KEYWORDS = frozenset(
    [
        "AND",
        "OR",
        "NOT",
        "IN",
        "BETWEEN",
        "CASE",
        "WHEN",
        "THEN",
        "ELSE",
        "END",
        "TRUE",
        "FALSE",
        "IS",
        "NULL",
        "LIKE",
    ]
)
CJK = r"[\u3400-\u9fff㎡]"
UNIT = rf"%|‰|{CJK}+(?:/{CJK}+)?|[A-Za-z_]+²?(?:/{CJK}+)?"
WORDS = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<day>\d{{4}}-\d{{2}}-\d{{2}}(?!\d))
  | (?P<number>\d+(?:\.\d+)?)(?:\s*(?P<unit>{UNIT}))?
  | (?P<text>'(?:[^']|'')*')
  | (?P<parameter>:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<sign><>|<=|>=|[=<>+\-*/(),.])
    """,
    re.VERBOSE | re.ASCII,
)
MENDED = {
    "!=": "<>",
    "==": "=",
    "&&": "AND",
    "||": "OR",
    "(": "(",
    ")": ")",
    ",": ",",
    "“": "'",
    "”": "'",
    "‘": "'",
    "’": "'",
    '"': "'",
    "≤": "<=",
    "≥": ">=",
    "≠": "<>",
    ":": ":",
    "!": "NOT",
    "。": ".",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its kind (number, text, day, parameter, name, keyword, sign, end), text, unit and place."""

    kind: str
    text: str
    at: int
    end: int
    unit: str = ""
    unit_at: int = 0


def words_of(text: str) -> list[Word]:
    """The words of `text`, closed by one of kind "end". Raises Fault at what is no word."""
    found: list[Word] = []
    at = 0
    while at < len(text):
        match = WORDS.match(text, at)
        if match is None or text.startswith("==", at):
            raise _stray(text, at)
        kind = "number" if match["number"] else str(match.lastgroup)
        if kind != "space":
            word = _word(kind, match)
            found.append(word)
            at = word.end
        else:
            at = match.end()
    found.append(Word("end", "", len(text), len(text)))
    return found


def _word(kind: str, match: re.Match[str]) -> Word:
    at, end, written = match.start(), match.end(), match.group()
    if kind == "number":
        unit = match["unit"] or ""
        if unit in KEYWORDS or not unit:  # `THEN 3 ELSE`: a keyword is no unit
            return Word("number", match["number"], at, match.end("number"))
        return Word("number", match["number"], at, end, unit, match.start("unit"))
    if kind == "name" and written in KEYWORDS:
        return Word("keyword", written, at, end)
    return Word(kind, written, at, end)


def _stray(text: str, at: int) -> Fault:
    for wrong, right in MENDED.items():
        if text.startswith(wrong, at):
            return Fault(
                Text(f"“{wrong}”不能这样写", f"{wrong!r} is not written so"),
                at,
                Text(right, right),
                right,
            )
    if text[at] == "'":
        return Fault(Text("引号没有结束", "the quotation does not end"), at, Text("'", "'"), "'")
    return Fault(Text(f"“{text[at]}”不属于规则", f"{text[at]!r} has no place in a rule"), at)


def lowercase_keyword(word: Word) -> str:
    """The keyword that was written in the wrong case (`and`), "" where it is none."""
    return word.text.upper() if word.kind == "name" and word.text.upper() in KEYWORDS else ""


def near_keyword(word: Word) -> str:
    """The keyword nearest to a word."""
    return nearest(word.text.upper(), KEYWORDS)
