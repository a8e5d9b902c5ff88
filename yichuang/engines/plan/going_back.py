"""Redo: the one operation behind correction, return, formalising and moving to another version."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.engines.plan.board import Board
from yichuang.engines.plan.graph import Plan
from yichuang.engines.plan.states import DORMANT, OPEN, WAITING


def redo(plan: Plan, board: Board, targets: Mapping[str, bool]) -> tuple[str, ...]:
    """Do `targets` and all that depends on them again; gives the nodes whose turn has come at once.

    A target with True is forced (a person returned to it): its round becomes history and is never carried over.
    Every other node concerned: settled, its round becomes the candidate of a new one; open or waiting, it is held;
    idle, nothing. Their counts are set afresh. What a standing stop still forbids is called off again.
    """
    concerned = plan.sorted(plan.downstream(targets))
    rows = board.now(concerned)
    for key in concerned:
        _set_back(board, key, rows[key].state, rows[key].settled, targets.get(key, False))
    return _take_stock(plan, board, concerned)


def _set_back(board: Board, key: str, state: str, settled: bool, forced: bool) -> None:
    if state == DORMANT:
        return
    if forced:
        board.renew(key, forced=True, candidate=False)
    elif settled:
        board.renew(key, forced=False, candidate=True)
    elif state in (OPEN, WAITING):
        board.hold(key)


def _take_stock(plan: Plan, board: Board, concerned: list[str]) -> tuple[str, ...]:
    ready = []
    for key in concerned:
        row = board.now((key,))[key]
        if row.state == DORMANT:
            continue
        above = board.now(plan.predecessors[key]).values()
        stop = next((p.key for p in above if p.stops), "")
        unsettled = sum(1 for p in above if not p.settled and p.state != DORMANT)
        board.set_count(key, unsettled)
        if stop and not plan.steps[key].takes_all:
            board.call_off(key, stop)
        elif unsettled == 0:
            ready.append(key)
    return tuple(ready)
