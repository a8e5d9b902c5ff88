"""Typed text becomes a value of its datum: mended first, read by the type, codes checked, every change said."""

from __future__ import annotations

import re

from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.engines.codes import KINDS, check_code
from yichuang.engines.codes import Level as CodeLevel
from yichuang.engines.mend import Refused, mend
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
    mended = mend(typed, _mend_kind(datum))
    changes = tuple(mended.changes)
    if mended.refused is not None:
        return Taken(where, typed, changes=changes, problem=_refused(where, mended.refused))
    text = mended.value
    type_ = type_of(datum)
    if not text:
        return Taken(
            where,
            typed,
            problem=Problem(
                where,
                Text(f"请填写{datum.name.zh}", f"{datum.name.show('en')} is missing"),
                code="missing",
            ),
        )
    if text in NONE_WORDS and type_.kind not in ("text", "group", "list"):
        return Taken(where, typed, none=True, shown=Text("无", "none"), changes=changes)
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


def _mend_kind(datum: DatumDef) -> str:
    type_ = type_of(datum)
    if type_.kind == "code":
        return type_.checker
    if type_.kind == "money" or type_.kind in NUMBERS:
        return "money" if type_.kind == "money" else "number"
    if type_.kind == "text" and datum.key.endswith("name") and datum.sensitivity == "personal":
        return "name"
    return "date" if type_.kind in ("date", "moment") else "text"


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
        Text(f"{label.zh}:{fault.show('zh')}", f"{label.show('en')}: {fault.show('en')}"),
        remedy=fault.expected,
        code="type",
    )


def _refused(where: str, refused: Refused) -> Problem:
    return Problem(where, refused.message, code="character")
