"""What each kind of node must say: who acts, what then, how long at most, how one sees that an act took effect."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import (
    CheckSpec,
    Node,
    ServiceSpec,
    TaskSpec,
    TogetherSpec,
    WaitSpec,
)
from yichuang.kernel.catalogue.section import World
from yichuang.packs.check.context import Context, Pack, WrittenItem
from yichuang.packs.check.spans import longer, longest
from yichuang.packs.faults import Located


class NodeCheck:
    """The checks of the nodes of one item, each on its own."""

    def __init__(self, context: Context, world: World, pack: Pack, written: WrittenItem) -> None:
        self.faults = context.faults
        self.world = world
        self.pack = pack
        self.plan = written.plan
        self.item = written.value

    def run(self) -> None:
        """Every node."""
        for node in self.item.plan:
            self.in_time(node)
            self.task(node, node.spec)
            self.service(node, node.spec)
            self.together(node, node.spec)
            self.acceptance(node, node.spec)

    def fault(self, at: Located, code: str, message: Text, expected: str, link: str) -> None:
        """A fault of a node."""
        self.faults.add(at, code, message, expected=expected, link=link)

    def in_time(self, node: Node) -> None:
        """What may last has an end and says what then."""
        at, key = self.plan.place(node.key), node.key
        counted = "redo_at_most" in self.plan.block(key)
        if (node.at_most is None) != (not node.then) and not counted and node.do != "foreign":
            said = Text(f"{key} 的 at_most 与 then 须同时写", "at_most and then stand together")
            self.fault(at, "at_most_alone", said, "both", "plan")
        if isinstance(node.spec, WaitSpec) and node.at_most is None and node.spec.until is None:
            said = Text(f"{key} 没有最长等待", f"{key} may wait for ever")
            self.fault(at, "waits_for_ever", said, "at_most and then", "wait")

    def task(self, node: Node, spec: object) -> None:
        """A task is somebody's; silence is consent only by a named law."""
        if not isinstance(spec, TaskSpec):
            return
        if not (spec.department or spec.post or spec.seats or spec.seats_rule):
            said = Text(f"{node.key} 没有办理人", f"{node.key} names nobody")
            self.fault(
                self.plan.place(node.key), "nobody", said, "post, department or seats", "task"
            )
        silent = spec.silent
        if silent and spec.outcomes.get(silent.outcome) == "go" and not silent.basis:
            said = Text("沉默视为同意须有法律依据", "silence counts as consent without basis")
            self.fault(
                self.plan.block(node.key).place("silent"), "silence", said, "basis", "silent"
            )

    def service(self, node: Node, spec: object) -> None:
        """An act says how one sees that it took effect."""
        if isinstance(spec, ServiceSpec) and spec.act and spec.took_effect is None:
            said = Text(f"{spec.act} 没有写明怎样算已生效", f"act {spec.act} without took_effect")
            at = self.plan.block(node.key).place("act")
            self.fault(at, "no_took_effect", said, "took_effect: a rule over the yields", "service")

    def together(self, node: Node, spec: object) -> None:
        """A frozen permit does not wait longer than the law gives the item."""
        if not isinstance(spec, TogetherSpec) or spec.one_refused != "freeze":
            return
        at = self.plan.place(node.key)
        law = longest(self.item.limits.statutory, self.world, self.pack.key)
        waits = longest(node.at_most, self.world, self.pack.key)
        if node.at_most is None:
            said = Text(f"{node.key} 的冻结没有期限", f"the freeze of {node.key} has no end")
            self.fault(at, "freeze_for_ever", said, "at_most and then", "together")
        elif law and waits and longer(waits, law):
            said = Text(f"冻结 {waits} 超过法定 {law}", f"frozen for {waits}, in law {law}")
            self.fault(at, "freeze_above_law", said, f"shorter than {law}", "together")

    def acceptance(self, node: Node, spec: object) -> None:
        """Acceptance has something to look at."""
        asks = self.item.conditions or self.item.materials or self.item.materials_of_cases
        if isinstance(spec, CheckSpec) and node.key == self.item.accepts and not asks:
            said = Text(
                "受理时没有可核对的条件和材料", "acceptance has no conditions and no materials"
            )
            self.faults.warn(self.plan.place(node.key), "empty_acceptance", said)
