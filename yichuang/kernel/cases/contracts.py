"""Cases as pages, programs and journeys see them. All views are values; moments are aware, days Asia/Shanghai."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yichuang.base.text import Text
from yichuang.engines.calendar import ClockState
from yichuang.engines.rules import Explanation


@dataclass(frozen=True, slots=True)
class DraftView:
    """An application not yet handed in. `answers` are canonical texts by `role.datum`; `problems` by name."""

    id: int
    item: str
    region: str
    adopted_set: str
    scene: str
    mode: str
    answers: Mapping[str, str]
    materials: Mapping[str, str]
    signed: tuple[str, ...]
    applicant: int | None
    updated_at: datetime
    handed_in_as: str = ""
    problems: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of the form as it stands now: what is known, from where, and whether it must be typed.

    state: known (nothing to do), ask (must be filled), optional, moot (its block does not apply now). `set_aside` are
    earlier answers to the members of a group, to be confirmed.
    """

    name: str
    label: Text
    type: str
    state: str
    value: str
    shown: str
    source: str
    owner: str
    since: date | None
    old: bool
    conflict: bool
    hint: Text | None
    choices: Mapping[str, Text] = field(default_factory=dict)
    members: Mapping[str, Text] = field(default_factory=dict)
    problem: Text | None = None
    set_aside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormBlockView:
    """A block of the form; `applies` is yes, no or unknown with the names that decide it."""

    key: str
    name: Text
    applies: str
    waits_for: tuple[str, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material as the form and the desk show it. state: have, missing, known (shared), not_needed, unknown, replaced,
    invalid, deficient, sign."""

    key: str
    name: Text
    from_: str
    state: str
    why: Text | None
    formats: tuple[str, ...]
    file: str = ""
    file_name: str = ""
    media: str = ""
    size: int = 0
    signed_by: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    version: int = 0
    due: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition or finding with its answer (yes, no, unknown), the explanation and what follows."""

    key: str
    name: Text
    answer: str
    level: str
    ground: Text
    basis: str
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class FormView:
    """The whole form of a draft, made from the item's own definition."""

    draft: DraftView
    blocks: tuple[FormBlockView, ...]
    materials: tuple[MaterialView, ...]
    conditions: tuple[ConditionView, ...]
    known: int
    asked: int
    typed_again: int
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockView:
    """Statutory and promised limit of a case or the limit of a node, with the state of its clock."""

    kind: str
    state: ClockState
    basis: str = ""


@dataclass(frozen=True, slots=True)
class VerbOption:
    """A deed offered on a case or node. Where it is not possible now, `why_not` says so."""

    verb: str
    label: Text
    node: str = ""
    why_not: Text | None = None
    outcomes: tuple[tuple[str, Text, str], ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeView:
    """The current round of a node as chart and desk show it.

    state: idle, waiting, open, held, done, carried_over, skipped, called_off. `why` explains waiting, held, skipped.
    """

    key: str
    name: Text
    kind: str
    state: str
    round: int
    outcome: str
    outcome_name: Text | None
    effect: str
    department: str
    post: str
    holder: str
    why: Text | None
    waits_for: tuple[str, ...]
    due: ClockView | None
    opened_at: datetime | None
    settled_at: datetime | None
    opinion: str
    conditions: tuple[str, ...]
    proposed: str
    proposed_why: Explanation | None
    findings: tuple[ConditionView, ...]
    carried_from: str
    after: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that the case reads: value as shown, source, owner, since when, whether sources disagree."""

    name: str
    label: Text
    shown: str
    state: str
    source: str
    owner: str
    since: date | None
    computed: bool
    changed: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper or notice of the case."""

    id: int
    kind: str
    key: str
    name: Text
    number: str
    issued_at: datetime
    status: str
    token: str
    has_pdf: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the case's history in words."""

    at: datetime
    who: str
    text: Text
    kind: str
    node: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party of the case: its role, the subject behind it, and whether it has signed the present version."""

    role: str
    name: Text
    subject: int
    kind: str
    shown: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Request:
    """Something a party is asked for: correct, mend, fill, sign, pay, confirm; its date, and what happens then."""

    key: str
    kind: str
    party: str
    node: str
    text: Text
    due: date | None
    then: Text | None
    fields: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    amount: int | None = None
    pay_ref: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one page shows it, seen by one actor: what they may not see is not in it."""

    number: str
    item: str
    item_name: Text
    region: str
    adopted_set: str
    mode: str
    scene: str
    channel: str
    state: str
    state_name: Text
    suspended: bool
    result: str
    result_name: Text | None
    title: str
    applicant: str
    as_of: date
    received_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    seq: int
    query_code: str
    statutory: ClockView | None
    promised: ClockView | None
    pauses: tuple[Mapping[str, Any], ...]
    nodes: tuple[NodeView, ...]
    parties: tuple[PartyRow, ...]
    facts: tuple[FactRow, ...]
    materials: tuple[MaterialView, ...]
    conditions: tuple[ConditionView, ...]
    papers: tuple[PaperRow, ...]
    requests: tuple[Request, ...]
    verbs: tuple[VerbOption, ...]
    happenings: tuple[Happening, ...]
    way: Explanation | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of the inbox."""

    case: str
    node: str
    node_name: Text
    item_name: Text
    title: str
    applicant: str
    state: str
    holder: str
    mine: bool
    due: date | None
    light: str
    promised: date | None
    opened_at: datetime | None
    region: str
    round: int
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of a list of cases."""

    number: str
    item_name: Text
    title: str
    applicant: str
    state: str
    state_name: Text
    result: str
    due: date | None
    light: str
    received_at: datetime | None
    asked_of_me: int
    region: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a verb answers: the case's number and new seq, what it opened, and the numbers it gave out."""

    number: str
    seq: int
    state: str
    opened: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    again: bool = False


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A node of the flow chart: `lane` is its department (or party), `state` and `why` as of now."""

    key: str
    name: Text
    kind: str
    state: str
    lane: str
    round: int
    outcome: str
    why: Text | None
    due: date | None
    beside: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """That one node comes after another; `condition` is the `when` of the later one in words, if it has one."""

    source: str
    target: str
    condition: Text | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """The plan of a case as a graph with its present states; a page gives it to the drawing."""

    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A message to another system that has not been answered yet."""

    number: str
    node: str
    key: str
    message: str
    attempt: int
    state: str
    since: datetime | None
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicators:
    """Simple counts over the cases of an item in a region."""

    received: int
    running: int
    decided: int
    granted: int
    refused: int
    overdue: int
    on_time: int
    median_working_days: int | None
