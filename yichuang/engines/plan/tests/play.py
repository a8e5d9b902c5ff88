"""A very simple driver of the pure engine: every node is a task, `when` answers are given."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.engines.plan import (
    CARRIED_OVER,
    DONE,
    HELD,
    OPEN,
    SKIPPED,
    MemoryBoard,
    Plan,
    redo,
    spread,
    start_plan,
    turn_of,
)


class Play:
    """A case in memory: `equal` says whether digests compare equal when a turn comes again."""

    def __init__(self, plan: Plan, when: Mapping[str, bool] | None = None) -> None:
        self.plan = plan
        self.when = dict(when or {})
        self.board = MemoryBoard(start_plan(plan))
        self.outcomes: dict[tuple[str, int], str] = {}
        self.changed: set[str] = set()
        self.turns([k for k in plan.order if self.board.rounds[k].unsettled == 0])

    def state(self, key: str) -> str:
        return self.board.rounds[key].state

    def open(self) -> list[str]:
        return [k for k in self.plan.order if self.state(k) == OPEN]

    def turns(self, keys: list[str] | tuple[str, ...]) -> None:
        todo = list(keys)
        while todo:
            key = todo.pop(0)
            todo.extend(self.begin(key))

    def begin(self, key: str) -> tuple[str, ...]:
        row = self.board.rounds[key]
        turn = turn_of(self.plan, key, self.board.now(self.plan.predecessors[key]))
        if turn == "call_off":
            self.board.call_off(key, key)
            return self.after(key, stopped=True)
        if turn == "skip" or not self.when.get(key, True):
            row.state = SKIPPED
            return self.after(key, stopped=False)
        if row.state == HELD:
            if key not in self.changed:
                row.state, row.was = row.was, ""
                return ()
            self.board.renew(key, forced=False, candidate=False)
        earlier = self.outcomes.get((key, row.round - 1))
        if row.candidate and key not in self.changed and earlier is not None:
            row.state, row.effect = CARRIED_OVER, earlier
            self.outcomes[key, row.round] = earlier
            return self.after(key, stopped=row.stops)
        row.state = OPEN
        return ()

    def after(self, key: str, *, stopped: bool) -> tuple[str, ...]:
        found = spread(self.plan, self.board, key, stopped=stopped)
        return found.ready

    def complete(self, key: str, effect: str = "go") -> None:
        row = self.board.rounds[key]
        assert row.state == OPEN
        row.state, row.effect, row.forced = DONE, effect, False
        self.outcomes[key, row.round] = effect
        self.changed.discard(key)
        self.turns(self.after(key, stopped=row.stops))

    def redo(self, targets: Mapping[str, bool], changed: set[str] | None = None) -> None:
        self.changed |= changed or set()
        self.turns(redo(self.plan, self.board, targets))
