"""The steps of a form: one for each block that all fill in; one that depends on an answer joins the one before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from yichuang.base.text import Text
from yichuang.kernel.cases.contracts import Ask, FormBlockView, FormView, MaterialView
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import DatumDef, Item
from yichuang.kernel.facts import api as facts
from yichuang.web.parts.codes import codes_of
from yichuang.web.parts.fields import Field, field_of
from yichuang.web.parts.sources import Chip, chip

MATERIALS, REVIEW = "materials", "review"
# Asked again although something is known: only what people have said themselves, or what may be out of date.
CONFIRM = Text("以前填过，请看看还对不对", "You said this before: is it still right?")
COMPUTED = Text("系统算出", "computed")
OPEN = Text("还没填", "not said yet")
DOUBT = {
    "old": Text("登记的已经过了有效期，请重新填", "What is on record is out of date: say it anew"),
    "conflict": Text("几处登记的不一样，请您填准", "Records differ: please say what is right"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that is not asked: its label, value in words, and where it comes from."""

    label: Text
    shown: str
    chip: Chip


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its blocks, what is known in them, what is asked, what depends on an answer still to come."""

    key: str
    name: Text
    blocks: tuple[FormBlockView, ...]
    asks: tuple[Ask, ...]

    @property
    def known(self) -> tuple[Ask, ...]:
        """What is shown, not asked."""
        return tuple(a for a in self.asks if a.state == "known")

    @property
    def asked(self) -> tuple[Ask, ...]:
        """What is asked now."""
        return tuple(a for a in self.asks if a.state in ("ask", "optional"))

    @property
    def waits(self) -> tuple[FormBlockView, ...]:
        """Blocks of which nobody can tell yet whether they apply."""
        return tuple(b for b in self.blocks if b.applies == "unknown")


def steps_of(form: FormView, item: Item) -> tuple[Step, ...]:
    """The steps in the order of the item; a block that nothing is asked in now makes no step of its own."""
    groups: list[list[FormBlockView]] = []
    for number, block in enumerate(form.blocks):
        own = number >= len(item.form) or item.form[number].when is None
        if own or not groups:
            groups.append([block])
        else:
            groups[-1].append(block)
    return tuple(
        Step(
            group[0].key,
            group[0].name,
            tuple(group),
            tuple(a for b in group if b.applies == "yes" for a in b.asks),
        )
        for group in groups
    )


@dataclass(frozen=True, slots=True)
class Words:
    """Definitions and owners' names for one draft."""

    world: catalogue.World
    item: Item
    names: catalogue.Names
    naming: catalogue.WorldNaming

    @classmethod
    def of(cls, adopted_set: str, key: str) -> Words:
        """The words of an item in an adopted set."""
        world = catalogue.world(adopted_set)
        item = catalogue.find_item(adopted_set, key)
        names = catalogue.Names.of_item(world, item)
        return cls(world, item, names, catalogue.WorldNaming(names))

    def label(self, name: str) -> Text:
        """What a name is called."""
        return self.naming.name(tuple(name.split(".")))

    def codes(self, definition: DatumDef) -> Mapping[str, Text]:
        """The codes that a datum may be, by name; empty where it is no code or nobody lists them."""
        type_ = facts.type_of(definition)
        return codes_of(type_.checker, self.world) if type_.kind == "code" else {}

    def owner(self, key: str) -> Text:
        """What an owner is called; empty where nobody is named."""
        return self.naming.owner_name(key) if key else Text("")


def said_in(answers: Mapping[str, str], name: str) -> bool:
    """Whether a datum (or a member of it, where it is a group) was said in this application."""
    return name in answers or any(n.startswith(f"{name}.") for n in answers)


def brought(material: MaterialView) -> bool:
    """Whether a material is a file of the applicant's: not fetched, not a text that is only signed."""
    fetched = material.from_.startswith("shared ")
    return not fetched and material.from_ not in ("template", "officer")


def known_of(asks: Sequence[Ask], words: Words, answers: Mapping[str, str]) -> tuple[Known, ...]:
    """The facts of a step that are shown with their source; a group is typed where any of its members is."""
    typed = {n.rpartition(".")[0] for n in answers}
    return tuple(Known(a.label, a.shown, _chip(a, words, typed)) for a in asks)


def _chip(ask: Ask, words: Words, typed: Collection[str]) -> Chip:
    if ask.state == "ask" and not ask.shown:
        return Chip("is-missing", "pencil", OPEN)
    return chip(
        kind=ask.source or ("typed" if ask.name in typed else ""),
        owner=words.owner(ask.owner) if ask.source or not ask.shown else COMPUTED,
        since=ask.since,
        old=ask.old,
        conflict=ask.conflict,
        missing=not ask.shown,
    )


def fields_of(asks: Sequence[Ask], words: Words, answers: Mapping[str, str]) -> tuple[Field, ...]:
    """The questions of a step as fields; the form's own answers stand in the members of a group."""
    found = []
    for ask in asks:
        step = words.names.find(tuple(ask.name.split(".")))
        if step is None or step.datum is None:
            continue
        made = field_of(
            ask.name,
            ask.label,
            step.datum.definition,
            value=ask.value,
            members={**ask.set_aside, **answers},
            problem=ask.problem,
            codes=words.codes(step.datum.definition),
        )
        found.append(_confirmed(made, ask, answers))
    return tuple(found)


def _confirmed(field: Field, ask: Ask, answers: Mapping[str, str]) -> Field:
    """What stands there without having been said for this application is to be confirmed."""
    if ask.old or ask.conflict:
        return replace(field, confirm=DOUBT["conflict" if ask.conflict else "old"])
    if (ask.value or ask.set_aside) and not said_in(answers, ask.name):
        return replace(field, confirm=CONFIRM)
    return field
