"""What a dotted name stands for before any value is known: its type, its datum, and where it leads.

`job.person.degree` follows the reference `person` of the role `job`; where the item says that this reference is one
of its own roles (`person: = foreigner`) the name is the same fact as `foreigner.degree`, and is called so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yichuang.base.text import Text
from yichuang.engines.rules import Path
from yichuang.engines.values import ANY, INTEGER, YES_NO, Type, choice_of, list_of, record_of
from yichuang.kernel.catalogue.contracts import (
    AboutDef,
    AskSpec,
    CheckSpec,
    DrawSpec,
    Item,
    Node,
    PartyDef,
    TaskSpec,
)
from yichuang.kernel.catalogue.logic import reserved
from yichuang.kernel.catalogue.logic.world import Datum, World, datum_type

DONE_WITHOUT = {
    "skipped": Text("未启动", "skipped"),
    "called_off": Text("已取消", "called off"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Where a name leads: its type, the datum it ends in (None for a role or part), its name, the role it stands at."""

    type: Type
    datum: Datum | None = None
    label: Text | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one place: an item's roles, a pack's kinds, variables of loops and the subject at hand.

    `bound` are names with a type of their own (loop variables, the subject that a datum is computed for).
    """

    world: World
    item: Item | None = None
    pack: str = ""
    bound: Mapping[str, Type] = field(default_factory=dict)
    _known_ways: dict[Path, str] = field(default_factory=dict, compare=False, repr=False)
    _looked: list[bool] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def of_item(cls, world: World, item: Item) -> Names:
        """The names that rules of an item may use."""
        return cls(world, item, item.pack)

    def binding(self, **bound: Type) -> Names:
        """The same place with more variables."""
        return Names(self.world, self.item, self.pack, {**self.bound, **bound})

    # ---- roles -----------------------------------------------------------------------------------------------------

    def role_kinds(self, name: str) -> tuple[str, ...] | None:
        """The kinds of subject a role may be (in any item, where no item is given); None where it is no role."""
        kinds: list[str] = []
        for item in self._where():
            if name in item.about:
                kinds.append(item.about[name].kind)
            for kind in item.parties[name].kinds if name in item.parties else ():
                alias = kind != name and (kind in item.parties or kind in item.about)
                kinds.extend((self.role_kinds(kind) or ()) if alias else (kind,))
        return tuple(dict.fromkeys(kinds)) or None

    def party(self, name: str) -> PartyDef | None:
        """The party of that name; None where there is none."""
        return next((i.parties[name] for i in self._where() if name in i.parties), None)

    def about(self, name: str) -> AboutDef | None:
        """The subject that the item is about under that name; None where there is none."""
        return next((i.about[name] for i in self._where() if name in i.about), None)

    def _where(self) -> list[Item]:
        """The item, or all items of the pack where none is given (data and tables serve them all)."""
        if self.item is not None:
            return [self.item]
        content = self.world.packs.get(self.pack)
        return list(content.items.values()) if content else []

    def role_of_kind(self, kind: str) -> str | None:
        """The one role of the item that is of this kind; None where there is none or more than one."""
        found = [r for r in self.roles() if self.role_kinds(r) == (kind,)]
        return found[0] if len(found) == 1 else None

    def roles(self) -> Iterator[str]:
        """The item's own roles: parties, then what it is about."""
        for item in self._where():
            yield from dict.fromkeys([*item.parties, *item.about])

    def first(self, name: str) -> Step | None:
        """What a first part stands for; None where it is no name here."""
        if name in self.bound:
            return Step(self.bound[name])
        if name in ("as_of",):
            return Step(Type("date"), None, Text("办件基准日", "The day of the case"))
        kinds = self.role_kinds(name)
        if kinds is not None:
            return Step(self._role_type(name, kinds), None, self.role_name(name), name)
        if name in reserved.ROLES and name != "region":
            return Step(ANY if name != "parties" else self._parties(), None, reserved.ROLES[name])
        if self.world.subject(name, self.pack) is not None:
            return Step(Type("reference", targets=(name,)))
        return None

    def _role_type(self, name: str, kinds: tuple[str, ...]) -> Type:
        single = Type("reference", targets=kinds)
        party = self.party(name)
        return list_of(single) if party is not None and party.at_most != 1 else single

    def _parties(self) -> Type:
        kinds = dict.fromkeys(k for r in self.item_parties() for k in self.role_kinds(r) or ())
        return list_of(Type("reference", targets=tuple(kinds)))

    def is_reserved(self, name: str) -> bool:
        """Whether a first part is one of the platform's own roles here (`region` is a subject like others)."""
        free = name not in self.bound and self.role_kinds(name) is None
        return free and name in reserved.ROLES and name != "region"

    def inside(self, pack: str) -> Names:
        """The same item seen with the words of another pack (a computed datum is written in its own pack's)."""
        return self if pack in ("", self.pack) else Names(self.world, self.item, pack, self.bound)

    # ---- what names are called -----------------------------------------------------------------------------------

    def called(self, path: Path) -> Path:
        """The name under which its fact is asked for: through references that the item fills with its own roles."""
        if not self._looked:
            self._known_ways.update(self._ways())
            self._looked.append(True)
        ways = self._known_ways
        if path[0] not in self.bound and self.first_is_kind(path[0]):
            path = ((self.role_of_kind(path[0]) or path[0]), *path[1:])
        for _ in range(len(path)):
            known = next((n for n in range(len(path), 0, -1) if path[:n] in ways), 0)
            if not known:
                return path
            path = (ways[path[:known]], *path[known:])
        return path

    def first_is_kind(self, name: str) -> bool:
        """Whether a first part is a kind of subject and no role of the item."""
        return self.role_kinds(name) is None and self.world.subject(name, self.pack) is not None

    def _ways(self) -> dict[Path, str]:
        """Ways that lead to a role: `job.person` where the item says `person: = foreigner`, and each role's `from`."""
        ways: dict[Path, str] = {}
        for name in self.roles() if self.item else ():
            about, party = self.about(name), self.party(name)
            for key, gives in about.gives.items() if about else ():
                role = _bare_path(str(gives))
                if len(role) == 1 and self.role_kinds(role[0]) is not None:
                    ways[(name, key)] = role[0]
            origin = about.from_ if about else party.from_ if party else None
            way = _bare_path(str(origin)) if origin is not None else ()
            if len(way) > 1 and not self.is_reserved(way[0]):
                ways[way] = name
            elif len(way) == 1 and self.role_kinds(way[0]) is not None:
                ways[(name,)] = way[0]
        return ways

    def owner_of(self, path: Path) -> str:
        """The key of who can supply a fact (an owner, department or party); "" where nobody is known."""
        step = self.find(path)
        if step is not None and step.datum is not None:
            return step.datum.definition.owner
        material = self.item.materials.get(path[1]) if self.item and len(path) > 1 else None
        if material is not None and path[0] in ("papers", "materials"):
            return material.from_ if material.from_ in self.item_parties() else ""
        return ""

    def item_parties(self) -> tuple[str, ...]:
        """The keys of the item's parties."""
        return tuple(dict.fromkeys(name for item in self._where() for name in item.parties))

    def key_name(self, role: str, key: str) -> Text:
        """What the key behind a reserved role is called: a node, a material or paper."""
        if role == "nodes":
            node = self._find_node(key)
            return node.name if node else Text(key, key)
        for item in self._items():
            for things in (item.materials, item.papers):
                if key in things:
                    return things[key].name
        return Text(key, key)

    def _items(self) -> list[Item]:
        content = self.world.packs.get(self.pack)
        own = [self.item] if self.item else []
        return [*own, *(content.items.values() if content else ())]

    # ---- whole names -------------------------------------------------------------------------------------------------

    def find(self, path: Path) -> Step | None:
        """Where the whole name leads; None where some part of it is no name."""
        if len(path) > 1 and self.is_reserved(path[0]):
            return self._reserved(path)
        step = self.first(path[0])
        for part in path[1:]:
            step = self._step(step, part) if step is not None else None
        return step

    def _step(self, step: Step, part: str) -> Step | None:
        type_ = step.type
        if type_.kind == "any":
            return Step(ANY)
        if type_.kind == "list":
            return self._list_step(step, part)
        if type_.kind == "reference":
            return self._datum_step(type_.targets, part) or self._carried(step.role, part)
        if type_.kind in ("record", "group"):
            found = type_.field(part)
            return Step(found.type, None, found.name) if found else None
        return None

    def _list_step(self, step: Step, part: str) -> Step | None:
        if part == "count":
            return Step(INTEGER, None, Text("条数", "Number of entries"))
        if part == "complete":
            return Step(YES_NO, None, Text("清单完整", "The list is complete"))
        return self._step(Step(step.type.of or ANY, step.datum, None, step.role), part)

    def _datum_step(self, kinds: tuple[str, ...], part: str) -> Step | None:
        found = [d for k in kinds if (d := self.world.datum(k, part, self.pack)) is not None]
        return Step(found[0].type, found[0], found[0].definition.name) if found else None

    def _carried(self, role: str, part: str) -> Step | None:
        party = self.party(role)
        definition = party.carries.get(part) if party else None
        if definition is None:
            return None
        datum = Datum(role, definition, datum_type(definition), self.pack)
        return Step(datum.type, datum, definition.name)

    def role_name(self, name: str) -> Text:
        """What people call a role: the party's own name, else that of its kind of subject."""
        party = self.party(name)
        if party is not None and party.name is not None:
            return party.name
        kinds = self.role_kinds(name) or (name,)
        subjects = [s.name for k in kinds if (s := self.world.subject(k, self.pack)) is not None]
        zh, en = "或".join(s.zh for s in subjects), " or ".join(s.en for s in subjects)
        return Text(zh or name, en or name)

    # ---- reserved roles ----------------------------------------------------------------------------------------------

    def _reserved(self, path: Path) -> Step | None:
        role, rest = path[0], path[1:]
        if role == "tables":
            known = self.world.table(rest[0], self.pack)
            return Step(list_of(ANY), None, known.name) if known else None
        if role == "parties":
            return self._step(Step(self._parties()), rest[0]) if len(rest) == 1 else None
        if role == "nodes":
            return self._node(rest)
        plain = reserved.PLAIN_ROLES.get(role, {}).get(".".join(rest))
        if plain is not None:
            return Step(self._case_part(role, rest, plain), None, plain.name)
        return self._keyed(role, rest)

    def _case_part(self, role: str, rest: Path, part: reserved.Part) -> Type:
        if role == "case" and self.item is not None:
            if rest == ("scene",) and self.item.scenes:
                scenes = {key: scene.name for key, scene in self.item.scenes.items()}
                return choice_of(*scenes, names=scenes)
            if rest == ("result",):
                own = {key: result.name for key, result in self.item.results.items()}
                words = {**dict(part.choices), **own}
                return choice_of(*words, names=words)
        if role == "node" and rest in (("drawn",), ("winner",)):
            return ANY
        return reserved.part_type(part)

    def _keyed(self, role: str, rest: Path) -> Step | None:
        parts = reserved.KEYED_ROLES.get(role)
        if parts is None or not self._key_exists(role, rest[0]):
            return None
        if len(rest) == 1:
            return Step(reserved.parts_record(parts))
        part = parts.get(".".join(rest[1:]))
        return Step(reserved.part_type(part), None, part.name) if part else None

    def _key_exists(self, role: str, key: str) -> bool:
        if role == "papers":
            return any(key in i.papers or key in i.materials for i in self._items())
        if role == "materials":
            own = [self.item] if self.item else self._items()
            return any(key in i.materials for i in own)
        if role == "seats":
            return key in self.item_parties()
        return True

    def _node(self, rest: Path) -> Step | None:
        node = self._find_node(rest[0])
        if node is None:
            return None
        parts = _node_type(self, node)
        if not node.for_each:
            return self._step(Step(parts), rest[1]) if len(rest) == 2 else Step(parts)
        if len(rest) == 1:
            return Step(list_of(parts), None, node.name)
        if len(rest) == 2:
            return self._step(Step(parts), rest[1]) or Step(parts)
        return self._step(Step(parts), rest[2]) if len(rest) == 3 else None

    def _find_node(self, key: str) -> Node | None:
        items = [self.item] if self.item else self._items()
        return next((n for i in items for n in i.plan if n.key == key), None)


def _bare_path(text: str) -> Path:
    """The dotted name that a slot consists of; () where it says anything more."""
    word = text.strip().removeprefix("=").strip()
    parts = tuple(word.split("."))
    return parts if all(part.isidentifier() for part in parts) else ()


def outcomes_of(node: Node) -> Mapping[str, Text] | None:
    """The outcomes that a node names itself, with those of skipping; None where the kind of node has its own words."""
    spec = node.spec
    if isinstance(spec, TaskSpec | AskSpec) and spec.outcomes:
        names = dict.fromkeys([*spec.outcomes, *([spec.silent.outcome] if spec.silent else [])])
        if node.then and node.then.isidentifier():
            names.setdefault(node.then)
        return {**{k: Text(k, k) for k in names}, **DONE_WITHOUT}
    return None


def _node_type(names: Names, node: Node) -> Type:
    fields = []
    for field_ in reserved.parts_record(reserved.NODE).fields:
        type_ = field_.type
        if field_.key == "outcome":
            own = None if isinstance(node.spec, CheckSpec) else outcomes_of(node)
            type_ = choice_of(*own, names=own) if own else type_
        if field_.key == "drawn" and isinstance(node.spec, DrawSpec):
            type_ = _drawn_type(names, node.spec)
        fields.append(type(field_)(field_.key, type_, field_.name))
    return record_of(fields)


def _drawn_type(names: Names, spec: DrawSpec) -> Type:
    content = names.world.packs.get(names.pack)
    draws = content.sections.get("draws", {}) if content else {}
    draw = draws.get(spec.draw, {}) if isinstance(draws, Mapping) else {}
    kind = draw.get("of", "") if isinstance(draw, Mapping) else ""
    if isinstance(kind, str) and names.world.subject(kind, names.pack) is not None:
        return list_of(Type("reference", targets=(kind,)))
    return list_of(ANY)
