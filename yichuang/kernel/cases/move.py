"""A move: one change of one case under its lock, from the seq taken to the one line in the record.

Every verb is a deed on a move. The move keeps the graph's laws: counts, turns, stops, history, effects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from yichuang.base import clock
from yichuang.engines.plan import (
    CALLED_OFF,
    DORMANT,
    HELD,
    IDLE,
    OPEN,
    SETTLED,
    Effect,
    Spread,
    spread,
    trace_of,
)
from yichuang.kernel.cases import branches
from yichuang.kernel.cases.elements import element_of
from yichuang.kernel.cases.figures import has_marks
from yichuang.kernel.cases.models import Pause, Waiting
from yichuang.kernel.cases.rows import (
    CaseNow,
    NodeNow,
    count_down,
    load_elements,
    make_history,
    write_row,
)
from yichuang.kernel.cases.seat_rows import call_off_seats
from yichuang.kernel.cases.sight import Sight
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.trail import api as trail

# The reaction that keeps what a decided case says to the indicators of its measure.
FIGURES = "cases.figures"
_EMPTY: Mapping[str, Any] = {
    "department": None,
    "post": None,
    "holder": None,
    "outcome": "",
    "effect": "",
    "opinion": "",
    "reason": "",
    "proposed": "",
    "digest": "",
    "base": "",
    "trace": "",
    "due_at": None,
    "opened_at": None,
    "settled_at": None,
    "actor": "",
    "account": None,
    "again": False,
    "returned": False,
    "carried_from": None,
    "opened_by": "",
    "asks_of": None,
    "was": "",
}


class Move(Sight):
    """The case locked for one change by one actor. `kind` is the kind of the line that will be written."""

    def __init__(self, case: CaseNow, actor: Actor, kind: str, *, node: str = "") -> None:
        super().__init__(case)
        self.actor = actor
        self.kind = kind
        self.at = clock.now()
        self.node_of_line = node
        self.effects: list[Effect] = []
        self.opened: list[str] = []
        self.settled: list[str] = []
        self.numbers: dict[str, str] = {}
        self.detail: dict[str, Any] = {}
        self.queue: list[str] = []
        self.keep_holder: dict[str, int] = {}
        # the results of elements, which are the result of their node
        self.results: dict[str, dict[str, Any]] = {}
        # the node whose redoing holds others up
        self.redone = ""
        self._dirty: dict[str, set[str]] = {}
        self._case_dirty: set[str] = set()
        self._told: dict[str, Any] = {}

    # ---- writing ------------------------------------------------------------

    def set(self, row: NodeNow, **values: Any) -> None:
        """Change columns of a node."""
        changed = self._dirty.setdefault(row.key, set())
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                changed.add(name)

    def set_case(self, **values: Any) -> None:
        """Change columns of the case; its state and result are told in the record."""
        for name, value in values.items():
            if getattr(self.case, name) != value:
                setattr(self.case, name, value)
                self._case_dirty.add(name)
                if name in ("state", "result", "suspended", "at_window"):
                    self._told[name] = value

    def touch_json(self, row: NodeNow, column: str) -> None:
        """A JSON column was changed in place."""
        self._dirty.setdefault(row.key, set()).add(column)

    def pass_to(self, row: NodeNow, state: str, **values: Any) -> None:
        """Bring a node's round into another state and note the effect."""
        before = row.state
        self.set(row, state=state, **values)
        self.effects.append(Effect(row.key, row.round, before, state, row.digest[:16], row.outcome))

    def flush(self) -> None:
        """Write what has changed."""
        for key in list(self._dirty):
            self._flush_row(key)
        if self._case_dirty:
            write_row("cases_case", self.case.id, self.case, self._case_dirty)
            self._case_dirty = set()

    def _flush_row(self, key: str) -> None:
        columns = self._dirty.pop(key, None)
        if columns:
            row = self.rows[key]
            write_row("cases_casenode", row.id, row, columns)

    # ---- the board of the graph ------------------------------------------------------------

    def now(self, keys: Iterable[str]) -> Mapping[str, NodeNow]:
        """The current rounds of `keys`."""
        return self.nodes(keys)

    def count_down(self, keys: Iterable[str]) -> Mapping[str, NodeNow]:
        """One unsettled predecessor less for each; gives them as they are then."""
        names = list(keys)
        for key in names:
            if "unsettled" in self._dirty.get(key, ()):
                self._flush_row(key)
        for fresh in count_down(self.case.id, names):
            known = self.rows.setdefault(fresh.key, fresh)
            known.unsettled = fresh.unsettled
        return {k: self.rows[k] for k in names}

    def call_off(self, key: str, because: str) -> None:
        """The node can no longer start because of another."""
        row = self.node(key)
        branches.call_off(self, key, because)
        self.leave(row)
        self.pass_to(
            row, CALLED_OFF, effect="", was="", why={"because": because}, settled_at=self.at
        )
        self.set(row, trace=trace_of(key, CALLED_OFF, {}, (), {}))
        self.settled.append(key)

    def renew(self, key: str, *, forced: bool, candidate: bool, elements: bool = True) -> None:
        """The current round becomes history, an idle one begins; so for each of its elements."""
        if elements:
            branches.set_back(self, key, forced=forced)
        row = self.node(key)
        self.leave(row)
        self._flush_row(key)
        make_history(row, self.kind, self.at)
        before = row.state
        empty = {**_EMPTY, "conditions": [], "yields": {}, "findings": [], "extra": {}, "why": {}}
        self.set(row, round=row.round + 1, forced=forced, candidate=candidate, state=IDLE, **empty)
        self.effects.append(Effect(key, row.round, before, IDLE))
        self.stale()

    def hold(self, key: str) -> None:
        """The round stands still; nothing is taken away, its clock stops."""
        branches.set_back(self, key, forced=False)
        row = self.node(key)
        was = row.state
        self.pass_to(
            row, HELD, was=was, why={**row.why, "held_by": self.redone or self.node_of_line}
        )
        self.pause(key, "held", basis="", round_=row.round)

    def set_count(self, key: str, unsettled: int) -> None:
        """Set the number of unsettled predecessors afresh."""
        self.set(self.node(key), unsettled=unsettled)

    # ---- settling ------------------------------------------------------------

    def settle(self, row: NodeNow, state: str, **values: Any) -> None:
        """The round is over: note its result, count successors down, call off what a stop forbids, queue turns."""
        self.leave(row)
        values.setdefault("settled_at", self.at)
        self.pass_to(row, state, forced=False, candidate=False, was="", **values)
        outcome = row.outcome or state
        results = self.results.pop(row.key, row.yields)
        self.set(row, trace=trace_of(row.key, outcome, results, row.conditions, {"": row.base}))
        self.settled.append(row.key)
        if row.yields:
            self.stale()
        if element_of(row.key):
            branches.element_settled(self, row)
        else:
            self.after_settling(row)

    def after_settling(self, row: NodeNow) -> Spread:
        """What follows in the graph from a settled round."""
        stopped = row.stops and not self.plan.graph.steps[row.key].beside
        barrier = row.key != self.plan.accepts
        found = spread(self.plan.graph, self, row.key, stopped=stopped, barrier=barrier)
        self.queue.extend(k for k in found.ready if k not in self.queue)
        if stopped and not found.received:
            self.detail.setdefault("unreceived", []).append(row.key)
        return found

    def load_again(self, base: str) -> None:
        """Rows of elements were made: they are read when they are next asked for."""
        for row in load_elements(self.case.id, base):
            self.rows.setdefault(row.key, row)

    def leave(self, row: NodeNow) -> None:
        """A running round ends: its timers, waits and pauses end with it."""
        if row.state in SETTLED or row.state in (IDLE, DORMANT):
            return
        trail.cancel_timers(self.ref, f"{row.key}:")
        if row.extra.get("seats"):
            call_off_seats(self.case.id, row.key, row.round, self.detail)
        if row.state != OPEN or row.was:
            Waiting.objects.filter(case_id=self.case.id, key=row.key).delete()
            self.end_pauses(row.key)
        elif row.extra.get("paused"):
            self.end_pauses(row.key)

    # ---- pauses and timers ------------------------------------------------------------

    def pause(
        self, node: str, ground: str, *, basis: str, note: str = "", round_: int = 0
    ) -> Pause:
        """Begin a pause of a node, or of the case with an empty `node`."""
        return Pause.objects.create(
            case_id=self.case.id,
            node=node,
            round=round_,
            ground=ground,
            basis=basis,
            note=note,
            since=self.at,
            by=self.actor.label,
        )

    def end_pauses(self, node: str, ground: str = "") -> int:
        """End the open pauses of a node (or of the case)."""
        rows = Pause.objects.filter(case_id=self.case.id, node=node, until=None)
        if ground:
            rows = rows.filter(ground=ground)
        return rows.update(until=self.at)

    def timer(self, kind: str, key: str, due: datetime, **args: Any) -> None:
        """Something will happen to the case by itself. Its key is a node and its round, or names the deed."""
        trail.set_timer(f"cases.{kind}", self.ref, key, due, args)

    # ---- the end ------------------------------------------------------------

    def body(self) -> dict[str, Any]:
        """The body of the line: effects on nodes, what changed on the case, and details of the deed."""
        made: dict[str, Any] = {k: v for k, v in self.detail.items() if k != "unreceived"}
        made["effects"] = [e.as_list() for e in self.effects]
        if self._told:
            made["case"] = dict(self._told)
        return made

    def write(self) -> int:
        """Write all changes and the one line of this move; gives the line's id."""
        self.flush()
        line = trail.record(
            self.ref,
            self.kind,
            self.body(),
            actor=self.actor.label,
            seq=self.case.seq,
            node=self.node_of_line,
            at=self.at,
        )
        if self.case.decided_at and has_marks(self):
            trail.enqueue(line, FIGURES, stream=self.ref, args={})
        return line
