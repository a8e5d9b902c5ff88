"""Where the current rounds are kept while a move is made: rows of a database, or a dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from yichuang.engines.plan.graph import Plan
from yichuang.engines.plan.states import CALLED_OFF, DORMANT, HELD, IDLE, Now


class Board(Protocol):
    """The current rounds of one case. The engine's decisions are told here, the owner writes them down."""

    def now(self, keys: Iterable[str]) -> Mapping[str, Now]:
        """The current rounds of `keys`."""
        ...

    def count_down(self, keys: Iterable[str]) -> Mapping[str, Now]:
        """One predecessor less for each of `keys`; gives them as they are then."""
        ...

    def call_off(self, key: str, because: str) -> None:
        """The node can no longer start, because of the node `because`."""
        ...

    def renew(self, key: str, *, forced: bool, candidate: bool) -> None:
        """The current round becomes history, a new idle one begins."""
        ...

    def hold(self, key: str) -> None:
        """The round stands still; nothing is taken away."""
        ...

    def set_count(self, key: str, unsettled: int) -> None:
        """Set the number of unsettled predecessors afresh."""
        ...


class MemoryBoard:
    """A board in memory: for tests, for previews, and the simple model that the tables are compared with."""

    def __init__(self, rounds: Mapping[str, Now]) -> None:
        self.rounds = dict(rounds)
        self.because: dict[str, str] = {}

    def now(self, keys: Iterable[str]) -> Mapping[str, Now]:
        """See Board."""
        return {key: self.rounds[key] for key in keys}

    def count_down(self, keys: Iterable[str]) -> Mapping[str, Now]:
        """See Board."""
        found = self.now(keys)
        for row in found.values():
            row.unsettled -= 1
        return found

    def call_off(self, key: str, because: str) -> None:
        """See Board."""
        row = self.rounds[key]
        row.state, row.effect, row.was = CALLED_OFF, "", ""
        self.because[key] = because

    def renew(self, key: str, *, forced: bool, candidate: bool) -> None:
        """See Board."""
        row = self.rounds[key]
        row.round += 1
        row.state, row.effect, row.was = IDLE, "", ""
        row.forced, row.candidate = forced, candidate

    def hold(self, key: str) -> None:
        """See Board."""
        row = self.rounds[key]
        row.was, row.state = row.state, HELD

    def set_count(self, key: str, unsettled: int) -> None:
        """See Board."""
        self.rounds[key].unsettled = unsettled


def recount(plan: Plan, rounds: Mapping[str, Now], key: str) -> int:
    """How many predecessors of `key` are unsettled; those that nobody opened do not count."""
    return sum(
        1
        for above in plan.predecessors[key]
        if not rounds[above].settled and rounds[above].state != DORMANT
    )
