"""The plan of a case as an acyclic graph: what starts, is skipped, called off, done again. Values only, no Django.

The door of this engine: import from here only. What it means stands in docs/cases.md.
"""

from yichuang.engines.plan.board import Board, MemoryBoard, recount
from yichuang.engines.plan.carry import Candidate, why_not_carried
from yichuang.engines.plan.digest import hash_of, reading_digest, spell, trace_of
from yichuang.engines.plan.folding import Effect, fold
from yichuang.engines.plan.going_back import redo
from yichuang.engines.plan.graph import Plan, PlanFault, Step, compile_plan
from yichuang.engines.plan.settle import (
    Spread,
    forestall,
    prune,
    running_on,
    spread,
    start_plan,
    turn_of,
)
from yichuang.engines.plan.states import (
    CALLED_OFF,
    CARRIED_OVER,
    DONE,
    DORMANT,
    HELD,
    IDLE,
    OPEN,
    RUNNING,
    SETTLED,
    SKIPPED,
    STATES,
    WAITING,
    Now,
)

__all__ = [
    "CALLED_OFF",
    "CARRIED_OVER",
    "DONE",
    "DORMANT",
    "HELD",
    "IDLE",
    "OPEN",
    "RUNNING",
    "SETTLED",
    "SKIPPED",
    "STATES",
    "WAITING",
    "Board",
    "Candidate",
    "Effect",
    "MemoryBoard",
    "Now",
    "Plan",
    "PlanFault",
    "Spread",
    "Step",
    "compile_plan",
    "fold",
    "forestall",
    "hash_of",
    "prune",
    "reading_digest",
    "recount",
    "redo",
    "running_on",
    "spell",
    "spread",
    "start_plan",
    "trace_of",
    "turn_of",
    "why_not_carried",
]
