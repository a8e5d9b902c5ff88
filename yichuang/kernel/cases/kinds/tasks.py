"""`task`: a person at a post decides."""

from __future__ import annotations

from yichuang.engines.plan import OPEN
from yichuang.engines.values import Unknown, is_known
from yichuang.kernel.cases import waiting
from yichuang.kernel.cases.kinds.opening import due_again, open_at, set_timers
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.posts import seat_of
from yichuang.kernel.cases.refusals import needs_ability
from yichuang.kernel.cases.rows import NodeNow
from yichuang.kernel.catalogue.contracts import Proposes, TaskSpec


class TaskKind:
    """Opens at its post, with the outcome that a rule or table proposes."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """Open at the post; wait while the department is not known."""
        node = move.plan.nodes[row.key]
        spec = node.spec
        assert isinstance(spec, TaskSpec)
        if spec.seats or spec.seats_rule is not None:
            raise needs_ability("seats")
        post = seat_of(move, node)
        if isinstance(post, Unknown):
            waiting.wait_for(move, row, post.missing, "department")
            return
        open_at(
            move,
            row,
            node,
            department=post.department.id,
            post=post.id,
            proposed=proposal(move, spec.proposes),
        )

    def resume(self, move: Move, row: NodeNow) -> None:
        """The limit stood still while it was held."""
        node = move.plan.nodes[row.key]
        if row.state == OPEN:
            set_timers(move, row, node)
            due_again(move, row, node)

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """A decision stands as long as what it read stands."""
        return True


def proposal(move: Move, proposes: Proposes | None) -> str:
    """The outcome that the pack proposes here, empty for none."""
    if proposes is None:
        return ""
    reading = move.reading()
    if proposes.when is not None:
        answer = reading.answer(proposes.when)
        return proposes.outcome if answer is True else proposes.otherwise if answer is False else ""
    if proposes.table:
        return _from_table(move, proposes) or proposes.otherwise
    return ""


def _from_table(move: Move, proposes: Proposes) -> str:
    result = move.reading().table(proposes.table)
    value = result.values.get(proposes.of or proposes.outcome or "outcome")
    return str(value) if value is not None and is_known(value) and isinstance(value, str) else ""
