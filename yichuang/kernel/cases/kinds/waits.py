"""`wait`: until a rule holds, a moment comes, or a party answers. Always with a date and what then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from yichuang.base import clock
from yichuang.engines.plan import DONE, WAITING
from yichuang.engines.values import Unknown
from yichuang.kernel.cases import waiting
from yichuang.kernel.cases.kinds.opening import span_end
from yichuang.kernel.cases.models import PastRound, Waiting
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import WaitSpec


class WaitKind:
    """Looks now, when a fact that its rule names is recorded, and at the start of every day."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """Done at once when it holds already; else waits."""
        node = move.plan.nodes[row.key]
        end = span_end(move, node.at_most, row.opened_at or move.at)
        if look(move, row):
            return
        if row.state != WAITING:
            move.pass_to(row, WAITING, opened_at=row.opened_at or move.at, due_at=end)
            move.opened.append(row.key)
        self._note(move, row, end)

    def resume(self, move: Move, row: NodeNow) -> None:
        """Look again: what it waits for may have come meanwhile."""
        self.begin(move, row)

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """What came to be has come to be."""
        return True

    def _note(self, move: Move, row: NodeNow, end: datetime | None) -> None:
        spec = move.plan.nodes[row.key].spec
        assert isinstance(spec, WaitSpec)
        if end is not None:
            move.timer("at_most", f"{row.key}:at_most", end, round=row.round)
        waiting.watch(move, row)
        if spec.until is not None:
            moment = until(move, spec)
            if isinstance(moment, datetime):
                move.set(row, why={"until": moment.isoformat()})
                move.timer("look", f"{row.key}:look", moment, round=row.round)
            elif isinstance(moment, Unknown):
                _wait_names(move, row, moment.missing)
        elif spec.for_ is not None:
            answer = move.reading(clock.day_of(move.at)).answer(spec.for_)
            _wait_names(move, row, answer.missing if isinstance(answer, Unknown) else frozenset())
            tomorrow = clock.at(clock.day_of(move.at) + timedelta(days=1), 0)
            move.timer("look", f"{row.key}:look", tomorrow, round=row.round)


def look(move: Move, row: NodeNow) -> bool:
    """Whether what is waited for holds now; then the node is done."""
    spec = move.plan.nodes[row.key].spec
    assert isinstance(spec, WaitSpec)
    if spec.until is not None:
        moment = until(move, spec)
        holds = isinstance(moment, datetime) and moment <= move.at
    elif spec.for_ is not None:
        # In the rule of a wait the day is today; what it names enters the case as of the day it fires.
        holds = move.reading(clock.day_of(move.at)).answer(spec.for_) is True
    else:
        holds = False
    if holds:
        Waiting.objects.filter(case_id=move.case.id, key=row.key).delete()
        move.settle(row, DONE, outcome="yes", effect="go", why={})
    return holds


def until(move: Move, spec: WaitSpec) -> datetime | Unknown | None:
    """The moment that is waited for; a day means its end."""
    assert spec.until is not None
    value = move.reading().evaluate(spec.until)
    if isinstance(value, datetime | Unknown):
        return value
    return clock.end_of(value) if isinstance(value, date) else None


def _wait_names(move: Move, row: NodeNow, names: frozenset[str]) -> None:
    rule_names = move.plan.reads[row.key].names
    wanted = names | {
        n for n in rule_names if "." in n and not n.startswith(("nodes.", "case.", "tables."))
    }
    move.set(row, why={"missing": sorted(names), "cause": "for"})
    Waiting.objects.filter(case_id=move.case.id, key=row.key).delete()
    made = [(name, waiting.place_of(move, name)) for name in sorted(wanted)]
    Waiting.objects.bulk_create(
        [
            Waiting(case_id=move.case.id, key=row.key, name=n, subject=s, datum=d)
            for n, (s, d) in made
        ]
    )
