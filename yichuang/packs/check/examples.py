"""Examples: names of what is given, deeds that exist, expectations that can be looked at; then the proofs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yichuang.base.text import Text
from yichuang.engines.calendar import Calendar
from yichuang.engines.values import Fault
from yichuang.kernel.catalogue.contracts import ExampleDef, Item
from yichuang.kernel.catalogue.section import Names, World
from yichuang.packs.check.context import Context, Pack
from yichuang.packs.check.scope import PlaceScope, pack_scope
from yichuang.packs.examples import read_examples
from yichuang.packs.faults import Faults, Located
from yichuang.packs.grammar.words import EXAMPLE_VERBS
from yichuang.packs.prove import Worlds, prove_example
from yichuang.packs.tree import Block, Branch, Scalar, Series, scalars

FACT = re.compile(r"(?<!\S)([a-z_][\w.]*)=")
PLAIN = frozenset(
    "nodes open skipped carried called_off undone papers frozen order same_day revoked watermarked asked "
    "not_asked missing invalid grounds proposed waits_for result told drawn avoided fault as_of "
    "match amount amounts chosen reason of".split()
)
KEYED = frozenset("conditions hits possible due sent version balance paid holder".split())
DEEDS = ("return", "with_deficiencies")
NODES = frozenset("nodes open skipped carried called_off undone".split())
PAPERS = frozenset(
    "papers frozen order same_day revoked watermarked asked not_asked invalid".split()
)


def check_examples(
    context: Context, world: World, calendar: Calendar
) -> dict[str, tuple[ExampleDef, ...]]:
    """All examples; their static expectations are proven where nothing else is wrong. Gives them by pack."""
    found, worlds = {}, Worlds(world)
    for pack in context.packs.values():
        written = ExampleCheck(context, world, pack)
        before = len(context.faults.found)
        for root in pack.examples():
            written.file(root)
        for file in pack.source.folder("examples"):
            if file.place == "bases":
                for _, base in file.root.block("bases").blocks():
                    written.given(base, written.scope(None))
        examples = read_examples(pack.source, context.sources.packs)
        found[pack.key] = examples
        if len(context.faults.found) == before:
            _prove(context.faults, worlds, pack, examples, calendar)
    return found


def _prove(
    faults: Faults, worlds: Worlds, pack: Pack, examples: tuple[ExampleDef, ...], calendar: Calendar
) -> None:
    for example in examples:
        at = Located(example.file, example.line)
        try:
            wrong = [p for p in prove_example(worlds, pack.content, example, calendar) if not p.ok]
        except (Fault, KeyError, ValueError) as error:
            text = error.message if isinstance(error, Fault) else Text(str(error))
            faults.add(
                at,
                "example",
                Text(f"示例不能求值：{text.zh}", f"cannot be worked out: {text.en or text.zh}"),
            )
            continue
        for proof in wrong:
            faults.add(
                at,
                "example",
                Text(
                    f"{proof.name} 得 {proof.found or '无'}",
                    f"{proof.name} comes out as {proof.found or 'none'}",
                ),
                expected=proof.expected or "none",
                link="example",
            )


class ExampleCheck:
    """The checks of a pack's examples as written."""

    def __init__(self, context: Context, world: World, pack: Pack) -> None:
        self.context = context
        self.faults = context.faults
        self.world = world
        self.pack = pack
        self.scopes: dict[str, PlaceScope] = {}

    def scope(self, item: Item | None) -> PlaceScope:
        """The names that an example of the item may give; of no item, those of the whole pack."""
        key = item.key if item else ""
        if key not in self.scopes:
            wide = pack_scope(self.world, self.pack.key)
            own = (Names.of_item(self.world, item),) if item else ()
            self.scopes[key] = PlaceScope((*own, *wide.places), wide.own)
        return self.scopes[key]

    def file(self, root: Block) -> None:
        """An example and its variants."""
        item = self.pack.content.items.get(root.text("item"))
        scope = self.scope(item)
        for block in (root, *(b for _, b in root.block("variants").blocks())):
            self.given(block, scope)
            self.parameters(block, root)
            self.papers(block, item)
            self.do(block, item, scope)
            self.expect(block, item, scope)

    def given(self, block: Block, scope: PlaceScope) -> None:
        """Every fact that is given is a name."""
        found = block.block("given")
        for name in found:
            self.name(found.keys[name], scope)

    def name(self, found: Scalar, scope: PlaceScope) -> None:
        """A name, or one entry of a list by its key."""
        parts = found.text.split(".")
        if self.known(tuple(parts), scope):
            return
        self.faults.add(
            found.at,
            "unknown_name",
            Text(f"没有名称 {found.text}", f"no name {found.text}"),
            expected="a name of the dictionary",
            name=found.text,
            names=scope.names(),
            link="example",
        )

    def known(self, path: tuple[str, ...], scope: PlaceScope) -> bool:
        """Whether a path leads somewhere; after a list any key names an entry, years stand behind data."""
        if scope.type_of(path) is not None:
            return True
        for cut in range(1, len(path)):
            kind = scope.type_of(path[:cut])
            if kind is not None and kind.kind in ("list", "any"):
                rest = path[cut + 1 :]
                return not rest or self._inside(kind.of or kind, rest, scope)
            if kind is not None and path[cut].isdigit():
                return True
        return False

    def _inside(self, kind: object, rest: tuple[str, ...], scope: PlaceScope) -> bool:
        targets = getattr(kind, "targets", ())
        if targets:
            return any(self.known((t, *rest), scope) for t in targets)
        field = getattr(kind, "field", lambda _: None)(rest[0])
        return (
            getattr(kind, "kind", "any") == "any"
            or field is not None
            or rest[0] in ("complete", "count")
        )

    def parameters(self, block: Block, root: Block) -> None:
        """Every parameter that is set exists; policies bring their own."""
        policies = self.pack.section("policies").values()
        own = {k for p in policies if isinstance(p, dict) for k in (p.get("parameters") or {})}
        found = block.block("parameters")
        for name in found:
            if name not in own and self.world.parameter(name, self.pack.key) is None:
                self.faults.add(
                    found.place(name),
                    "unknown_parameter",
                    Text(f"没有参数 {name}", f"no parameter {name}"),
                    expected="a parameter",
                    name=name,
                    names=(*own, *self.scope(None).parameters()),
                    link="example",
                )

    def papers(self, block: Block, item: Item | None) -> None:
        """Papers that are handed in are materials of the item."""
        found = block.block("papers")
        names = (*item.materials, *item.papers) if item else ()
        for name in found if item else ():
            if name not in names and name != "of_policy" and block is not found:
                self._unknown(found.keys[name], "material", "材料", names)

    def do(self, block: Block, item: Item | None, scope: PlaceScope) -> None:
        """Every deed is a verb or a node with one of its outcomes."""
        nodes = {n.key: n for n in item.plan} if item else {}
        for verb, value in _steps(block.get("do")):
            head = verb.text.partition(".")[0]
            if head not in nodes and head not in EXAMPLE_VERBS:
                self._unknown(verb, "verb_or_node", "动作或节点", (*nodes, *EXAMPLE_VERBS))
            elif isinstance(value, Scalar):
                self._outcome(nodes.get(head), value)
                for fact in FACT.findall(value.text):
                    if not self.known(tuple(fact.split(".")), scope):
                        self._unknown(value.part(value.text.find(fact), fact), "name", "名称", ())
            elif isinstance(value, Block):
                for name in value:
                    self.name(value.keys[name], scope)

    def _outcome(self, node: object, value: Scalar) -> None:
        outcomes: Mapping[str, str] = getattr(getattr(node, "spec", None), "outcomes", {})
        if not outcomes or getattr(getattr(node, "spec", None), "ask", "") == "vote":
            return
        word = value.text.split(" ")[0]
        if word not in (*outcomes, *DEEDS) and "=" not in word:
            self._unknown(value.part(0, word), "outcome", "结论", tuple(outcomes))

    def expect(self, block: Block, item: Item | None, scope: PlaceScope) -> None:
        """Every expectation is a word of the language or a name."""
        found = block.block("expect")
        for name, value in found.entries.items():
            key = found.keys[name]
            head, dot, rest = name.partition(".")
            if dot and head in KEYED:
                self._keyed(key, head, rest, item)
            elif not dot and name in PLAIN:
                self._plain(name, value, item)
            elif dot:
                self.name(key, scope)
            elif item is not None:
                self._unknown(key, "expectation", "期望", (*PLAIN, *KEYED))

    def _keyed(self, key: Scalar, head: str, rest: str, item: Item | None) -> None:
        names: tuple[str, ...] | None = None
        if head in ("hits", "possible"):
            names = (*self.pack.content.tables, *self.context.dictionary.tables)
        elif head == "conditions":
            names = tuple(_conditions(item)) if item else tuple(_clauses(self.pack))
        elif item is not None and head in ("due", "sent", "holder"):
            names = (*(n.key for n in item.plan), "promised", "statutory")
        if names is not None and rest not in names:
            self._unknown(key.part(len(head) + 1, rest), head, head, names)

    def _plain(self, name: str, value: Branch, item: Item | None) -> None:
        if item is None:
            return
        nodes = tuple(n.key for n in item.plan)
        for found in scalars(value):
            first = found.text.partition(".")[0]
            if name in NODES and first not in nodes:
                self._unknown(found, "node", "节点", nodes)
            elif name in PAPERS and first not in (*item.papers, *item.materials):
                self._unknown(found, "paper", "材料或文书", (*item.papers, *item.materials))

    def _unknown(self, found: Scalar, code: str, zh: str, names: tuple[str, ...]) -> None:
        self.faults.add(
            found.at,
            f"unknown_{code}",
            Text(f"没有{zh} {found.text}", f"no {code.replace('_', ' ')} {found.text}"),
            expected=" | ".join(names[:20]),
            name=found.text,
            names=names,
            link="example",
        )


def _steps(found: Branch | None) -> Iterator[tuple[Scalar, Branch]]:
    for step in found.items if isinstance(found, Series) else ():
        if isinstance(step, Block):
            for verb, value in step.entries.items():
                yield step.keys[verb], value


def _conditions(item: Item) -> Iterator[str]:
    yield from item.conditions
    for node in item.plan:
        yield from getattr(node.spec, "findings", {})


def _clauses(pack: Pack) -> Iterator[str]:
    for file in pack.section("policies").values():
        who = file.get("who") if isinstance(file, dict) else None
        yield from who if isinstance(who, dict) else ()
