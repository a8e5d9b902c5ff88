"""`together`, the barrier: readiness proved, then numbers, instants and data in one transaction. That is the issue."""

from __future__ import annotations

from datetime import datetime

from yichuang.base import clock
from yichuang.engines.plan import DONE, WAITING
from yichuang.engines.values import Unknown
from yichuang.kernel.cases import issuing, waiting
from yichuang.kernel.cases.kinds.opening import span_end
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import TogetherSpec


class TogetherKind:
    """Issues all, or freezes, refuses all, or issues the rest where one is refused. Never carried over."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """The barrier's turn: all that leads to it is settled."""
        spec = move.plan.nodes[row.key].spec
        assert isinstance(spec, TogetherSpec)
        plan = issuing.plan_papers(move, row.key)
        deferred = [f"papers.{s.material.key}" for s in move.shelf().all() if s.deferred]
        if deferred and not isinstance(plan, Unknown) and plan.papers:
            plan = Unknown(frozenset(deferred))
        if isinstance(plan, Unknown):
            waiting.wait_for(move, row, plan.missing, "papers")
            self._limit(move, row)
            return
        # Where every paper is refused there is nothing left that could wait for a correction.
        if (
            plan.refused
            and plan.papers
            and spec.one_refused == "freeze"
            and not self._over(move, row)
        ):
            self._freeze(move, row, plan)
            return
        rest = spec.one_refused == "issue_rest" or move.plan.nodes[row.key].then == "issue_rest"
        if plan.refused and not rest:
            plan = plan.nothing()
        if plan.papers and not self._ready(move, row, plan):
            return
        conclude(move, row, plan)

    def _ready(self, move: Move, row: NodeNow, plan: issuing.PaperPlan) -> bool:
        """Whether everything can be issued at once; else the barrier waits and says for what."""
        missing, problems = issuing.not_ready(move, row.key, plan)
        if missing:
            waiting.wait_for(move, row, missing, "papers")
            self._limit(move, row)
        elif problems:
            move.pass_to(row, WAITING, why={"missing": [], "problems": list(problems)})
            move.opened.append(row.key)
            waiting.watch(move, row)
        return not (missing or problems)

    def resume(self, move: Move, row: NodeNow) -> None:
        """A barrier that was held looks again."""
        self.begin(move, row)

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """An issue is never carried over."""
        return False

    def _over(self, move: Move, row: NodeNow) -> bool:
        frozen = row.extra.get("frozen_until")
        return bool(frozen) and move.at >= datetime.fromisoformat(frozen)

    def _freeze(self, move: Move, row: NodeNow, plan: issuing.PaperPlan) -> None:
        """The others wait until the refused one is corrected, at most to the date of the law."""
        node = move.plan.nodes[row.key]
        start = row.opened_at or move.at
        end = span_end(move, node.at_most, start)
        if move.case.statutory_due is not None:
            law = clock.end_of(move.case.statutory_due)
            end = law if end is None else min(end, law)
        if end is None:
            conclude(move, row, plan.nothing())
            return
        extra = {
            "frozen": [p.key for p in plan.papers],
            "refused": list(plan.refused),
            "frozen_until": end.isoformat(),
        }
        why = {"frozen_because": list(plan.refused)}
        if row.state == WAITING:
            move.set(row, extra=extra, why=why, due_at=end)
        else:
            move.pass_to(row, WAITING, opened_at=start, due_at=end, extra=extra, why=why)
            move.opened.append(row.key)
        move.timer("freeze", f"{row.key}:freeze", end, round=row.round)

    def _limit(self, move: Move, row: NodeNow) -> None:
        end = span_end(move, move.plan.nodes[row.key].at_most, row.opened_at or move.at)
        move.set(row, opened_at=row.opened_at or move.at)
        if end is not None:
            move.timer("at_most", f"{row.key}:at_most", end, round=row.round)


def conclude(move: Move, row: NodeNow, plan: issuing.PaperPlan) -> None:
    """Issue what is to be issued and settle the barrier with the result."""
    result = issuing.result_of(move, row.key, plan)
    issued = issuing.issue(move, row.key, plan) if plan.papers else ()
    move.set(row, extra={**row.extra, "papers": [p.number for p in issued], "result": result})
    effect = "stop" if result == "refused" else "go"
    outcome = "refuse" if result == "refused" else "issue"
    move.settle(row, DONE, outcome=outcome, effect=effect, why={})
