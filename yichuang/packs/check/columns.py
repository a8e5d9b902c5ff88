"""What an item must say to the public and must not ask twice: limits, parties, who is told, materials, the form."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.values import Fault, Span, read_literal
from yichuang.engines.values import Type as ValueType
from yichuang.kernel.catalogue.contracts import (
    CheckSpec,
    Expression,
    Node,
    ServiceSpec,
    TaskSpec,
    TogetherSpec,
    WaitSpec,
)
from yichuang.kernel.catalogue.section import Names, World
from yichuang.packs.check.context import Context, Pack, WrittenItem
from yichuang.packs.check.graph import may_refuse
from yichuang.packs.faults import Located
from yichuang.packs.tree import scalars

DURATION = ValueType("duration")
WORKING_DAYS = {"working_days": 1}
DAYS = {"days": 1, "months": 28, "years": 365}


def check_columns(context: Context, world: World) -> None:
    """All items of all packs."""
    for pack in context.packs.values():
        for item in pack.items.values():
            ItemCheck(context, world, pack, item).run()


class ItemCheck:
    """The checks of one item."""

    def __init__(self, context: Context, world: World, pack: Pack, written: WrittenItem) -> None:
        self.context = context
        self.faults = context.faults
        self.world = world
        self.pack = pack
        self.written = written
        self.item = written.value
        self.root = written.root

    def run(self) -> None:
        """Every check."""
        self.told()
        self.parties()
        self.materials()
        self.form()
        self.limits()
        for node in self.item.plan:
            self.node(node)

    def fault(
        self, at: Located, code: str, zh: str, en: str, expected: str = "", link: str = "item"
    ) -> None:
        """A fault of the item."""
        self.faults.add(at, code, Text(zh, en), expected=expected, link=link)

    # ---- who is told -------------------------------------------------------------------------------------------------

    def told(self) -> None:
        """Every way in which a case can end is told to somebody."""
        told = {r for end in self.item.ends.values() for r in end.on}
        for result in self._results():
            if result not in told:
                self.fault(
                    self.root.place("ends") if "ends" in self.root else self.root.at,
                    "nobody_told",
                    f"结果为 {result} 时无人被告知",
                    f"nobody is told when the case is {result}",
                    f"on: [{result}]",
                    "end",
                )

    def _results(self) -> list[str]:
        plan = self.item.plan
        found = ["granted"]
        stops = any(may_refuse(n) for n in plan) or any(
            c.level == "refuse" for c in self.item.conditions.values()
        )
        if stops and self._can_refuse():
            found.append("refused")
        if any(n.then == "lapse" for n in plan):
            found.append("lapsed")
        if self.item.opened_by == "applicant":
            found.append("withdrawn")
        if any(
            isinstance(n.spec, TaskSpec) and n.spec.broken and n.spec.broken.revokes for n in plan
        ):
            found.append("revoked")
        return found

    def _can_refuse(self) -> bool:
        decides = next((n for n in self.item.plan if n.key == self.item.decides), None)
        behind = {n.key for n in self.item.plan if may_refuse(n) and n.key != self.item.accepts}
        return bool(behind) and decides is not None

    # ---- parties -----------------------------------------------------------------------------------------------------

    def parties(self) -> None:
        """Who is in a role must follow from something: the applicant, `from`, the form, a role, the opening case."""
        asked = {f.partition(".")[0] for block in self.item.form for f in block.fields}
        gives = self.item.opened_by in ("case", "rule", "clock", "officer")
        for key, party in self.item.parties.items():
            sure = (
                party.applicant
                or party.from_
                or party.submits_for
                or party.acts_for
                or key in asked
                or gives
            )
            alias = any(k in self.item.parties for k in party.kinds)
            named = any(
                str(g).strip() == key for a in self.item.about.values() for g in a.gives.values()
            )
            if not (sure or alias or named):
                self.fault(
                    self.root.block("parties").place(key),
                    "party_unresolved",
                    f"没有规则能确定 {key} 是谁",
                    f"nothing says who {key} is",
                    "from: = ..., or a field of the form",
                    "party",
                )
        if self.item.opened_by == "applicant" and self.item.applicant is None:
            self.fault(
                self.root.place("parties"),
                "no_applicant",
                "没有申请人",
                "no party applies",
                "applicant: yes",
                "party",
            )

    # ---- enter once --------------------------------------------------------------------------------------------------

    def materials(self) -> None:
        """A paper that the platform shares, or has issued, is not asked of anybody."""
        shared = self.context.dictionary.codes.get("shared_papers", {})
        names = {entry.name.zh: key for key, entry in shared.items()} | {key: key for key in shared}
        for key, material in self.item.materials.items():
            if material.from_ not in self.item.parties:
                continue
            known = names.get(material.name.zh) or names.get(key)
            if known:
                self.fault(
                    self.root.block("materials").place(key),
                    "enter_once",
                    f"“{material.name.zh}”平台已有,不再要",
                    f"{key} is asked though the platform has it",
                    f"from: shared {known}",
                    "material",
                )

    def form(self) -> None:
        """A form asks no datum twice and none that is computed; a datum that a material proves is named in `unless`."""
        names = Names.of_item(self.world, self.item)
        seen: dict[str, int] = {}
        for slot in self.written.slots:
            if slot.key != "fields" and not (
                slot.kind == "names"
                and slot.place == "item"
                and slot.key in self.root.block("form")
            ):
                continue
            for field in scalars(slot.value):
                if field.text in seen:
                    self.fault(
                        field.at,
                        "asked_twice",
                        f"{field.text} 问了两次(第 {seen[field.text]} 行)",
                        f"{field.text} is asked twice (line {seen[field.text]})",
                        "once",
                    )
                seen.setdefault(field.text, field.line)
                step = names.find(tuple(field.text.split(".")))
                if (
                    step is not None
                    and step.datum is not None
                    and step.datum.definition.computed is not None
                ):
                    self.faults.warn(
                        field.at,
                        "computed_field",
                        Text(
                            f"{field.text} 由平台算出,只显示",
                            f"{field.text} is computed: it is shown, not asked",
                        ),
                    )

    # ---- times -------------------------------------------------------------------------------------------------------

    def limits(self) -> None:
        """What is promised does not pass the law, as far as the two can be compared."""
        law = self.span(self.item.limits.statutory)
        promised = self.span(self.item.limits.promised)
        if law and promised and longer(promised, law):
            self.fault(
                self.root.block("limits").place("promised"),
                "promised_above_law",
                f"承诺 {promised} 超过法定 {law}",
                f"promised {promised}, in law {law}",
                f"at most {law}",
                "limits",
            )

    def span(self, slot: Expression | None) -> Span | None:
        """The longest that a slot may be: a literal, or a parameter's upper bound; None where it depends on facts."""
        if slot is None:
            return None
        text = slot.text.strip()
        if text.startswith(":"):
            found = self.world.parameter(text[1:], self.pack.key)
            if found is None:
                return None
            text = found.definition.bounds.partition("..")[2] or found.definition.default
        try:
            value = read_literal(text, DURATION)
        except Fault:
            return None
        return value if isinstance(value, Span) else None

    def node(self, node: Node) -> None:
        """What each kind of node must say."""
        block = self.written.plan.block(node.key)
        at = self.written.plan.place(node.key)
        spec = node.spec
        counted = "redo_at_most" in block
        if (node.at_most is None) != (not node.then) and not counted and node.do != "foreign":
            self.fault(
                at,
                "at_most_alone",
                f"{node.key} 的 at_most 与 then 须同时写",
                "at_most and then stand together",
                "both",
                "plan",
            )
        if isinstance(spec, WaitSpec) and node.at_most is None and spec.until is None:
            self.fault(
                at,
                "waits_for_ever",
                f"{node.key} 没有最长等待",
                f"{node.key} may wait for ever",
                "at_most and then",
                "wait",
            )
        if isinstance(spec, ServiceSpec) and spec.act and spec.took_effect is None:
            self.fault(
                block.place("act"),
                "no_took_effect",
                f"{spec.act} 没有写明怎样算已生效",
                f"act {spec.act} without took_effect",
                "took_effect: a rule over the yields",
                "service",
            )
        if isinstance(spec, TaskSpec) and not (
            spec.department or spec.post or spec.seats or spec.seats_rule
        ):
            self.fault(
                at,
                "nobody",
                f"{node.key} 没有办理人",
                f"{node.key} names nobody",
                "post, department or seats",
                "task",
            )
        if (
            isinstance(spec, TaskSpec)
            and spec.silent
            and spec.outcomes.get(spec.silent.outcome) == "go"
            and not spec.silent.basis
        ):
            self.fault(
                block.place("silent"),
                "silence",
                "沉默视为同意须有法律依据",
                "silence counts as consent without basis",
                "basis",
                "silent",
            )
        if isinstance(spec, TogetherSpec) and spec.one_refused == "freeze":
            self.freeze(node, at)
        if (
            isinstance(spec, CheckSpec)
            and node.key == self.item.accepts
            and not self.item.conditions
            and not self.item.materials
        ):
            self.faults.warn(
                at,
                "empty_acceptance",
                Text(
                    "受理时没有可核对的条件和材料", "acceptance has no conditions and no materials"
                ),
            )

    def freeze(self, node: Node, at: Located) -> None:
        """A frozen permit does not wait longer than the law gives the item."""
        law, waits = self.span(self.item.limits.statutory), self.span(node.at_most)
        if node.at_most is None:
            self.fault(
                at,
                "freeze_for_ever",
                f"{node.key} 的冻结没有期限",
                f"the freeze of {node.key} has no end",
                "at_most and then",
                "together",
            )
        elif law and waits and longer(waits, law):
            self.fault(
                at,
                "freeze_above_law",
                f"冻结 {waits} 超过法定 {law}",
                f"frozen for {waits}, in law {law}",
                f"shorter than {law}",
                "together",
            )


def longer(one: Span, other: Span) -> bool:
    """Whether a span is surely longer: a working day is at least a day, five of them at least seven days."""
    if one.family == other.family:
        return one.amount > other.amount
    least, most = _least_days(one), _most_days(other)
    return least is not None and most is not None and least > most


def _least_days(span: Span) -> int | None:
    if span.unit == "working_days":
        return span.n + 2 * ((span.n - 1) // 5) if span.n else 0
    return span.n * DAYS[span.unit] if span.unit in DAYS else None


def _most_days(span: Span) -> int | None:
    if span.unit == "working_days":
        return span.n + 2 * (span.n // 5 + 1) + 8
    return (
        span.n * {"days": 1, "months": 31, "years": 366}[span.unit] if span.unit in DAYS else None
    )
