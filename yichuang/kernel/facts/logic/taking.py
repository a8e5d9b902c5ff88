"""Typed text becomes a value of its datum: mended first, read by the type, codes checked, every change said."""

from __future__ import annotations

import re

from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.engines.codes import KINDS, check_code
from yichuang.engines.codes import Level as CodeLevel
from yichuang.engines.mend import Mended, Refused, fold, mend
from yichuang.engines.values import (
    NONE,
    Fault,
    Type,
    Unknown,
    Value,
    canonical,
    read_literal,
    show_both,
)
from yichuang.kernel.catalogue.contracts import DatumDef
from yichuang.kernel.facts.contracts import Taken
from yichuang.kernel.facts.logic.types import type_of

NUMBERS = frozenset({"integer", "decimal", "share", "area", "length", "power"})
NUMBER_AND_UNIT = re.compile(r"([-+]?[\d.,\s]*\d)\s*([^\d\s.,]\D*)?")
NONE_WORDS = frozenset({"none", "无", "没有"})
YES_WORDS = {
    "yes": "yes",
    "no": "no",
    "是": "yes",
    "否": "no",
    "true": "yes",
    "false": "no",
    "on": "yes",
}
CHINESE_DAY = re.compile(r"(\d{4})\s*[年/.]\s*(\d{1,2})\s*[月/.]\s*(\d{1,2})\s*日?\Z")
UNITS = {"money": "元", "share": "%"}


def take(datum: DatumDef, typed: str, *, strict: bool = False, name: str = "") -> Taken:
    """What `typed` means for this datum: canonical text, what was mended, what to look at again, or the problem.

    Numbers may stand without their unit: 元 for money, % for shares, the datum's own unit else. `strict` is for
    programs: what real codes are known to break is a problem there and a warning here. Empty text is a problem.
    """
    where = name or datum.key
    if not fold(typed).strip():
        return Taken(where, typed, problem=_missing(where, datum))
    type_ = type_of(datum)
    if fold(typed).strip() in NONE_WORDS and type_.kind not in ("text", "group", "list"):
        return Taken(where, typed, none=True, shown=Text("无", "none"))
    mended, unit = _mend(typed, datum, type_)
    changes = tuple(mended.changes)
    if mended.refused is not None:
        return Taken(where, typed, changes=changes, problem=_refused(where, mended.refused))
    text = f"{mended.value} {unit}".strip()
    try:
        value = read_literal(_spelled(text, type_), type_)
    except Fault as fault:
        return Taken(where, typed, changes=changes, problem=_fault(where, datum, fault))
    if isinstance(value, Unknown) or value is NONE:
        return Taken(where, typed, none=value is NONE, shown=Text("无", "none"), changes=changes)
    return _finish(where, typed, value, type_, changes, strict)


def _finish(
    where: str, typed: str, value: Value, type_: Type, changes: tuple[Text, ...], strict: bool
) -> Taken:
    warnings: tuple[Text, ...] = ()
    if type_.kind == "code" and type_.checker in KINDS and isinstance(value, str):
        result = check_code(type_.checker, value, strict=strict)
        errors = [p for p in result.problems if p.level is CodeLevel.ERROR]
        if errors:
            problem = Problem(where, errors[0].message, code=f"code.{errors[0].code}")
            return Taken(where, typed, changes=changes, problem=problem)
        value = result.value
        warnings = tuple(p.message for p in result.problems)
    return Taken(
        where,
        typed,
        value=canonical(value, type_),
        shown=show_both(value, type_),
        changes=changes,
        warnings=warnings,
    )


def _mend(typed: str, datum: DatumDef, type_: Type) -> tuple[Mended, str]:
    """The mended text and, of a number with a unit behind it, the unit."""
    if type_.kind in NUMBERS and (found := NUMBER_AND_UNIT.fullmatch(fold(typed).strip())):
        # The number is mended by itself, so that only its own characters are judged.
        whole = mend(typed, "text") if found[2] else mend(typed, "number")
        number = mend(found[1], "number") if found[2] else whole
        return Mended(number.value, (*whole.changes, *number.changes), number.refused), found[
            2
        ] or ""
    return mend(typed, _mend_kind(datum, type_)), ""


def _mend_kind(datum: DatumDef, type_: Type) -> str:
    if type_.kind == "code":
        return type_.checker
    if type_.kind in ("money", "date"):
        return type_.kind
    if type_.kind in NUMBERS:
        return "number"
    is_name = datum.key.endswith("name") and datum.sensitivity == "personal"
    return "name" if type_.kind == "text" and is_name else "text"


def _missing(where: str, datum: DatumDef) -> Problem:
    label = datum.name
    return Problem(
        where,
        Text(f"请填写{label.zh}", f"{label.show('en')} is missing"),
        code="missing",
    )


def _spelled(text: str, type_: Type) -> str:
    """The typed text as a literal of the rule language: units added, Chinese yes and days turned."""
    kind = type_.kind
    if kind == "yes_no":
        return YES_WORDS.get(text.lower(), text)
    if kind in ("date", "moment"):
        found = CHINESE_DAY.match(text)
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else text
    if kind == "choice":
        return next((c for c in type_.choices if text in (type_.name_of(c).zh, c)), text)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        unit = type_.unit or UNITS.get(kind, "")
        if kind == "money" and type_.currency not in ("", "cny"):
            unit = {"usd": "美元", "eur": "欧元", "gbp": "英镑", "hkd": "港元", "jpy": "日元"}[
                type_.currency
            ]
        if kind.startswith("working_") or kind in ("years", "months", "days", "hours", "minutes"):
            unit = kind
        return f"{text} {unit}".strip()
    return text


def _fault(where: str, datum: DatumDef, fault: Fault) -> Problem:
    label = datum.name
    return Problem(
        where,
        Text(f"{label.zh}：{fault.show('zh')}", f"{label.show('en')}: {fault.show('en')}"),
        remedy=fault.expected,
        code="type",
    )


def _refused(where: str, refused: Refused) -> Problem:
    return Problem(where, refused.message, code="character")
