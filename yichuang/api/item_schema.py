"""An item's own interface, made from its pack: a JSON Schema of the answers, its materials, parties, papers, steps."""

from __future__ import annotations

from typing import Any

from yichuang.base.text import Text
from yichuang.engines.values import Type
from yichuang.kernel.catalogue.api import Names, World
from yichuang.kernel.catalogue.contracts import (
    ConditionDef,
    Expression,
    Item,
    MaterialDef,
    PartyDef,
)

YES_NO = ("yes", "no")


def schema_of(world: World, item: Item) -> dict[str, Any]:
    """JSON Schema 2020-12 of `answers` for one item in one adopted set. All values are text: as people write them."""
    names = Names.of_item(world, item)
    properties: dict[str, Any] = {}
    for block in item.form:
        for name in block.fields:
            properties.update(_asked(names, name, block.name, block.when))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{item.key}@{world.id}",
        "title": item.name.zh,
        "description": item.name.show("en"),
        "type": "object",
        "properties": properties,
        "additionalProperties": {"type": "string", "maxLength": 20_000},
    }


def _asked(names: Names, name: str, block: Text, when: Expression | None) -> dict[str, Any]:
    step = names.find(tuple(name.split(".")))
    if step is None:
        return {}
    definition = step.datum.definition if step.datum else None
    label = definition.name if definition else step.label or Text(name, name)
    found = _of_type(name, label, step.type)
    for one in found.values():
        one["x-block"] = {"zh": block.zh, "en": block.show("en")}
        if when is not None:
            one["x-when"] = when.text
        if definition is not None:
            one["x-owner"] = definition.owner
            one["x-computed"] = definition.computed is not None
            if definition.hint is not None:
                one["x-hint"] = {"zh": definition.hint.zh, "en": definition.hint.show("en")}
    return found


def _of_type(name: str, label: Text, type_: Type) -> dict[str, Any]:
    if type_.kind == "group":
        members = {f"{name}.{f.key}": (f.name if f.name.zh else Text(f.key)) for f in type_.fields}
        return {n: _leaf(said, Type("yes_no")) for n, said in members.items()}
    return {name: _leaf(label, type_)}


def _leaf(label: Text, type_: Type) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "string",
        "title": label.zh,
        "description": label.show("en"),
        "x-type": str(type_),
    }
    if type_.kind == "choice":
        found["enum"] = list(type_.choices)
        found["x-names"] = {
            c: {"zh": type_.name_of(c).zh, "en": type_.name_of(c).show("en")} for c in type_.choices
        }
    elif type_.kind == "yes_no":
        found["enum"] = list(YES_NO)
    elif type_.kind == "text" and type_.length:
        found["maxLength"] = type_.length
    if type_.low is not None or type_.high is not None:
        found["x-bounds"] = [None if v is None else str(v) for v in (type_.low, type_.high)]
    if type_.unit:
        found["x-unit"] = type_.unit
    return found


def parts_of(item: Item) -> dict[str, Any]:
    """What else an application holds: parties, materials, and what comes out of it."""
    return {
        "parties": [_party(p) for p in item.parties.values()],
        "materials": [_material(m) for m in item.materials.values()],
        "conditions": [_condition(c) for c in item.conditions.values()],
        "papers": [
            {"key": p.key, "name": p.name, "certificate": p.certificate, "holder": p.holder}
            for p in item.papers.values()
        ],
        "steps": [
            {
                "key": n.key,
                "name": n.name,
                "kind": n.do,
                "after": list(n.after or ()),
                "when": _text(n.when),
            }
            for n in item.plan
        ],
    }


def _text(slot: Expression | None) -> str:
    return slot.text if slot is not None else ""


def _party(party: PartyDef) -> dict[str, Any]:
    return {
        "role": party.key,
        "name": party.name,
        "kinds": list(party.kinds),
        "applicant": party.applicant,
        "signs": party.signs,
        "optional": party.optional,
        "submits_for": party.submits_for,
    }


def _material(material: MaterialDef) -> dict[str, Any]:
    return {
        "key": material.key,
        "name": material.name,
        "from_": material.from_,
        "formats": list(material.formats),
        "when": _text(material.when),
        "signed_by": list(material.signed_by),
        "replaced_by": material.replaced_by,
        "basis": material.basis,
    }


def _condition(condition: ConditionDef) -> dict[str, Any]:
    return {
        "key": condition.key,
        "name": condition.name,
        "rule": _text(condition.rule),
        "ground": condition.ground,
        "basis": condition.basis,
        "level": condition.level,
    }
