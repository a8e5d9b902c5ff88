"""Plans: cycles, nodes skipped by accident, refusals that nobody receives, readings of what has not happened."""

from __future__ import annotations

import re

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import CheckSpec, Node, TaskSpec
from yichuang.packs.check.context import Context, Pack, WrittenItem
from yichuang.packs.check.graph import Graph, may_be_skipped, may_refuse
from yichuang.packs.faults import Faults, Located
from yichuang.packs.grammar.words import VERBS
from yichuang.packs.read.entry import plain
from yichuang.packs.tree import Block

NODE_READ = re.compile(r"\bnodes\.(\w+)")


def check_plans(context: Context) -> None:
    """All plans of all items."""
    for pack in context.packs.values():
        for item in pack.items.values():
            PlanCheck(pack, item, context.faults).run()


class PlanCheck:
    """The checks of one plan."""

    def __init__(self, pack: Pack, written: WrittenItem, faults: Faults) -> None:
        self.pack = pack
        self.written = written
        self.item = written.value
        self.faults = faults
        self.graph = Graph(written.value)
        self.text = {key: str(plain(_without_after(block))) for key, block in written.plan.blocks()}

    def run(self) -> None:
        """Every check, cycles first: what is circular is not analysed further."""
        rings = self.graph.rings()
        if rings:
            words = ", ".join(rings)
            self.fault(
                rings[0],
                "cycle",
                f"节点互相等待：{words}",
                f"a cycle among {words}",
                "an acyclic plan",
            )
            return
        self.acceptance()
        for node in self.item.plan:
            self.named_like_verb(node)
            self.skipped_at_once(node)
            self.reads_no_predecessor(node)
            self.swallows(node)
            self.returns(node)
            self.heard(node)
            self.empty(node)
        self.papers()

    def place(self, key: str) -> Located:
        """Where a node stands."""
        return self.written.plan.place(key)

    def fault(self, key: str, code: str, zh: str, en: str, expected: str = "") -> None:
        """A fault at a node."""
        self.faults.add(self.place(key), code, Text(zh, en), expected=expected, link="plan")

    def named_like_verb(self, node: Node) -> None:
        """A node called like a verb cannot be told apart in scripts and addresses."""
        if node.key in VERBS and node.key != "accept":
            self.fault(
                node.key,
                "verb_name",
                f"节点名 {node.key} 与动作同名",
                f"node {node.key} is called like a verb",
                "another name",
            )

    def skipped_at_once(self, node: Node) -> None:
        """A node without condition of its own is skipped when all its predecessors are."""
        before = self.graph.before[node.key]
        if (
            may_be_skipped(node)
            or not before
            or not all(may_be_skipped(self.graph.nodes[p]) for p in before)
        ):
            return
        if self._exhaustive(before):
            return
        example = "; ".join(f"{p} ({self._why(p)})" for p in before)
        self.fault(
            node.key,
            "skipped_at_once",
            f"{'、'.join(before)} 同时未启动时，{node.key} 也被跳过",
            f"{node.key} is skipped when all before it are: {example}",
            "a predecessor that always runs",
        )

    def _why(self, key: str) -> str:
        node = self.graph.nodes[key]
        return (
            f"NOT ({node.when})" if node.when else f"only {node.only}" if node.only else "optional"
        )

    def _exhaustive(self, before: list[str]) -> bool:
        modes = {self.graph.nodes[p].only for p in before if not self.graph.nodes[p].when}
        return set(self.item.modes) <= modes

    def reads_no_predecessor(self, node: Node) -> None:
        """What another node yields can be read only behind it."""
        above = self.graph.above(node.key)
        blind = "blind" in self.written.plan.block(node.key)
        for key in dict.fromkeys(NODE_READ.findall(self.text.get(node.key, ""))):
            if (
                key in self.graph.nodes
                and key not in above
                and key != node.key
                and not node.beside
                and not blind
            ):
                self.fault(
                    node.key,
                    "reads_no_predecessor",
                    f"{node.key} 读取不在其前的 {key}",
                    f"{node.key} reads nodes.{key} that does not stand before it",
                    f"after: {key}",
                )

    def swallows(self, node: Node) -> None:
        """A node that goes on after a stop must look at it, unless a person sees everything."""
        person = isinstance(node.spec, TaskSpec) and node.reads is None
        freezes = "one_refused" in self.written.plan.block(node.key)
        if not node.takes_all or freezes or person or self._after_decision(node.key):
            return
        text = self.text.get(node.key, "") + self._paper_text(node)
        for key in self.graph.above(node.key, lambda p: self.graph.nodes[p].takes_all):
            before = self.graph.nodes[key]
            if key != self.item.accepts and may_refuse(before) and f"nodes.{key}" not in text:
                self.fault(
                    node.key,
                    "swallowed",
                    f"{node.key} 不看 {key} 是否不同意",
                    f"{node.key} takes all but never reads that {key} refused",
                    f"nodes.{key}.stopped",
                )

    def _after_decision(self, key: str) -> bool:
        return self.item.decides in self.graph.above(key)

    def _paper_text(self, node: Node) -> str:
        found = [p for q in papers_of(node) if (p := self.item.papers.get(q))]
        return "".join(
            f" {p.when or ''} " + "".join(f" nodes.{g}." for g in p.granted_by) for p in found
        )

    def returns(self, node: Node) -> None:
        """`redo X` goes back to a node before this one."""
        for effect in getattr(node.spec, "outcomes", {}).values():
            target = effect.removeprefix("redo ").strip() if effect.startswith("redo ") else ""
            if target and target not in self.graph.above(node.key):
                self.fault(
                    node.key,
                    "redo_target",
                    f"{target} 不在 {node.key} 之前",
                    f"{target} does not stand before {node.key}",
                    "redo of a node before it",
                )

    def heard(self, node: Node) -> None:
        """Whatever runs before the decision is waited for by it, unless it says `beside: yes`."""
        decides = self.item.decides
        if (
            decides not in self.graph.nodes
            or node.key == decides
            or node.beside
            or node.optional
            or node.do == "stage"
        ):
            return
        if node.key in self.graph.above(decides) or self._after_decision(node.key):
            return
        if node.only and self.graph.nodes[decides].only not in ("", node.only):
            return
        self.fault(
            node.key,
            "unheard",
            f"{node.key} 既不在决定之前也不在其后",
            f"{node.key} stands neither before nor after {decides}",
            f"after: {decides}, or beside: yes",
        )

    def empty(self, node: Node) -> None:
        """A check that checks nothing is acceptance only."""
        spec = node.spec
        if not isinstance(spec, CheckSpec) or node.key == self.item.accepts:
            return
        says = (
            spec.rule,
            spec.findings,
            spec.table,
            spec.ranks,
            node.yields,
            node.sets,
            node.result,
        )
        if not any(says):
            self.fault(
                node.key,
                "empty_check",
                f"{node.key} 没有可核对的内容",
                f"{node.key} checks nothing",
                "rule, findings or table",
            )

    def acceptance(self) -> None:
        """The accepting node stands before the deciding one, which waits for nothing after the decision."""
        accepts, decides = self.item.accepts, self.item.decides
        both = {accepts, decides} <= set(self.graph.nodes)
        if both and accepts != decides and accepts not in self.graph.above(decides):
            self.fault(
                decides,
                "acceptance",
                f"{accepts} 不在 {decides} 之前",
                f"{accepts} does not stand before {decides}",
            )
        if decides in self.graph.nodes and may_be_skipped(self.graph.nodes[decides]):
            node = self.graph.nodes[decides]
            if node.when is not None or node.optional:
                self.fault(
                    decides,
                    "decides",
                    "决定节点不能带条件",
                    "the deciding node has a condition",
                    "no when:",
                )

    def papers(self) -> None:
        """Every paper has a node that issues it, behind those that grant it."""
        given = {p for n in self.item.plan for p in papers_of(n)}
        for key, block in self.written.root.block("papers").blocks():
            paper = self.item.papers[key]
            if key not in given:
                at = self.written.root.block("papers").place(key)
                self.faults.add(
                    at,
                    "not_issued",
                    Text(f"没有节点出具 {key}", f"no node issues {key}"),
                    expected="issues: in a node",
                )
            for node in self.item.plan:
                behind = [*self.graph.above(node.key), node.key]
                for granter in paper.granted_by if key in papers_of(node) else ():
                    if granter not in behind:
                        self.faults.add(
                            block.place("granted_by"),
                            "granted_by",
                            Text(
                                f"出具 {key} 的节点不等 {granter}",
                                f"{node.key} does not wait for {granter}, which grants {key}",
                            ),
                            expected=f"after: {granter}",
                        )


def _without_after(block: Block) -> Block:
    rest = {k: v for k, v in block.entries.items() if k not in ("after", "zh", "en", "note")}
    return Block(block.file, block.line, block.column, rest, block.keys)


def papers_of(node: Node) -> tuple[str, ...]:
    """The papers that a node issues, sends, brings or publishes."""
    spec = node.spec
    own = getattr(spec, "issues", ())
    named = [getattr(spec, k, "") for k in ("sends", "brings", "publishes")]
    words = [w for n in named if isinstance(n, str) for w in n.split(" | ") if w]
    return tuple(dict.fromkeys([*node.issues, *own, *words]))
