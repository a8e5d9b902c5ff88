"""The indicators that packs declare, as far as they can be computed: which can, and what one decided case says to them.

A case speaks by the adopted set it was received under; cases that only simulate say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yichuang.base.text import Text
from yichuang.engines.values import Type, Unknown, Value, is_known, show_both
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.worlds import definitions_of
from yichuang.kernel.catalogue.api import Names, World, WorldNaming, reserved, rule_of
from yichuang.kernel.catalogue.contracts import Expression, IndicatorDef, Item
from yichuang.kernel.facts import api as facts

FIGURES = frozenset({"share", "count", "sum", "median", "outliers"})
# The parts of reserved roles that a case answers (`parts.py`, `Sight.part`); a test holds them together.
ANSWERED: Mapping[str, frozenset[str]] = {
    "case": frozenset(
        "number item scene mode channel state result suspended opened received_on accepted_on decided_on days"
        " working_days overdue on_time archived_on corrections".split()
    ),
    "nodes": frozenset(
        "key outcome stopped skipped rounds opened settled carried departed on_time exceptions unknowns".split()
    ),
    "papers": frozenset("present issued number issued_on signed replaced valid asked".split()),
    "materials": frozenset("present signed replaced valid asked".split()),
}
# What a whole number counts, where the language says it.
COUNTED: tuple[tuple[tuple[str, ...], Text], ...] = (
    (("case.working_days", "working_days_between("), Text("个工作日", "working days")),
    (("case.days", "days_between("), Text("天", "days")),
)
# Personal data of these types put people into classes and name nobody.
CLASSES = frozenset({"choice", "yes_no"})
NOBODY = Text("")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one case says to one indicator."""

    indicator: str
    state: str
    hit: bool = False
    group: Text = NOBODY
    outcome: str = ""
    value: Decimal | None = None


def items_of(pack: str, indicator: IndicatorDef) -> tuple[str, ...]:
    """The full keys of the items that an indicator looks at."""
    return tuple(f"{pack}.{key}" for key in indicator.of.split(" | ") if key)


def names_in(written: str) -> tuple[str, ...]:
    """Dotted names written one beside another (`by`, `same`)."""
    return tuple(name for name in written.split(" | ") if name)


def why_not(world: World, pack: str, indicator: IndicatorDef) -> Text | None:
    """What is lacking before an indicator can be computed, in words; None where nothing is."""
    items = [world.item(key) for key in items_of(pack, indicator)]
    if indicator.measure not in FIGURES or not items or None in items:
        return Text("这类指标平台还不能计算", "the platform cannot compute this kind of figure yet")
    if indicator.measure in ("share", "count") and indicator.what != "cases":
        return Text(
            "还不能计算：平台目前只按办件统计", "not yet: the platform counts cases only so far"
        )
    for item in items:
        lacking = item and _lacking(world, item, indicator)
        if lacking:
            return lacking
    return None


def _lacking(world: World, item: Item, indicator: IndicatorDef) -> Text | None:
    names = Names.of_item(world, item)
    for name in sorted(_read(indicator)):
        path = tuple(name.split("."))
        answered = ANSWERED.get(path[0])
        if names.is_reserved(path[0]):
            found = answered is not None and path[-1] in answered
        else:
            found = names.find(path) is not None
        if not found:
            said = _called(names, path)
            return Text(
                f"还不能计算：平台没有记录“{said.zh}”",
                f"not yet: the platform does not record “{said.show('en')}”",
            )
    definitions = definitions_of(world, item.pack)
    for name in names_in(indicator.by):
        step = names.find(tuple(name.split(".")))
        if step is None or step.datum is None:
            continue
        guarded = facts.is_guarded(f"{step.datum.kind}.{step.datum.key}", definitions)
        if guarded and step.type.kind not in CLASSES:
            return Text(
                "按个人数据分组，不公开", "told apart by personal data: it is not published"
            )
    return None


def _read(indicator: IndicatorDef) -> frozenset[str]:
    """The names that an indicator reads."""
    slots = [indicator.where, indicator.among]
    if indicator.measure not in ("share", "count"):
        slots.append(Expression(indicator.what))
    found = {n for slot in slots if slot is not None for n in rule_of(slot).names}
    found |= {*names_in(indicator.by), *names_in(indicator.same)}
    return frozenset(n for n in found if not n.startswith(":"))


def _called(names: Names, path: tuple[str, ...]) -> Text:
    parts = reserved.PLAIN_ROLES.get(path[0], {}) or reserved.KEYED_ROLES.get(path[0], {})
    part = parts.get(path[-1])
    if part is not None:
        return part.name
    return reserved.ROLES.get(path[0]) or WorldNaming(names).name(path)


def type_of(world: World, pack: str, indicator: IndicatorDef) -> Type | None:
    """The type of what is summed or compared, where it is a name; None for an expression."""
    for key in items_of(pack, indicator):
        item = world.item(key)
        step = Names.of_item(world, item).find(tuple(indicator.what.split("."))) if item else None
        if step is not None:
            return step.type
    return None


def unit_of(indicator: IndicatorDef) -> Text:
    """What a whole number of the indicator counts; empty where the language does not say."""
    for beginnings, unit in COUNTED:
        if indicator.what.startswith(beginnings):
            return unit
    return Text("")


# ---- one case --------------------------------------------------------------------------------------------------------


def has_marks(sight: Sight) -> bool:
    """Whether an indicator looks at cases of this item."""
    pack = sight.plan.item.pack
    indicators = sight.world.packs[pack].measure.indicators.values()
    return sight.case.mode != "simulated" and any(
        sight.case.item in items_of(pack, i) for i in indicators
    )


def marks_of(sight: Sight) -> tuple[Mark, ...]:
    """What a decided case says to each indicator that can be computed."""
    pack = sight.plan.item.pack
    indicators = sight.world.packs[pack].measure.indicators.values()
    return tuple(
        _mark(sight, i)
        for i in indicators
        if sight.case.item in items_of(pack, i) and why_not(sight.world, pack, i) is None
    )


def _mark(sight: Sight, indicator: IndicatorDef) -> Mark:
    among, where = _asked(sight, indicator.among), _asked(sight, indicator.where)
    counts = among if indicator.measure == "share" else _both(among, where)
    group, known = _shown(sight, names_in(indicator.by))
    if counts is False:
        return Mark(indicator.key, "out")
    if counts is None or not known or (indicator.measure == "share" and where is None):
        return Mark(indicator.key, "unknown")
    if indicator.measure in ("share", "count"):
        return Mark(indicator.key, "in", bool(where), group)
    value = sight.reading().evaluate(indicator.what)
    if indicator.measure == "outliers":
        same, known = _shown(sight, names_in(indicator.same))
        if not known or not is_known(value):
            return Mark(indicator.key, "unknown")
        return Mark(indicator.key, "in", True, same, str(value)[:120])
    number = _number(value)
    if number is None:
        return Mark(indicator.key, "unknown")
    return Mark(indicator.key, "in", True, group, value=number)


def _asked(sight: Sight, rule: Expression | None) -> bool | None:
    """The answer of a rule; None while it is unknown, yes where there is none."""
    if rule is None:
        return True
    answer = sight.reading().answer(rule)
    return None if isinstance(answer, Unknown) else answer


def _both(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _shown(sight: Sight, names: Iterable[str]) -> tuple[Text, bool]:
    """Values in words, one beside the other, and whether all are known."""
    zh, en, known = [], [], True
    for name in names:
        value = sight.reading().value(name)
        known = known and is_known(value)
        step = sight.reading().names.find(tuple(name.split(".")))
        words = show_both(value, step.type) if step else show_both(value)
        zh.append(words.zh)
        en.append(words.show("en"))
    return Text(" · ".join(zh)[:300], " · ".join(en)[:300]), known


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return None
    exact = Fraction(value)
    return Decimal(exact.numerator) / Decimal(exact.denominator)
