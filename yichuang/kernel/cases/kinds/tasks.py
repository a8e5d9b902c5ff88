"""`task`: a person at a post decides."""

from __future__ import annotations

from yichuang.engines.plan import OPEN
from yichuang.engines.values import Listing, Unknown
from yichuang.kernel.cases import waiting
from yichuang.kernel.cases.kinds.opening import due_again, open_at, set_timers
from yichuang.kernel.cases.kinds.seats import begin_seats
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.posts import seat_of
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
            begin_seats(move, row, node, spec)
            return
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
    return _from_tables(move, proposes) if proposes.tables else ""


def _from_tables(move: Move, proposes: Proposes) -> str:
    """The first of the wanted values that a table gives in its column; `otherwise` only when none can come any more."""
    wanted = [w.strip() for w in proposes.of.split("|") if w.strip()]
    doubt = False
    for table in proposes.tables:
        value = move.reading().table(table).values.get(proposes.outcome)
        items = value.items if isinstance(value, Listing) else (value,)
        doubt = (
            doubt
            or isinstance(value, Unknown)
            or (isinstance(value, Listing) and not value.complete)
        )
        found = next((i for i in items if isinstance(i, str) and (not wanted or i in wanted)), None)
        if found is not None:
            return found
    return "" if doubt else proposes.otherwise
