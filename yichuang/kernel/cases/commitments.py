"""Commitments after the decision: found true, or broken with all that follows by the plan."""

from __future__ import annotations

from yichuang.base.clock import day_of
from yichuang.base.text import Text
from yichuang.engines.values import Span
from yichuang.kernel.cases import notices
from yichuang.kernel.cases.days import day_after
from yichuang.kernel.cases.deciding import start_ends
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.cases.worlds import definitions_of
from yichuang.kernel.catalogue.contracts import Broken, Node, TaskSpec
from yichuang.kernel.documents import api as documents
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source, Statement

# A word of the platform, not of a pack: where a kind of subject has this datum, the platform writes the bar into it.
BARRED_UNTIL = "commitment_barred_until"


def follow(move: Move, row: NodeNow, node: Node, outcome: str) -> None:
    """A check of a commitment that found it broken: papers revoked, put on record, barred, told."""
    spec = node.spec
    if not isinstance(spec, TaskSpec) or spec.mode != "commitment_check" or outcome != "broken":
        return
    broken = spec.broken or Broken()
    revoked = _revoke(move, broken, row.opinion)
    _bar(move, broken)
    ground = Text(row.opinion, row.opinion) if row.opinion else node.name
    notices.write(move, "revocation", grounds=[ground], papers=revoked, basis="")
    move.detail.update(broken=True, credit=broken.credit, revoked=[str(n) for n in revoked])
    move.set_case(result="revoked")
    start_ends(move, "revoked")


def _revoke(move: Move, broken: Broken, opinion: str) -> list[str]:
    """Revoke the papers that the commitment had carried."""
    names = []
    ground = Text(opinion or "承诺不实", "the commitment is false")
    for paper in documents.list_papers(case=move.case.number):
        if paper.key in broken.revokes and paper.status == "valid":
            documents.set_status(move.actor, paper.id, "revoked", ground, at=move.at)
            names.append(f"{paper.name.zh} {paper.number}")
    return names


def _bar(move: Move, broken: Broken) -> None:
    """No commitment of the party is taken until the bar is over; the fact has the case as its source."""
    who = move.subjects().get(broken.bars) if broken.bars else None
    if not who or broken.bars_for is None:
        return
    span = move.reading().evaluate(broken.bars_for)
    datum = move.world.datum(who[0].kind, BARRED_UNTIL, move.plan.item.pack)
    if not isinstance(span, Span) or datum is None:
        return
    until = day_after(span, day_of(move.at))
    source = Source("case", datum.definition.owner, move.ref)
    statement = Statement(f"{who[0].kind}.{BARRED_UNTIL}", until.isoformat())
    definitions = definitions_of(move.world, move.plan.item.pack)
    facts.record(
        move.actor, int(who[0].id), [statement], source, definitions=definitions, at=move.at
    )
