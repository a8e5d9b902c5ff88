"""Joins words of both languages: a space between Chinese and figures or Latin letters, none between Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yichuang.base.text import Text

WIDE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def say(zh: str, en: str, /, **parts: Text) -> Text:
    """A sentence with named places, filled in both languages and spaced as each language wants."""
    chinese = zh
    english = en
    for name, part in parts.items():
        place = "{" + name + "}"
        chinese = _fill(chinese, place, part.zh)
        english = english.replace(place, part.show("en"))
    return Text(tidy(chinese), english)


def tidy(chinese: str) -> str:
    """Without doubled spaces, and none before a mark or at the ends."""
    return re.sub(r" +(?=[，。；：、）”,;:)]|$)", "", re.sub(r" {2,}", " ", chinese)).strip()


def _fill(sentence: str, place: str, words: str) -> str:
    before, found, after = sentence.partition(place)
    return glue(glue(before, words), _fill(after, place, words)) if found else sentence


def glue(left: str, right: str) -> str:
    """Both texts side by side, with a space where Chinese meets a figure or a Latin letter."""
    if not left or not right or left[-1].isspace() or right[0].isspace():
        return left + right
    wide = bool(WIDE.match(left[-1])), bool(WIDE.match(right[0]))
    mixed = wide[0] != wide[1]
    marks = "“”（）、，；：。,;:()[]〔〕"
    if mixed and left[-1] not in marks and right[0] not in marks:
        return f"{left} {right}"
    return left + right


def listed(parts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """A row of words."""
    words = list(parts)
    return Text(zh.join(w.zh for w in words), en.join(w.show("en") for w in words))


def bracketed(text: Text) -> Text:
    """In brackets."""
    return Text(f"（{text.zh}）", f"({text.show('en')})")
