"""References: every name of a department, post, party, node, paper, table, item ... must be one that exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from yichuang.base.text import Text
from yichuang.packs.check.context import Context, Pack, WrittenItem
from yichuang.packs.check.shape import Slot
from yichuang.packs.grammar.words import THEN
from yichuang.packs.tree import Block, Scalar, scalars, split

Names = Iterable[str]
DECIDING = "deciding_department"
OWN_SERVICES = frozenset("platform notices archive draws suppliers policies dispatch".split())
# Systems with a protocol of their own: a file of the room `outside` each, not a declaration.
WITH_CODE = frozenset("bank sms voice mail face identity map ca".split())
SHORT_RULES = re.compile(r"(all|any|in_order|quorum\(\d+\))\Z")


def check_references(context: Context) -> None:
    """All references of all packs and of the dictionary."""
    for slot in context.dictionary_slots:
        References(context, None, None).slot(slot)
    for pack in context.packs.values():
        check = References(context, pack, None)
        for slot in pack.slots:
            check.slot(slot)
        for item in pack.items.values():
            inside = References(context, pack, item)
            for slot in item.slots:
                inside.slot(slot)


class References:
    """The names that references in one place may be, and the check of a slot against them."""

    def __init__(self, context: Context, pack: Pack | None, item: WrittenItem | None) -> None:
        self.context = context
        self.pack = pack
        self.item = item
        self.names: dict[str, set[str]] = {}

    def slot(self, slot: Slot) -> None:
        """One slot, if it is a reference of any kind."""
        reader = READERS.get(slot.kind)
        if reader is not None:
            reader(self, slot)

    def known(self, kind: str) -> set[str]:
        """The names of a kind of reference here."""
        if kind not in self.names:
            self.names[kind] = set(self._find(kind))
        return self.names[kind]

    def one(self, found: Scalar, kind: str, more: Names = ()) -> None:
        """A fault unless the text is a name of the kind."""
        names = {*self.known(kind), *more}
        if found.text in names or found.text.startswith("="):
            return
        label = LABELS.get(kind, (kind, kind))
        self.context.faults.add(
            found.at,
            f"unknown_{kind}",
            Text(f"没有{label[0]} {found.text}", f"no {label[1]} {found.text}"),
            expected=f"a {label[1]}" if names else f"a {label[1]} (there is none here)",
            name=found.text,
            names=names,
        )

    # ---- what names there are ------------------------------------------------------------------------------------

    def _find(self, kind: str) -> Iterator[str]:
        context, pack = self.context, self.pack
        if kind in CODE_LISTS:
            yield from context.codes(CODE_LISTS[kind])
        elif kind == "contact":
            yield from (DECIDING, *self.known("post"), *self.known("window"))
        elif kind == "window":
            yield from (*context.codes("windows"), *self.known("post"), *self.known("department"))
        elif kind == "any_item":
            yield from context.all_items
        elif kind == "post":
            yield from context.posts(pack) if pack else context.codes("posts")
        elif kind == "subject":
            yield from context.subjects(pack) if pack else context.dictionary.subjects
        elif pack is not None:
            yield from self._of_pack(kind, pack)

    def _of_pack(self, kind: str, pack: Pack) -> Iterator[str]:
        content = pack.content
        if kind == "clause":
            yield from content.measure.clauses
        elif kind == "item":
            yield from content.items
        elif kind == "table":
            yield from (*content.tables, *self.context.dictionary.tables)
        elif kind == "draw":
            yield from pack.section("draws")
        elif kind == "policy":
            yield from (
                k
                for k, v in pack.section("policies").items()
                if isinstance(v, dict) and "policy" in v
            )
        elif kind == "group":
            groups = pack.section("policies").get("groups", {})
            yield from groups.get("groups", {}) if isinstance(groups, dict) else ()
        elif kind == "base":
            yield from self._bases(pack)
        elif kind == "pack_paper":
            yield from (q for i in content.items.values() for q in (*i.papers, *i.materials))
            yield from self.context.codes("shared_papers")
        elif kind == "any_paper":
            yield from (
                f"{p.key}.{q}"
                for p in self.context.packs.values()
                for i in p.content.items.values()
                for q in i.papers
            )
            yield from (q for i in content.items.values() for q in i.papers)
        else:
            yield from self._of_item(kind)

    def _bases(self, pack: Pack) -> Iterator[str]:
        for other in self.context.packs.values():
            for file in other.source.folder("examples"):
                if file.place == "bases":
                    for key in file.root.block("bases"):
                        yield f"{other.key}.{key}"
                        if other is pack:
                            yield key

    def _of_item(self, kind: str) -> Iterator[str]:
        item = self.item.value if self.item else None
        if item is None:
            return
        if kind == "node":
            yield from (n.key for n in item.plan)
        elif kind == "fee":
            yield from item.fees
        elif kind == "party":
            yield from item.parties
        elif kind == "people":
            yield from (*item.parties, *self.known("department"), *self.known("post"))
        elif kind == "paper":
            yield from (*item.papers, *item.materials, *self.context.codes("shared_papers"))

    # ---- slots ---------------------------------------------------------------------------------------------------

    def refs(self, slot: Slot) -> None:
        """One reference or a list of them."""
        for found in scalars(slot.value):
            self.one(found, slot.of, self._more(slot))

    def _more(self, slot: Slot) -> Names:
        if slot.of == "post" and self.item is not None:
            return self.known("party")
        if slot.of == "party":
            return {*_loops(slot), *(() if self.item else ("applicant",))}
        return ()

    def value_refs(self, slot: Slot) -> None:
        """`KEY [level]` or an expression."""
        for found in scalars(slot.value):
            if not found.text.startswith("="):
                self.one(found.part(0, found.text.split(" ")[0]), slot.of)

    def after(self, slot: Slot) -> None:
        """Nodes, or `rest`."""
        for found in scalars(slot.value):
            if found.text != "rest":
                self.one(found, "node")

    def kinds(self, slot: Slot) -> None:
        """Subjects, or other roles of the item."""
        for scalar in scalars(slot.value):
            for found in split(scalar):
                self.one(found, "subject", {*self.known("party"), *self.known("about")})

    def owner(self, slot: Slot) -> None:
        """A department, owner, post, party or subject."""
        parties = (
            {p for i in self.pack.content.items.values() for p in i.parties} if self.pack else set()
        )
        names = {
            *self.known("department"),
            *self.known("post"),
            *self.known("subject"),
            *self.known("owners"),
            *parties,
        }
        for found in scalars(slot.value):
            self.one(found, "owner", names)

    def material_from(self, slot: Slot) -> None:
        """A party, template, officer, `shared KEY`."""
        for found in scalars(slot.value):
            if found.text.startswith("shared "):
                self.one(
                    found.part(len("shared "), found.text.removeprefix("shared ").strip()),
                    "shared_paper",
                )
            else:
                more = ("applicant",) if self.item is None else ()
                self.one(found, "party", ("template", "officer", "policy", *more))

    def then(self, slot: Slot) -> None:
        """What follows: a word, an outcome of the node, `task POST`, `escalate X`, `replace DRAW`."""
        for found in scalars(slot.value):
            head, _, rest = found.text.partition(" ")
            place = found.part(len(head) + 1, rest.strip())
            if found.text in THEN or found.text in slot.owner.block("outcomes"):
                continue
            if head == "task" and rest.startswith("department "):
                self.one(
                    place.part(len("department "), rest.removeprefix("department ").strip()),
                    "department",
                )
            elif head in ("task", "escalate") and rest:
                self.one(place, "post", self.known("party"))
            elif head == "replace" and rest:
                self.one(place, "draw", self.known("node"))
            else:
                words = [*THEN, *slot.owner.block("outcomes")]
                self.context.faults.add(
                    found.at,
                    "then",
                    Text(
                        f"不知道 {found.text} 是什么", f"{found.text} says nothing that can follow"
                    ),
                    expected=" | ".join((*THEN, "task POST", "escalate POST", "replace DRAW")),
                    name=head,
                    names=words,
                )

    def party(self, slot: Slot) -> None:
        """A party, a loop variable, or a name that leads to one."""
        for found in scalars(slot.value):
            first = found.text.partition(".")[0]
            self.one(found.part(0, first), "party", {*self.known("about"), *_loops(slot)})

    def seats(self, slot: Slot) -> None:
        """Posts, departments, parties; a name or a number stands for itself."""
        if not isinstance(slot.value, Scalar):
            for found in scalars(slot.value):
                self.one(found, "people")

    def outcomes(self, slot: Slot) -> None:
        """go, stop, silent or `redo NODE`."""
        if not isinstance(slot.value, Block):
            return
        for effect in slot.value.entries.values():
            if not isinstance(effect, Scalar) or effect.text in ("go", "stop", "silent"):
                continue
            if effect.text.startswith("redo "):
                self.one(effect.part(5, effect.text[5:].strip()), "node")
            else:
                self.context.faults.add(
                    effect.at,
                    "effect",
                    Text(f"没有作用 {effect.text}", f"no effect {effect.text}"),
                    expected="go | stop | silent | redo NODE",
                    name=effect.text,
                    names=("go", "stop", "silent"),
                )

    def refs_or_names(self, slot: Slot) -> None:
        """Papers by key; dotted names are looked at with the rules."""
        for found in scalars(slot.value):
            if "." not in found.text:
                self.one(found, slot.of, self.known("about"))

    def file(self, slot: Slot) -> None:
        """A file of the pack."""
        source = self.pack.source if self.pack else self.context.sources.dictionary
        for found in scalars(slot.value):
            names = {*source.templates, *source.texts, *source.sheets}
            if found.text not in names and found.text != "none":
                self.context.faults.add(
                    found.at,
                    "no_file",
                    Text(f"没有文件 {found.text}", f"no file {found.text}"),
                    expected="a file of the pack",
                    name=found.text,
                    names=names,
                )

    def service(self, slot: Slot) -> None:
        """`partner.message` of a partner that is declared, or one of the platform's own services."""
        for found in scalars(slot.value):
            partner, _, message = found.text.partition(".")
            if found.text.startswith("=") or partner in OWN_SERVICES or partner in WITH_CODE:
                continue
            declared = self._partner(partner)
            if declared is None:
                self.one(found.part(0, partner), "partner", OWN_SERVICES)
                self.context.faults.warn(
                    found.at,
                    "partner_undeclared",
                    Text(
                        f"对接方 {partner} 的消息未声明",
                        f"the messages of {partner} are not declared",
                    ),
                    expected=f"partners/{partner}.yaml",
                )
            elif message not in declared:
                self.context.faults.add(
                    found.at,
                    "unknown_message",
                    Text(f"{partner} 没有消息 {message}", f"{partner} has no message {message}"),
                    expected="a message of the partner",
                    name=message,
                    names=declared,
                )

    def _partner(self, key: str) -> Names | None:
        found = self.context.dictionary.partners.get(key)
        if found is None and self.pack is not None:
            found = self.pack.content.partners.get(key)
        return list(found.messages) if found else None


def _loops(slot: Slot) -> set[str]:
    """The variables bound by the node in which a slot stands."""
    found = set()
    for step in slot.trail:
        for key in ("for_each", "rows", "choices", "each"):
            loop = step.block.text(key)
            if " in " in loop:
                found.add(loop.partition(" in ")[0].strip())
    return found


CODE_LISTS = {
    "department": "departments",
    "shared_paper": "shared_papers",
    "owners": "owners",
    "partner": "partners",
}

LABELS = {
    "department": ("部门", "department"),
    "post": ("岗位", "post"),
    "contact": ("咨询处", "contact"),
    "window": ("窗口", "window"),
    "clause": ("条款", "clause"),
    "item": ("事项", "item"),
    "any_item": ("事项", "item"),
    "table": ("表", "table"),
    "draw": ("抽取", "draw"),
    "policy": ("政策", "policy"),
    "group": ("互斥组", "group"),
    "base": ("底", "base"),
    "node": ("节点", "node"),
    "party": ("当事人", "party"),
    "people": ("岗位、部门或当事人", "party, post or department"),
    "paper": ("材料或文书", "material or paper"),
    "fee": ("收费项", "fee"),
    "pack_paper": ("文书", "paper"),
    "any_paper": ("文书", "paper"),
    "subject": ("主体", "subject"),
    "owner": ("提供者", "owner"),
    "partner": ("对接方", "partner"),
    "shared_paper": ("共享证照", "shared paper"),
}

READERS: dict[str, Callable[[References, Slot], None]] = {
    "ref": References.refs,
    "refs": References.refs,
    "value_ref": References.value_refs,
    "value_refs": References.value_refs,
    "after": References.after,
    "kinds": References.kinds,
    "owner": References.owner,
    "material_from": References.material_from,
    "then": References.then,
    "party": References.party,
    "seats": References.seats,
    "outcomes": References.outcomes,
    "refs_or_names": References.refs_or_names,
    "file": References.file,
    "file_or_none": References.file,
    "service": References.service,
}
