"""What people type becomes canonical text of the datum it is for; every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from yichuang.base.errors import Problem
from yichuang.base.text import Text
from yichuang.engines.values import Unknown, canonical
from yichuang.kernel.cases.element_yields import place_of
from yichuang.kernel.cases.refusals import invalid
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.catalogue.contracts import DatumDef, Node
from yichuang.kernel.facts import api as facts


@dataclass(slots=True)
class Typed:
    """What was typed: canonical texts, problems, what was mended and what to look at again."""

    said: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    changes: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    warnings: dict[str, tuple[Text, ...]] = field(default_factory=dict)


def read_typed(
    sight: Sight, allowed: Iterable[str], typed: Mapping[str, str], *, strict: bool = False
) -> Typed:
    """The typed texts of `allowed` names (and members of groups) as canonical texts. Other names are problems."""
    names = frozenset(allowed)
    result = Typed()
    for name, text in typed.items():
        base = ".".join(name.split(".")[:2])
        placed = place_of(sight, name) if name in names else None
        if placed is not None:
            _put(result, placed[1], name, placed[0], text, strict)
        elif name not in names and base not in names:
            message = Text(f"这里不填写 {name}", f"{name} is not asked here")
            result.problems.append(Problem(name, message, code="not_asked"))
        elif name.count(".") > 1:
            _member(result, name, text)
        else:
            _take(sight, result, name, text, strict)
    return result


def _take(sight: Sight, result: Typed, name: str, text: str, strict: bool) -> None:
    definition = definition_of(sight, name)
    if definition is None or definition.computed is not None:
        message = Text(f"{name} 由平台计算，不用填写", f"{name} is computed, not typed")
        result.problems.append(Problem(name, message, code="computed"))
        return
    _put(result, definition, name, name, text, strict)


def _put(
    result: Typed, definition: DatumDef, name: str, kept: str, text: str, strict: bool
) -> None:
    if not text.strip():
        return
    taken = facts.take(definition, text, strict=strict, name=name)
    if taken.problem is not None:
        result.problems.append(taken.problem)
        return
    result.said[kept] = "none" if taken.none else taken.value
    if taken.changes:
        result.changes[name] = tuple(taken.changes)
    if taken.warnings:
        result.warnings[name] = tuple(taken.warnings)


def _member(result: Typed, name: str, text: str) -> None:
    word = {"是": "yes", "否": "no", "true": "yes", "false": "no", "on": "yes"}.get(text, text)
    if word in ("yes", "no"):
        result.said[name] = word
    elif word:
        result.problems.append(
            Problem(name, Text("请选择是或否", "choose yes or no"), code="invalid")
        )


def definition_of(sight: Sight, name: str) -> DatumDef | None:
    """The declaration of the datum that a name ends in."""
    step = sight.reading().names.find(tuple(name.split(".")))
    return step.datum.definition if step is not None and step.datum is not None else None


def read_yields(sight: Sight, names: Iterable[str], typed: Mapping[str, str]) -> dict[str, str]:
    """What a task states. Raises Invalid with every problem."""
    if not typed:
        return {}
    result = read_typed(sight, names, typed)
    if result.problems:
        raise invalid(
            "yields_invalid", "填写的内容有误", "what was stated cannot be taken", *result.problems
        )
    return result.said


def set_values(sight: Sight, node: Node, said: Mapping[str, str]) -> dict[str, str]:
    """The facts that a node sets when it settles, evaluated on the case as it stands."""
    found: dict[str, str] = {}
    for name, slot in node.sets.items():
        step = sight.reading().names.find(tuple(name.split(".")))
        value = sight.reading().evaluate(slot)
        if step is not None and not isinstance(value, Unknown):
            found[name] = canonical(value, step.type)
    return {k: v for k, v in found.items() if k not in said}
