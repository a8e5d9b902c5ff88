"""What starts on a result: telling, delivery, archive. Ends are acts; the case is closed when they are settled."""

from __future__ import annotations

from yichuang.engines.plan import WAITING
from yichuang.kernel.cases.kinds.messages import request
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.rows import NodeNow


class EndKind:
    """Requests its act for those it is to reach."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """Request the act."""
        end = move.plan.ends[row.key]
        request(move, row, end.act, act=True, sends=(), to=end.to)

    def resume(self, move: Move, row: NodeNow) -> None:
        """An end is never held."""
        raise AssertionError(f"an end cannot be {WAITING} again")

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """Each result is told anew."""
        return False
