"""What an item asks for, told before anybody applies: conditions in plain words, materials in three groups."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.base.text import Text
from yichuang.kernel.catalogue import api as catalogue
from yichuang.kernel.catalogue.contracts import Item, MaterialDef

# Who answers for a datum that the applicant types; all others are registers and officers.
OWN = frozenset({"", "applicant", "enterprise", "person"})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition by its name, what the rule says in words, and the law behind it."""

    name: Text
    rule: Text | None
    basis: str
    when: Text | None


@dataclass(frozen=True, slots=True)
class Need:
    """One thing of a group: its name, when it is asked for at all, and small words beside it."""

    name: Text
    when: Text | None
    beside: tuple[Text, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class MaterialGroups:
    """What the applicant brings, what the platform fetches, what is known already (and only shown)."""

    yours: tuple[Need, ...]
    fetched: tuple[Need, ...]
    known: tuple[Need, ...]

    @property
    def always(self) -> int:
        """How many of the applicant's own are asked of everybody."""
        return sum(1 for n in self.yours if n.when is None and not n.optional)

    @property
    def total(self) -> int:
        """All that is used."""
        return len(self.yours) + len(self.fetched) + len(self.known)


def conditions_of(item: Item, reading: catalogue.Reading) -> tuple[Condition, ...]:
    """The conditions that may decide against an applicant, in the order of the item."""
    found = []
    for definition in item.conditions.values():
        if definition.rule is None:
            continue
        rule = reading.explain(definition.rule).rule
        when = reading.explain(definition.when).rule if definition.when is not None else None
        same = rule.zh == definition.name.zh
        found.append(Condition(definition.name, None if same else rule, definition.basis, when))
    return tuple(found)


def groups_of(item: Item, reading: catalogue.Reading) -> MaterialGroups:
    """The materials in three groups; a commitment that replaces a paper stands beside that paper."""
    replacing = {m.replaced_by for m in item.materials.values() if m.replaced_by}
    yours: list[Need] = []
    fetched: list[Need] = []
    for need in catalogue.materials_needed(item, reading):
        material = need.material
        if material.key in replacing or material.from_ == "officer":
            continue
        if material.only and material.only != "formal":
            continue
        told = Need(material.name, _when(material, reading), _beside(item, material), need.optional)
        (fetched if material.from_.startswith("shared ") else yours).append(told)
    return MaterialGroups(tuple(yours), tuple(fetched), _known(item, reading))


def _when(material: MaterialDef, reading: catalogue.Reading) -> Text | None:
    if material.when is not None:
        return reading.explain(material.when).rule
    if material.unless is not None:
        name = reading.naming.name(tuple(str(material.unless).split(".")))
        return Text(f"查不到“{name.zh}”", f"“{name.show('en')}” is not known")
    return None


def _beside(item: Item, material: MaterialDef) -> tuple[Text, ...]:
    """Small words: forms it may have, that it is only signed, what may stand in its place."""
    found = []
    if material.from_ == "template":
        found.append(Text("不用准备，填表时当场签", "nothing to prepare, signed in the form"))
    elif material.formats:
        kinds = "、".join(f.upper() for f in material.formats)
        found.append(Text(f"{kinds}，拍照或扫描", ", ".join(f.upper() for f in material.formats)))
    if material.original == "shown":
        found.append(Text("办理时看一眼原件", "the original is looked at once"))
    if material.replaced_by:
        other = item.materials[material.replaced_by].name
        found.append(Text(f"可以用“{other.zh}”代替", f"“{other.show('en')}” may take its place"))
    return tuple(found)


def _known(item: Item, reading: catalogue.Reading) -> tuple[Need, ...]:
    """Fields of the form that a register answers for: shown, not asked. What the case makes anew is never known."""
    found = []
    for name in dict.fromkeys(n for block in item.form for n in block.fields):
        owner, role = reading.owner_of(name), name.partition(".")[0]
        made = role in item.about and item.about[role].creates
        if made or owner in OWN or owner in item.parties:
            continue
        label = reading.naming.name(tuple(name.split(".")))
        found.append(Need(label, None, (reading.naming.owner(tuple(name.split("."))) or Text(""),)))
    return tuple(found)
