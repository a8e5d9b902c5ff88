"""At the decision what the case was told and found becomes known outside it, with its source."""

from __future__ import annotations

from collections import defaultdict

from yichuang.engines.values import Subject, Unknown, canonical
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.worlds import definitions_of
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement


def make_visible(move: Move) -> None:
    """Record answers as typed and yields as results of the case. A simulated case tells nobody anything."""
    if move.case.mode == "simulated":
        return
    _record(move, move.answers(), "typed")
    _record(move, move.yielded(), "case")


def _record(move: Move, said: dict[str, str], kind: str) -> None:
    reading, definitions = move.reading(), definitions_of(move.world, move.plan.item.pack)
    statements: dict[tuple[int, str], list[Statement]] = defaultdict(list)
    subjects = {role: who[0] for role, who in move.subjects().items() if len(who) == 1}
    for name in sorted({".".join(n.split(".")[:2]) for n in said}):
        role, _, key = name.partition(".")
        subject = subjects.get(role) or _by_id(role)
        datum = move.world.datum(subject.kind, key, move.plan.item.pack) if subject else None
        if subject is None or datum is None or datum.definition.computed is not None:
            continue
        direct = ":" in role
        value = reading.datum(subject, key, role, reading.env) if direct else reading.value(name)
        if isinstance(value, Unknown) or not subject.id.isdigit():
            continue
        try:
            text = canonical(value, datum.type)
        except ValueError:
            # A list or group that is known in parts has no canonical text: it stays inside the case.
            continue
        owner = datum.definition.owner
        statements[int(subject.id), owner].append(
            Statement(f"{subject.kind}.{key}", text, none=text == "none")
        )
    for (ident, owner), found in statements.items():
        source = Source(kind, owner, move.ref)
        facts.record(move.actor, ident, found, source, definitions=definitions, at=move.at)


def _by_id(name: str) -> Subject | None:
    """A subject named by kind and number, as what an element of a list has yielded is kept."""
    kind, _, ident = name.partition(":")
    return Subject(kind, ident) if ident else None
