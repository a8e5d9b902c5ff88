"""Every rule, value and name of every slot: parsed, typed, and its names looked up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from yichuang.base.text import Text
from yichuang.engines.rules import Literal, Node, check, parse_rule, parse_value
from yichuang.engines.values import DATE, INTEGER, MOMENT, MONEY, YES_NO, Fault, Type
from yichuang.kernel.catalogue.section import Names, World, datum_type, parameter_type
from yichuang.packs.check.context import Context, Pack
from yichuang.packs.check.references import SHORT_RULES
from yichuang.packs.check.scope import PlaceScope, pack_scope
from yichuang.packs.check.shape import Slot
from yichuang.packs.faults import Faults, Located
from yichuang.packs.read.dictionary import read_datum
from yichuang.packs.read.entry import Entry
from yichuang.packs.read.measure import read_parameter
from yichuang.packs.tree import Block, Scalar, scalars

DURATION = Type("duration")
HINTS: dict[str, Type] = {
    "span": DURATION, "money": MONEY, "date": DATE, "moment": MOMENT, "count": INTEGER,
}  # fmt: skip
WITHOUT_OUTCOME = ("skipped", "called_off")
LOOPS = ("for_each", "rows", "choices", "each")
NAME = re.compile(r"[A-Za-z_][\w]*(\.[\w]+)*\Z")


def check_rules(context: Context, world: World) -> None:
    """All rules, values and names of the dictionary and of all packs."""
    rules = Rules(world, context.faults)
    for slot in context.dictionary_slots:
        rules.slot(slot, pack_scope(world, ""))
    for pack in context.packs.values():
        rules.pack(pack)


class Rules:
    """Checks slots with the scope of their place; scopes are made once for a place and its loops."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.trees: dict[tuple[str, str], Node | Fault] = {}

    def pack(self, pack: Pack) -> None:
        """All slots of a pack."""
        scope = pack_scope(self.world, pack.key)
        for slot in pack.slots:
            if slot.trail[0].place not in ("example", "bases"):
                self.slot(slot, self._scope_of(slot, scope))
        for item in pack.items.values():
            inside = PlaceScope((Names.of_item(self.world, item.value),))
            if item.value.for_each:
                inside = inside.binding(item.value.for_each)
            bound: dict[str, PlaceScope] = {}
            for slot in item.slots:
                self.slot(slot, self._bound(slot, inside, bound, len(slot.trail) > 1))

    def _scope_of(self, slot: Slot, scope: PlaceScope) -> PlaceScope:
        policy = slot.step("policy")
        if policy is not None:
            own = {
                e.key: parameter_type(read_parameter(e))
                for e in Entry(policy.block).entries("parameters")
            }
            scope = PlaceScope(scope.places, own)
        return self._bound(slot, scope, {}, True)

    def _bound(
        self, slot: Slot, scope: PlaceScope, made: dict[str, PlaceScope], nested: bool
    ) -> PlaceScope:
        loops = [s.block.text(k) for s in slot.trail for k in LOOPS if " in " in s.block.text(k)]
        if not loops or not nested:
            return scope
        key = " ; ".join(loops)
        if key not in made:
            for loop in loops:
                scope = scope.binding(loop)
            made[key] = scope
        return made[key]

    def slot(self, slot: Slot, scope: PlaceScope) -> None:
        """One slot, if it holds a rule, a value or names."""
        reader = READERS.get(slot.kind)
        if reader is not None:
            reader(self, slot, scope)

    # ---- kinds of slots ------------------------------------------------------------------------------------------

    def rule(self, slot: Slot, scope: PlaceScope) -> None:
        """A rule: yes, no or unknown."""
        for found in scalars(slot.value):
            short = slot.kind == "seats_rule" and SHORT_RULES.match(found.text)
            if not short and found.text not in ("yes", "no"):
                self.check(found, scope, YES_NO)

    def value(self, slot: Slot, scope: PlaceScope) -> None:
        """A literal of the slot's type, or `=` and an expression."""
        if not isinstance(slot.value, Scalar) or (
            slot.value.text == "none" and not slot.value.quoted
        ):
            return
        want = HINTS.get(slot.of)
        if slot.of == "sets" or slot.place == "about":
            want = self._set(slot, scope)
        if slot.value.text.startswith("="):
            self.check(slot.value, scope, want)
        elif slot.kind == "value" and slot.value.text not in ("judged",):
            self.check(slot.value, scope, want, literal=True)

    def _set(self, slot: Slot, scope: PlaceScope) -> Type | None:
        """The type of the datum that a value is given to."""
        name = f"{slot.trail[-1].key}.{slot.key}" if slot.place == "about" else slot.key
        if slot.place == "about" and slot.key == "from":
            return None
        found = scope.type_of(tuple(name.split(".")))
        if found is None:
            self.name(Scalar(name, *_where(slot)), scope)
        elif found.kind == "choice":
            return replace(found, choices=(*found.choices, *WITHOUT_OUTCOME))
        return found

    def expression_only(self, slot: Slot, scope: PlaceScope) -> None:
        """A slot of another kind in which an expression may stand."""
        if isinstance(slot.value, Block):
            return
        for found in scalars(slot.value):
            if found.text.startswith("="):
                self.check(found, scope, None)

    def seats(self, slot: Slot, scope: PlaceScope) -> None:
        """A name or expression that says how many, or which."""
        if isinstance(slot.value, Scalar):
            self.check(slot.value, scope, None)

    def names(self, slot: Slot, scope: PlaceScope) -> None:
        """Dotted names."""
        for found in scalars(slot.value):
            if found.text.startswith("="):
                self.check(found, scope, None)
            elif slot.kind not in ("refs_or_names", "party") or "." in found.text:
                self.name(found, scope)

    def name(self, found: Scalar, scope: PlaceScope) -> None:
        """One dotted name."""
        path = tuple(found.text.split("."))
        if not NAME.match(found.text) or scope.type_of(path) is None:
            self.faults.add(
                found.at, "unknown_name", Text(f"没有名称 {found.text}", f"no name {found.text}"),
                expected="a name of the dictionary", name=found.text, names=scope.names(),
            )  # fmt: skip

    def loop(self, slot: Slot, scope: PlaceScope) -> None:
        """`x in list`."""
        for found in scalars(slot.value):
            source = found.text.partition(" in ")[2].strip()
            if not source:
                self.faults.add(
                    found.at,
                    "loop",
                    Text("应写作 变量 in 清单", "a loop is written x in list"),
                    expected="x in list",
                )
            elif scope.type_of(tuple(source.split("."))) is None:
                self.name(found.part(len(found.text) - len(source), source), scope)

    def computed(self, slot: Slot, scope: PlaceScope) -> None:
        """`= expression` of the datum's own type; tables are looked at elsewhere."""
        if not isinstance(slot.value, Scalar) or not slot.value.text.startswith("="):
            return
        try:
            want = datum_type(read_datum(Entry(slot.owner)))
        except Fault:
            want = None
        record = slot.step("datum") if slot.place == "record_field" else None
        if record is not None:
            scope = _inside_record(scope, record.key, record.block)
        self.check(slot.value, scope, want)

    # ---- one expression ------------------------------------------------------------------------------------------

    def check(
        self, found: Scalar, scope: PlaceScope, want: Type | None, *, literal: bool = False
    ) -> None:
        """Parses and types one expression."""
        text = found.text
        body = text[1:].lstrip() if text.startswith("=") else text
        moved = found.part(len(text) - len(body), body)
        tree = self._tree(body, want if literal else None)
        if isinstance(tree, Fault):
            self.report(moved, tree)
            return
        if literal and not isinstance(tree, Literal):
            self.faults.add(
                found.at,
                "equals",
                Text("表达式前须写等号", "an expression stands behind ="),
                expected=f"= {text}",
            )
        for fault in check(tree, scope, want)[1]:
            self.report(moved, fault)

    def _tree(self, body: str, want: Type | None) -> Node | Fault:
        key = (body, str(want or ""))
        if key not in self.trees:
            self.trees[key] = _parse(body, want)
        return self.trees[key]

    def report(self, found: Scalar, fault: Fault) -> None:
        """A fault of the rule engine at its place in the file."""
        at = Located(found.file, found.line, found.column + fault.position)
        expected = (fault.expected.en or fault.expected.zh) if fault.expected else ""
        names = (fault.nearest,) if fault.nearest else ()
        self.faults.add(
            at,
            "rule",
            fault.message,
            expected=expected,
            name=fault.nearest,
            names=names,
            level=fault.level,
        )


def _parse(body: str, want: Type | None) -> Node | Fault:
    try:
        if want is None:
            return parse_rule(body)
        try:
            return parse_value(body, want)
        except Fault:
            return parse_rule(body)
    except Fault as fault:
        return fault


def _inside_record(scope: PlaceScope, list_key: str, block: Block) -> PlaceScope:
    """A field computed from others of its entry: the entry is called like the list, or its singular."""
    entry = datum_type(read_datum(Entry(block, list_key)))
    element = entry.of or entry
    names = {list_key: element, list_key.removesuffix("s"): element, "this": element}
    return PlaceScope(tuple(p.binding(**names) for p in scope.places), scope.own)


def _where(slot: Slot) -> tuple[str, int, int]:
    holder = slot.owner.get(slot.of)
    keys = holder.keys if isinstance(holder, Block) else slot.owner.keys
    at = keys[slot.key].at if slot.key in keys else slot.value.at
    return at.file, at.line, at.column


Reader = Callable[[Rules, Slot, PlaceScope], None]
READERS: dict[str, Reader] = {
    "rule": Rules.rule,
    "seats_rule": Rules.rule,
    "value": Rules.value,
    "value_ref": Rules.expression_only,
    "value_refs": Rules.expression_only,
    "service": Rules.expression_only,
    "fees": Rules.expression_only,
    "seats": Rules.seats,
    "names": Rules.names,
    "name": Rules.names,
    "refs_or_names": Rules.names,
    "party": Rules.names,
    "into": Rules.names,
    "loop": Rules.loop,
    "computed": Rules.computed,
}
