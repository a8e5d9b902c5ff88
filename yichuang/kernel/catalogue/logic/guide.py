"""What an item asks for, made from its definition and what is known: conditions, materials, fees, time, at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yichuang.base.text import Text
from yichuang.engines.rules import Explanation
from yichuang.engines.values import Nothing, Span, Type, Unknown, Value, parse_type, show_both
from yichuang.kernel.catalogue.contracts import ConditionDef, Expression, FeeDef, Item, MaterialDef
from yichuang.kernel.catalogue.logic.branches import possible_values
from yichuang.kernel.catalogue.logic.closure import base_names
from yichuang.kernel.catalogue.logic.reading import Reading, rule_of, tree_of

MONEY = parse_type("money")
SPAN = parse_type("duration")
TO_BE_CONFIRMED = Text("待核", "to be confirmed")
NOT_LAID_DOWN = Text("未规定", "not laid down")
YES, NO, UNKNOWN, MOOT = "yes", "no", "unknown", "moot"


def word_of(answer: bool | Unknown) -> str:
    """yes, no or unknown."""
    return UNKNOWN if isinstance(answer, Unknown) else YES if answer else NO


@dataclass(frozen=True, slots=True)
class ConditionAnswer:
    """A condition or finding as it stands: answer yes, no, unknown or moot (its `when` is not so), what is missing."""

    key: str
    name: Text
    answer: str
    level: str
    ground: Text
    basis: str
    missing: frozenset[str]
    explanation: Explanation | None
    on_no: str = ""


def condition(definition: ConditionDef, reading: Reading) -> ConditionAnswer:
    """The answer of one condition; its `when` first, unknown where that is unknown."""
    rule = definition.rule
    when = True if definition.when is None else reading.answer(definition.when)
    other = bool(definition.only) and definition.only != reading.value("case.mode")
    if when is False or rule is None or other:
        return _answered(definition, MOOT, frozenset(), None)
    if isinstance(when, Unknown):
        shown = reading.explain(definition.when) if definition.when else None
        return _answered(definition, UNKNOWN, when.missing, shown)
    answer = reading.answer(rule)
    missing = answer.missing if isinstance(answer, Unknown) else frozenset()
    return _answered(definition, word_of(answer), missing, reading.explain(rule))


def conditions(item: Item, reading: Reading) -> tuple[ConditionAnswer, ...]:
    """The answers of all conditions of an item, in its order."""
    return tuple(condition(definition, reading) for definition in item.conditions.values())


def _answered(
    definition: ConditionDef, answer: str, missing: frozenset[str], shown: Explanation | None
) -> ConditionAnswer:
    return ConditionAnswer(
        definition.key,
        definition.name,
        answer,
        definition.level,
        definition.ground,
        definition.basis,
        missing,
        shown,
        definition.on_no,
    )


@dataclass(frozen=True, slots=True)
class MaterialNeed:
    """A material of an item as it stands.

    `needed` is yes, no or unknown (`missing` says because of what); `optional` where it may be left out. `answered_by`
    is the fact that makes it needless, `replaced_by` the material that is asked instead. `valid` is yes, no, unknown.
    """

    material: MaterialDef
    needed: str
    optional: bool
    why: Text | None
    missing: frozenset[str]
    replaced_by: str = ""
    answered_by: str = ""
    valid: str = YES

    @property
    def key(self) -> str:
        """The material's key."""
        return self.material.key


def materials_needed(item: Item, reading: Reading) -> tuple[MaterialNeed, ...]:
    """Every material of the item with whether it is asked for now; commitments only where they replace something."""
    replaced = {
        key: _replaced(material, reading)
        for key, material in item.materials.items()
        if material.replaced_by
    }
    return tuple(_need(item, m, reading, replaced) for m in item.materials.values())


def _need(
    item: Item, material: MaterialDef, reading: Reading, replaced: Mapping[str, bool | Unknown]
) -> MaterialNeed:
    asked, why, fact = _asked(material, reading)
    own = replaced.get(material.key)
    if own is True and asked is not False:
        why = Text(
            f"以“{item.materials[material.replaced_by].name.zh}”代替",
            f"replaced by “{item.materials[material.replaced_by].name.show('en')}”",
        )
        return _as(material, False, reading, why, replaced_by=material.replaced_by)
    if isinstance(own, Unknown) and asked is not False:
        asked = own
    originals = [k for k, m in item.materials.items() if m.replaced_by == material.key]
    if originals and asked is True:
        asked, why = _stands_in(item, originals, reading, replaced)
    return _as(material, asked, reading, why, answered_by=fact)


def _as(
    material: MaterialDef,
    asked: bool | Unknown,
    reading: Reading,
    why: Text | None,
    *,
    replaced_by: str = "",
    answered_by: str = "",
) -> MaterialNeed:
    required = True if material.required is None else _flag(material.required, reading)
    valid = _validity(material, reading) if asked is not False else YES
    missing = asked.missing if isinstance(asked, Unknown) else frozenset()
    return MaterialNeed(
        material, word_of(asked), required is False, why, missing, replaced_by, answered_by, valid
    )


def _asked(material: MaterialDef, reading: Reading) -> tuple[bool | Unknown, Text | None, str]:
    """Whether a material is asked for by its own words, why not, and the fact that makes it needless (`unless`)."""
    if material.only and material.only != reading.value("case.mode"):
        return False, Text("本办理方式不需要", "not needed in this mode"), ""
    if material.when is not None:
        when = reading.answer(material.when)
        if when is not True:
            shown = reading.explain(material.when)
            return when, shown.text, ""
    if material.unless is not None and _answers(reading.evaluate(material.unless)):
        name = reading.naming.name(tuple(str(material.unless).split(".")))
        why = Text(f"已有数据“{name.zh}”", f"answered by “{name.show('en')}”")
        return False, why, str(material.unless)
    return True, None, ""


def _answers(value: Value) -> bool:
    """Whether a fact answers what a paper would prove: it is known, and neither none nor no."""
    return not (isinstance(value, Unknown | Nothing) or value is False)


def _replaced(material: MaterialDef, reading: Reading) -> bool | Unknown:
    return True if material.replaced_when is None else reading.answer(material.replaced_when)


def _stands_in(
    item: Item, originals: list[str], reading: Reading, replaced: Mapping[str, bool | Unknown]
) -> tuple[bool | Unknown, Text | None]:
    """A commitment is asked where it replaces an original that would be asked."""
    doubts: set[str] = set()
    for key in originals:
        asked, _, _ = _asked(item.materials[key], reading)
        if asked is True and replaced[key] is True:
            name = item.materials[key].name
            return True, Text(f"代替“{name.zh}”", f"instead of “{name.show('en')}”")
        for answer in (asked, replaced[key]):
            doubts |= answer.missing if isinstance(answer, Unknown) else set()
    return (Unknown(frozenset(doubts)) if doubts else False), None


def _validity(material: MaterialDef, reading: Reading) -> str:
    if material.valid is None:
        return YES
    value = reading.evaluate(material.valid)
    if isinstance(value, bool | Unknown):
        return word_of(value)
    return (
        YES  # a length of validity: the day of issue is the material's own, not a fact of the item
    )


def _flag(slot: Expression, reading: Reading) -> bool | Unknown:
    text = str(slot).strip()
    return text == "yes" if text in ("yes", "no") else reading.answer(slot)


@dataclass(frozen=True, slots=True)
class FeeNow:
    """A fee as it stands: amount in fen (Unknown, or NONE where it is not due), and the same in words."""

    fee: FeeDef
    amount: Value
    shown: Text
    due: str


def fees(item: Item, reading: Reading) -> tuple[FeeNow, ...]:
    """The fees of an item with their amounts as far as known; an amount that the city has not set is unknown."""
    found = []
    for fee in item.fees.values():
        due = True if fee.when is None else reading.answer(fee.when)
        amount = reading.evaluate(fee.amount, MONEY)
        shown = TO_BE_CONFIRMED if isinstance(amount, Unknown) else show_both(amount, MONEY)
        found.append(FeeNow(fee, amount, shown, word_of(due)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class AtAGlance:
    """The box at the top of an item's page: promised and statutory time, visits, fee, result, who decides.

    Where the city has not set something it says so; nothing is left empty.
    """

    promised: Text
    statutory: Text
    statutory_basis: str
    visits: Text
    fee: Text
    result: Text
    decided_by: Text
    handling: Text


def at_a_glance(item: Item, reading: Reading) -> AtAGlance:
    """The box of an item, computed from parameters and what is known of the applicant."""
    papers = [p.name for p in item.papers.values() if p.certificate] or [
        p.name for p in item.papers.values()
    ]
    return AtAGlance(
        promised=_limit(item.limits.promised, reading),
        statutory=_limit(item.limits.statutory, reading),
        statutory_basis=item.limits.statutory_basis,
        visits=_visits(item),
        fee=_fee(item, reading),
        result=_joined(papers, Text("办理结果告知", "notice of the result")),
        decided_by=_joined(
            [_department(d, reading) for d in (item.decided_by, *item.joint_with) if d]
        ),
        handling=HANDLING.get(item.handling, TO_BE_CONFIRMED),
    )


HANDLING: Mapping[str, Text] = {
    "at_once": Text("即办件", "done at once"),
    "committed": Text("承诺件", "within the promised time"),
    "joint": Text("联办件", "several departments together"),
    "reported_up": Text("上报件", "reported to a higher level"),
}


def _limit(slot: Expression | None, reading: Reading) -> Text:
    """A limit in words: one value, the values it may take, or that none is laid down."""
    if slot is None:
        return NOT_LAID_DOWN
    value = reading.evaluate(slot, SPAN)
    if not isinstance(value, Unknown):
        return show_limit(value)
    spans = [v for v in possible_values(tree_of(slot, SPAN), reading) if isinstance(v, Span)]
    spans.sort(key=lambda span: (span.family, span.amount))
    shown = [show_limit(span) for span in spans]
    if not shown:
        return TO_BE_CONFIRMED
    zh = "或".join(f" {s.zh}" if n and s.zh[:1].isdigit() else s.zh for n, s in enumerate(shown))
    return Text(zh, " or ".join(s.show("en") for s in shown))


def show_limit(value: Value) -> Text:
    """A limit in words; no time at all is 'at once', none is 'not laid down'."""
    if isinstance(value, Nothing):
        return NOT_LAID_DOWN
    if isinstance(value, Span) and value.n == 0:
        return Text("即时办结", "at once")
    return show_both(value, SPAN)


def _visits(item: Item) -> Text:
    if item.visits is None:
        return TO_BE_CONFIRMED
    if item.visits == 0:
        return Text("零跑动", "no visit")
    return Text(
        f"最多跑 {item.visits} 次", f"{item.visits} visit{'s' if item.visits > 1 else ''} at most"
    )


def _fee(item: Item, reading: Reading) -> Text:
    if item.fees_of_cases:
        return Text("按所含事项收费", "as the items in it charge")
    if not item.fees:
        return Text("不收费", "no fee")
    return _joined([Text(f"{f.fee.name.zh} {f.shown.zh}", f"{f.fee.name.show('en')} {f.shown.show('en')}")
                    for f in fees(item, reading)])  # fmt: skip


def _department(slot: str, reading: Reading) -> Text:
    key = slot.split(" ", maxsplit=1)[0]
    if key.startswith("="):
        return Text("按情形确定", "depends on the case")
    return reading.world.department_name(key)


def _joined(texts: list[Text], otherwise: Text = TO_BE_CONFIRMED) -> Text:
    if not texts:
        return otherwise
    zh, en = dict.fromkeys(t.zh for t in texts), dict.fromkeys(t.show("en") for t in texts)
    return Text("、".join(zh), ", ".join(en))


def asked_names(item: Item, reading: Reading) -> frozenset[str]:
    """The base facts that conditions, limits, fees and the plan of an item may read: what has to be known at all."""
    names = base_names(
        reading.names, (n for e in slots(item) for n in rule_of(e, _slot_type(e)).names)
    )
    return frozenset(n for n in names if not n.startswith(":"))


def _slot_type(slot: Expression) -> Type | None:
    return SPAN if str(slot)[:1].isdigit() else None


def slots(item: Item) -> tuple[Expression, ...]:
    """The rule and value slots of an item that are read before it is decided."""
    found: list[Expression | None] = [item.limits.promised, item.limits.statutory]
    for condition_ in item.conditions.values():
        found += [condition_.when, condition_.rule]
    for material in item.materials.values():
        found += [material.when, material.unless, material.replaced_when]
    for block in item.form:
        found.append(block.when)
    for node in item.plan:
        found += [node.when, getattr(node.spec, "rule", None)]
        findings: Mapping[str, ConditionDef] = getattr(node.spec, "findings", {})
        for finding in findings.values():
            found += [finding.when, finding.rule]
    return tuple(slot for slot in found if slot is not None)
