"""A node with one for each element of a list: its turn fixes the elements, then it waits until all are settled."""

from __future__ import annotations

from yichuang.engines.plan import HELD, IDLE, SETTLED, WAITING
from yichuang.engines.values import Unknown
from yichuang.kernel.cases import branches, waiting
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow


class EachKind:
    """Fixes the list when its turn comes; each element then begins as a node of its kind."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """Make the elements' rows and begin those that are not settled; nothing on the list, nothing to do."""
        values = move.element_values(row.key)
        if isinstance(values, Unknown):
            waiting.wait_for(move, row, values.missing, "for_each")
            return
        rows = branches.settle_elements(move, row, values)
        todo = [r for r in rows if r.state not in SETTLED]
        move.set(row, elements_open=len(todo))
        if not todo:
            branches.join(move, row)
            return
        move.pass_to(row, WAITING, opened_at=row.opened_at or move.at, why={"each": True})
        waiting.watch(move, row)
        move.queue.extend(
            r.key for r in todo if r.state in (IDLE, HELD) and r.key not in move.queue
        )

    def resume(self, move: Move, row: NodeNow) -> None:
        """The node was held, its elements with it: the list is read again."""
        move.pass_to(row, IDLE)
        self.begin(move, row)

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """Never as a whole: each element is carried over by itself."""
        return False
