"""The type and value of a written word where nobody declared a type: `500 m`, `3000000 元`, `2023-10-19`, `yes`."""

from __future__ import annotations

import re
from fractions import Fraction

from yichuang.engines.rules.lexer import words_of
from yichuang.engines.rules.literals import literal_of
from yichuang.engines.values import ANY, NONE, SHARE, TEXT, UNKNOWN, YES_NO, Fault, Type, Value

WORDS: dict[str, tuple[Value, Type]] = {
    "yes": (True, YES_NO),
    "no": (False, YES_NO),
    "none": (NONE, ANY),
    "unknown": (UNKNOWN, ANY),
}
NUMBER = re.compile(r"-?\d")


def guess(text: str) -> tuple[Value, Type]:
    """Value and type of a word; what reads as no literal is text (a code such as `10kv` too)."""
    written = text.strip()
    if written in WORDS:
        return WORDS[written]
    if not NUMBER.match(written):
        return text, TEXT
    if re.fullmatch(r"\d+/[1-9]\d*", written):
        return Fraction(written), SHARE
    negative = written.startswith("-")
    try:
        words = words_of(written.removeprefix("-"))
        if len(words) != 2 or words[0].kind not in ("number", "day") or _code(written):
            return text, TEXT
        literal = literal_of(words[0], negative=negative)
    except Fault:
        return text, TEXT
    return literal.value, literal.type


def _code(written: str) -> bool:
    """Whether it looks like a code: 0701 keeps its zero, 10kv is no number of kv."""
    return bool(re.match(r"0\d", written) or re.fullmatch(r"\d+[a-z_]+", written, re.IGNORECASE))
