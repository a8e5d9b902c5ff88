"""Tables of the room. Current rounds and history lie apart; nothing that grows is read when a task is completed."""

from yichuang.kernel.cases.models.case import Case, Correction, Pause, Role
from yichuang.kernel.cases.models.figures import CaseMark
from yichuang.kernel.cases.models.inputs import AnswerVersion, CaseMaterial, Draft
from yichuang.kernel.cases.models.rounds import CaseNode, PastRound, Seat, Waiting

__all__ = [
    "AnswerVersion",
    "Case",
    "CaseMark",
    "CaseMaterial",
    "CaseNode",
    "Correction",
    "Draft",
    "PastRound",
    "Pause",
    "Role",
    "Seat",
    "Waiting",
]
