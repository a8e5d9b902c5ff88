"""States of the current round of a node, and the little that the graph's decisions need to know of one."""

from __future__ import annotations

from dataclasses import dataclass

DORMANT = "dormant"  # declared, but nobody opened it (optional) or its result has not come (ends): counts for nothing
IDLE = "idle"
WAITING = "waiting"
OPEN = "open"
HELD = "held"
DONE = "done"
CARRIED_OVER = "carried_over"
SKIPPED = "skipped"
CALLED_OFF = "called_off"

SETTLED = frozenset({DONE, CARRIED_OVER, SKIPPED, CALLED_OFF})
RUNNING = frozenset({WAITING, OPEN, HELD})
STATES = frozenset({DORMANT, IDLE}) | RUNNING | SETTLED


@dataclass(slots=True)
class Now:
    """The current round of one node. `unsettled` counts its predecessors that are not settled; `was` is what a held
    round was before; `candidate` says that the round before may be carried over."""

    key: str
    state: str = IDLE
    round: int = 1
    unsettled: int = 0
    effect: str = ""
    was: str = ""
    forced: bool = False
    candidate: bool = False

    @property
    def settled(self) -> bool:
        """Whether the round is over."""
        return self.state in SETTLED

    @property
    def stops(self) -> bool:
        """Whether what needs this node can no longer start (unless it takes all)."""
        return self.state == CALLED_OFF or (self.settled and self.effect == "stop")
