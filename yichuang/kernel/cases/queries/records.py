"""The record of a case: in words, and folded to the state that it implies."""

from __future__ import annotations

from typing import Any

from yichuang.base.paging import Page
from yichuang.base.text import Text
from yichuang.engines.plan import Effect, fold
from yichuang.kernel.cases.contracts import Happening
from yichuang.kernel.cases.models import Case, CaseNode, Seat
from yichuang.kernel.cases.queries.find import see
from yichuang.kernel.cases.refusals import no_such_case
from yichuang.kernel.cases.seat_rows import stand_of
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.cases.words import line_name, outcome_name
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Line

TOLD = ("state", "result", "suspended", "at_window")


def history(
    actor: Actor, number: str, *, after: str | None = None, limit: int = 100
) -> Page[Happening]:
    """What has happened in a case, line by line in words, oldest first."""
    sight = see(actor, number)
    page = trail.list_lines(sight.ref, after=after, limit=limit)
    return Page(tuple(happening(sight, line) for line in page.rows), page.after)


def happening(sight: Sight, line: Line) -> Happening:
    """One line in words."""
    step = name_of(sight, line.node)
    name = line_name(line.kind)
    outcome = outcome_name(str(line.body.get("outcome", "")))
    parts_zh = [name.zh, step.zh if step else "", outcome.zh if outcome else ""]
    parts_en = [
        name.show("en"),
        step.show("en") if step else "",
        outcome.show("en") if outcome else "",
    ]
    text = type(name)(" · ".join(p for p in parts_zh if p), " · ".join(p for p in parts_en if p))
    return Happening(line.at, line.actor, text, line.kind, line.node)


def name_of(sight: Sight, key: str) -> Text | None:
    """What people call the node, or element of one, that a line is about; None where it is about the case."""
    if sight.plan.nodes.get(key) is None or not sight.has_node(key):
        return None
    return sight.name_of(sight.node(key))


def replay(number: str) -> dict[str, Any]:
    """The state of a case folded from its lines alone; nothing is evaluated."""
    lines = trail.list_lines(f"case:{number}", limit=0).rows
    ordered = sorted(
        (line for line in lines if line.seq is not None), key=lambda line: line.seq or 0
    )
    told = (s for line in ordered for s in line.body.get("seats", ()))
    seats = {f"{key} {round_}.{place}": said for key, round_, place, *said in told}
    case, nodes = fold(line.body for line in ordered)
    return {
        "seq": ordered[-1].seq if ordered else 0,
        "case": {"result": "", "suspended": False, "at_window": False, **case},
        "nodes": {k: _folded(e) for k, e in nodes.items()},
        "seats": seats,
    }


def _folded(effect: Effect) -> list[Any]:
    return [effect.round, effect.after, effect.outcome]


def state_of(number: str) -> dict[str, Any]:
    """The state of a case as its tables have it, in the form of `replay`."""
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise no_such_case()
    rows = CaseNode.objects.filter(case=case)
    seats = Seat.objects.filter(case=case)
    return {
        "seq": case.seq,
        "case": {name: getattr(case, name) for name in TOLD},
        "nodes": {r.key: [r.round, r.state, r.outcome] for r in rows},
        "seats": {f"{s.key} {s.round}.{s.place}": stand_of(s) for s in seats},
    }
