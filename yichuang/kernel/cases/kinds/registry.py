"""What a kind of node must be able to do, and which kinds there are."""

from __future__ import annotations

from typing import Protocol

from yichuang.kernel.cases.kinds.asks import AskKind
from yichuang.kernel.cases.kinds.checks import CheckKind
from yichuang.kernel.cases.kinds.each import EachKind
from yichuang.kernel.cases.kinds.ends import EndKind
from yichuang.kernel.cases.kinds.messages import ServiceKind
from yichuang.kernel.cases.kinds.tasks import TaskKind
from yichuang.kernel.cases.kinds.together import TogetherKind
from yichuang.kernel.cases.kinds.waits import WaitKind
from yichuang.kernel.cases.models import PastRound
from yichuang.kernel.cases.move import Move
from yichuang.kernel.cases.refusals import needs_ability
from yichuang.kernel.cases.rows import NodeNow


class Kind(Protocol):
    """A kind of node. It brings the round into a state (open, waiting, settled) through the move, nothing else."""

    def begin(self, move: Move, row: NodeNow) -> None:
        """The node starts."""
        ...

    def resume(self, move: Move, row: NodeNow) -> None:
        """The round was held and goes on: set its timers again."""
        ...

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """Whether an earlier outcome of this kind may be carried over at all."""
        ...


class Missing:
    """A kind that nobody has brought: its plan loads, running it is refused in plain words."""

    def __init__(self, name: str) -> None:
        self.name = name

    def begin(self, move: Move, row: NodeNow) -> None:
        """Refused."""
        raise needs_ability(self.name)

    def resume(self, move: Move, row: NodeNow) -> None:
        """Never reached: it never began."""
        raise needs_ability(self.name)

    def carries(self, move: Move, row: NodeNow, past: PastRound) -> bool:
        """Never."""
        return False


_KINDS: dict[str, Kind] = {
    "task": TaskKind(),
    "check": CheckKind(),
    "ask": AskKind(),
    "wait": WaitKind(),
    "service": ServiceKind(),
    "together": TogetherKind(),
    "end": EndKind(),
}

_EACH = EachKind()


def bring_kind(name: str, kind: Kind) -> None:
    """A block brings a kind of node. Raises ValueError when there is one of this name."""
    if name in _KINDS:
        raise ValueError(f"there is a kind {name} already")
    _KINDS[name] = kind


def kind_of(move: Move, row: NodeNow) -> Kind:
    """The kind of a node; one for each element of a list waits for its elements, which are of the kind it says."""
    node = move.plan.nodes.get(row.key)
    if node is None:
        return _KINDS["end"]
    if move.plan.repeats(row.key):
        return _EACH
    name = str(getattr(node.spec, "kind", "")) or node.do
    return _KINDS.get(name) or Missing(name)
