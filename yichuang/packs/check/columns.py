"""What an item must say to the public and must not ask twice: limits, parties, who is told, materials, the form."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import TaskSpec
from yichuang.kernel.catalogue.section import Names, World
from yichuang.packs.check.context import Context, Pack, WrittenItem
from yichuang.packs.check.graph import may_refuse
from yichuang.packs.check.nodes import NodeCheck
from yichuang.packs.check.spans import longer, longest
from yichuang.packs.faults import Located
from yichuang.packs.tree import scalars


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
        NodeCheck(self.context, self.world, self.pack, self.written).run()

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
                    f"“{material.name.zh}”平台已有，不再要",
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
                        f"{field.text} 问了两次（第 {seen[field.text]} 行）",
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
                            f"{field.text} 由平台算出，只显示",
                            f"{field.text} is computed: it is shown, not asked",
                        ),
                    )

    # ---- times -------------------------------------------------------------------------------------------------------

    def limits(self) -> None:
        """What is promised does not pass the law, as far as the two can be compared."""
        law = longest(self.item.limits.statutory, self.world, self.pack.key)
        promised = longest(self.item.limits.promised, self.world, self.pack.key)
        if law and promised and longer(promised, law):
            self.fault(
                self.root.block("limits").place("promised"),
                "promised_above_law",
                f"承诺 {promised} 超过法定 {law}",
                f"promised {promised}, in law {law}",
                f"at most {law}",
                "limits",
            )
