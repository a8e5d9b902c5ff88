"""The JSON Schema of the pack language, made from the grammar: editors complete and check with it.

`docs/reference/pack.schema.json` is this function's answer; a test compares them.
"""

from __future__ import annotations

from typing import Any

from yichuang.kernel.catalogue.section_contracts import KeyDef, PlaceDef
from yichuang.packs.grammar.all import GRAMMAR, Grammar
from yichuang.packs.grammar.words import BLOCK_KINDS, NODE_KINDS, THEN, WORDS

Schema = dict[str, Any]
TEXT: Schema = {"type": ["string", "number", "boolean"]}
ONE_OR_MORE: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
MAP: Schema = {"type": "object"}


def json_schema(grammar: Grammar = GRAMMAR) -> Schema:
    """The schema of any file of a pack; a file is recognised by the key that tells its kind."""
    roots = {"bases": "bases", "expect": "example", "measure": "measure", "subject": "subject"}
    roots |= {"extends": "subject", "item": "item", "partner": "partner"}
    for folder in ("policies", "draws", "accounts"):
        roots |= grammar.folders[folder]
    branches: Schema = {"$ref": "#/$defs/subject"}
    for key, place in reversed(roots.items()):
        branches = {
            "if": {"required": [key]},
            "then": {"$ref": f"#/$defs/{place}"},
            "else": branches,
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://yichuang.example/schema/pack.json",
        "title": "yichuang pack",
        **branches,
        "$defs": {
            **{name: _place(place) for name, place in grammar.places.items()},
            "node": _node(),
        },
    }


def _place(place: PlaceDef) -> Schema:
    groups: dict[str, list[str]] = {}
    for key in place.keys.values():
        if key.one_of:
            groups.setdefault(key.one_of, []).append(key.name)
    found: Schema = {
        "type": "object",
        "description": f"{place.doc.zh} / {place.doc.en}",
        "properties": {key.name: _key(key) for key in place.keys.values()},
        "additionalProperties": _slot(place.rest) if place.rest else False,
    }
    needed = [k.name for k in place.keys.values() if k.needed and not k.one_of]
    if needed and place.name != "item":
        found["required"] = needed
    alternatives = [{"anyOf": [{"required": [n]} for n in names]} for names in groups.values()]
    if alternatives:
        found["allOf"] = alternatives
    return found


def _key(key: KeyDef) -> Schema:
    return {**_slot(key.slot), "description": f"{key.doc.zh} / {key.doc.en}"}


def _slot(slot: str) -> Schema:
    """The schema of a slot."""
    kind, _, of = slot.partition(" ")
    if kind in ("map", "fees", "materials", "form", "plan"):
        return _map(kind, of)
    if kind == "place":
        return {"anyOf": [{"$ref": f"#/$defs/{of}"}, {"const": "none"}]}
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind == "word":
        return {"enum": list(WORDS[of])}
    if kind in ("given", "expect", "any"):
        return {"anyOf": [MAP, ONE_OR_MORE]}
    return TEXT


def _map(kind: str, of: str) -> Schema:
    inner = {"fees": "fee", "materials": "material", "form": "form_block", "plan": "node"}.get(
        kind, of
    )
    if inner in GRAMMAR.places or inner == "node":
        value: Schema = {"$ref": f"#/$defs/{inner}"}
    else:
        value = _slot(inner)
    if kind == "form":
        value = {"anyOf": [value, ONE_OR_MORE]}
    return {
        "anyOf": [
            {"type": "object", "additionalProperties": value},
            ONE_OR_MORE if of in ("name", "any") else TEXT,
        ]
    }


def _node() -> Schema:
    """A node, told by its `do`."""
    branches: Schema = {"$ref": "#/$defs/foreign"}
    for kind in reversed(NODE_KINDS):
        told = {"properties": {"do": {"const": kind}}, "required": ["do"]}
        branches = {"if": told, "then": {"$ref": f"#/$defs/{kind}"}, "else": branches}
    return {
        "type": "object",
        "properties": {"do": {"enum": [*NODE_KINDS, *BLOCK_KINDS]}},
        **branches,
    }


SIMPLE: dict[str, Schema] = {
    "yes": {"enum": ["yes", "no", True, False]},
    "int": {"type": ["integer", "string"]},
    "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "texts": ONE_OR_MORE,
    "names": ONE_OR_MORE,
    "refs": ONE_OR_MORE,
    "words": ONE_OR_MORE,
    "party": ONE_OR_MORE,
    "seats": ONE_OR_MORE,
    "after": ONE_OR_MORE,
    "value_refs": ONE_OR_MORE,
    "refs_or_names": ONE_OR_MORE,
    "do": {"type": "array", "items": {"anyOf": [{"type": "object"}, {"const": "+"}]}},
    "outcomes": {"type": "object", "additionalProperties": TEXT},
    "then": {"type": "string", "examples": [*THEN, "task POST", "escalate POST", "replace DRAW"]},
}
