"""What is shown of a value to somebody who may not see it whole: 张*, 3401**********0017, or nothing of a secret."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.codes import KINDS, show_code
from yichuang.kernel.catalogue.contracts import DatumDef
from yichuang.kernel.facts.logic.types import type_of

HIDDEN = Text("（保密）", "(secret)")
GUARDED = frozenset({"personal", "secret"})


def mask(shown: str, datum: DatumDef, *, clear: bool = False) -> str:
    """`shown` as it may be seen: whole when `clear` or when not personal, else masked by its type."""
    if not shown or datum.sensitivity not in GUARDED:
        return shown
    if datum.sensitivity == "secret":
        return shown if clear else HIDDEN.zh
    return shown if clear else mask_value(shown, datum)


def mask_value(shown: str, datum: DatumDef) -> str:
    """A personal value masked: names keep the first character, codes their ends, anything else its length."""
    type_ = type_of(datum)
    if type_.kind == "code":
        known = KINDS.get(type_.checker)
        masked = show_code(type_.checker, shown) if known and known.personal else shown
        return masked if masked != shown else mask_middle(shown)
    if type_.kind == "text":
        return mask_name(shown) if len(shown) <= 20 else shown[:1] + "*" * 3
    return "*" * 4


def mask_name(name: str) -> str:
    """A person's name: the first character stays (张*, 迪*******); Latin names keep the first letter of each word."""
    if name.isascii():
        return " ".join(word[:1] + "*" * min(len(word) - 1, 5) for word in name.split())
    return name[:1] + "*" * max(len(name) - 1, 1)


def mask_middle(code: str) -> str:
    """A code with its middle hidden; short ones keep only their first place."""
    if len(code) < 8:
        return code[:1] + "*" * max(len(code) - 1, 1)
    keep = min(4, len(code) // 4)
    return code[:keep] + "*" * (len(code) - 2 * keep) + code[-keep:]
