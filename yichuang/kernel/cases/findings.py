"""What rules find in a case: conditions, findings of a check, rows of a table, completeness. Each with its level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from yichuang.base.text import Text
from yichuang.engines.values import Unknown
from yichuang.kernel.cases.plans import in_mode
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.catalogue.contracts import CheckSpec, ConditionDef, Node

LACKING = Text("材料缺少、未签署或无效", "the paper is missing, unsigned or not valid")


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause asked: its answer (yes, no, unknown, moot), level, ground and what is missing."""

    key: str
    name: Text
    answer: str
    level: str
    ground: Text
    basis: str
    missing: tuple[str, ...] = ()
    on_no: str = ""

    def as_json(self) -> dict[str, Any]:
        """The finding as the round keeps it."""
        return {
            "key": self.key,
            "name": [self.name.zh, self.name.en],
            "answer": self.answer,
            "level": self.level,
            "ground": [self.ground.zh, self.ground.en],
            "basis": self.basis,
            "missing": list(self.missing),
            "on_no": self.on_no,
        }

    @classmethod
    def read(cls, row: dict[str, Any]) -> Finding:
        """The finding that `as_json` wrote."""
        return cls(
            row["key"],
            Text(*row["name"]),
            row["answer"],
            row["level"],
            Text(*row["ground"]),
            row["basis"],
            tuple(row.get("missing", ())),
            row.get("on_no", ""),
        )


def findings_of(sight: Sight, node: Node) -> tuple[Finding, ...]:
    """What a check finds: its rule, findings and table; with none of them the item's conditions and completeness."""
    spec = node.spec
    assert isinstance(spec, CheckSpec)
    found: list[Finding] = []
    if spec.rule is not None:
        found.append(_rule(sight, node, spec))
    found += asked(sight, spec.findings.values())
    for table in (spec.findings_table, spec.table):
        if table:
            found += _table(sight, table)
    plain = spec.rule is None and not spec.findings and not (spec.findings_table or spec.table)
    if plain or (node.key == sight.plan.accepts):
        found += conditions(sight)
        found += completeness(sight)
    return tuple(found)


def conditions(sight: Sight) -> list[Finding]:
    """The item's conditions asked of this case."""
    return asked(sight, sight.plan.item.conditions.values())


def asked(sight: Sight, definitions: Iterable[ConditionDef]) -> list[Finding]:
    """Each condition asked; one whose `when` is no is moot, one of the other mode does not exist."""
    return [f for d in definitions if (f := ask_condition(sight, d)) is not None]


def ask_condition(sight: Sight, definition: ConditionDef) -> Finding | None:
    """One condition asked of the case; None where it belongs to the other mode."""
    reading = sight.reading()
    if not in_mode(definition.only, sight.case.mode):
        return None
    applies = reading.answer(definition.when) if definition.when is not None else True
    if applies is False:
        return _finding(definition, "moot", ())
    if definition.rule is None:
        return None
    answer = reading.answer(definition.rule)
    if answer is True:
        return _finding(definition, "yes", ())
    doubts = [a for a in (applies, answer) if isinstance(a, Unknown)]
    if doubts:
        names = frozenset().union(*(d.missing for d in doubts))
        return _finding(definition, "unknown", tuple(sorted(names)))
    return _finding(definition, "no", ())


def _finding(definition: ConditionDef, answer: str, missing: tuple[str, ...]) -> Finding:
    return Finding(
        definition.key,
        definition.name,
        answer,
        definition.level,
        definition.ground,
        definition.basis,
        missing,
        definition.on_no,
    )


def _rule(sight: Sight, node: Node, spec: CheckSpec) -> Finding:
    assert spec.rule is not None
    answer = sight.reading().answer(spec.rule)
    word = "unknown" if isinstance(answer, Unknown) else "yes" if answer else "no"
    missing = tuple(sorted(answer.missing)) if isinstance(answer, Unknown) else ()
    ground = Text(f"{node.name.zh}未通过", f"{node.name.show('en')}: not met")
    return Finding(node.key, node.name, word, "refuse", ground, "", missing)


def _table(sight: Sight, key: str) -> Iterator[Finding]:
    """A row that hits is a fault found; one that may hit is unknown."""
    result = sight.reading().table(key)
    for answer, hits in (("no", result.hits), ("unknown", result.possible)):
        for hit in hits:
            name = hit.key or f"{key}.{hit.row}"
            missing = tuple(sorted(hit.missing)) if answer == "unknown" else ()
            ground = hit.because if hit.because.zh else Text(name, name)
            yield Finding(name, ground, answer, hit.level or "refuse", ground, hit.basis, missing)


def completeness(sight: Sight) -> list[Finding]:
    """The materials that are needed and not there."""
    found = []
    for standing in sight.shelf().all():
        material = standing.material
        if isinstance(standing.needed, Unknown) and not standing.counts:
            missing = tuple(sorted(standing.missing))
            found.append(_paper(material.key, material.name, "unknown", material.basis, missing))
        elif standing in sight.shelf().missing():
            found.append(_paper(material.key, material.name, "no", material.basis, ()))
    return found


def _paper(key: str, name: Text, answer: str, basis: str, missing: tuple[str, ...]) -> Finding:
    ground = Text(f"{name.zh}：{LACKING.zh}", f"{name.show('en')}: {LACKING.en}")
    return Finding(f"papers.{key}", name, answer, "refuse", ground, basis, missing)
