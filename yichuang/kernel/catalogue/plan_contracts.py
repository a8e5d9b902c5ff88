"""Nodes of a plan as the pack says them: what all kinds share (`Node`) and what each kind adds (`...Spec`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from yichuang.base.text import Text
from yichuang.kernel.catalogue.slot_contracts import ConditionDef, Expression


@dataclass(frozen=True, slots=True)
class Silent:
    """What silence of a post or party means after a time; an outcome with effect go needs a named law."""

    after: Expression
    outcome: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Proposes:
    """An outcome proposed by a rule or table; departing from it may demand a reason."""

    tables: tuple[str, ...] = ()
    outcome: str = ""
    when: Expression | None = None
    of: str = ""
    otherwise: str = ""
    departing: str = ""
    compare: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """What follows when a commitment is found false."""

    revokes: tuple[str, ...] = ()
    credit: str = ""
    bars: str = ""
    bars_for: Expression | None = None


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A person at a post decides. `outcomes` maps outcome to `go`, `stop`, `silent` or `redo NODE`."""

    do: Literal["task"] = "task"
    department: Expression | None = None
    post: str = ""
    seats: tuple[str, ...] = ()
    seats_rule: Expression | None = None
    chair: str = ""
    passes: str = ""
    fails: str = ""
    distinct: bool = False
    asks: tuple[str, ...] = ()
    asks_for: str = ""
    rule: Expression | None = None
    ground: Text | None = None
    basis: str = ""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    redo_at_most: Expression | None = None
    silent: Silent | None = None
    proposes: Proposes | None = None
    may_not: tuple[str, ...] = ()
    on_refuse: str = "collect"
    sends: str = ""
    brings: str = ""
    checklist: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    gives: Mapping[str, Expression] = field(default_factory=dict)
    mode: str = ""
    broken: Broken | None = None


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """Rules decide. One of `rule`, `findings`, `table`; none of them: conditions and completeness only."""

    do: Literal["check"] = "check"
    rule: Expression | None = None
    findings: Mapping[str, ConditionDef] = field(default_factory=dict)
    findings_table: str = ""
    table: str = ""
    on_no: str = "refuse"
    on_unknown: str = "wait"
    on_note: str = ""
    on_person: str = ""
    on_block: str = ""
    presume: str = ""
    ranks: str = ""
    tie: str = ""
    keeps: str = ""
    department: Expression | None = None
    post: str = ""


@dataclass(frozen=True, slots=True)
class AskSpec:
    """A party of the case fills, signs, pays, votes or confirms."""

    party: str
    ask: str
    do: Literal["ask"] = "ask"
    fee: str = ""
    refund_on: tuple[str, ...] = ()
    seats: str = ""
    choices: tuple[str, ...] = ()
    choices_where: Expression | None = None
    passes: Expression | None = None
    fails: Expression | None = None
    leaves_out: str = ""
    rows: str = ""
    rows_where: Expression | None = None
    means: str = ""
    may_dissent: bool = False
    blind: bool = False
    blind_until: Expression | None = None
    fills: tuple[str, ...] = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    redo_at_most: Expression | None = None
    silent: Silent | None = None
    sends: str = ""


@dataclass(frozen=True, slots=True)
class WaitSpec:
    """Waits for a rule (`for_`), a moment (`until`) or an answer of a party."""

    do: Literal["wait"] = "wait"
    for_: Expression | None = None
    until: Expression | None = None
    for_answer: str = ""
    publishes: str = ""
    on_objection: str = ""
    reminds: str = ""


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """A message to another system: `ask` is safe to repeat, `act` is sent once. Named `partner.message`."""

    do: Literal["service"] = "service"
    ask: str = ""
    act: str = ""
    sends: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    took_effect: Expression | None = None
    again_by: str = ""
    state: str = ""
    retry: str = ""
    every: str = ""
    undo: str = ""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSpec:
    """A case of another item. In `gives` and `gets` the key is the receiver's name."""

    item: str
    do: Literal["case"] = "case"
    region: Expression | None = None
    gives: Mapping[str, Expression] = field(default_factory=dict)
    gets: Mapping[str, Expression] = field(default_factory=dict)
    on_no: str = ""
    together_with: str = ""


@dataclass(frozen=True, slots=True)
class TogetherSpec:
    """The barrier: takes numbers, instants and data in one transaction; that is the issue."""

    issues: tuple[str, ...]
    do: Literal["together"] = "together"
    one_refused: str = ""
    in_force: Expression | None = None
    voids: tuple[str, ...] = ()
    checks_again: tuple[str, ...] = ()
    ends_case: str = ""


@dataclass(frozen=True, slots=True)
class DrawSpec:
    """A draw, brought by the block draws; `draw` names a file of the pack."""

    draw: str
    do: Literal["draw"] = "draw"
    witnessed_by: str = ""


@dataclass(frozen=True, slots=True)
class StageSpec:
    """Groups nodes for chart and limit; decides nothing."""

    nodes: tuple[str, ...]
    do: Literal["stage"] = "stage"


@dataclass(frozen=True, slots=True)
class ForeignSpec:
    """A kind of node that a block brings (match, reserve, payment, collect, session); keys as written."""

    kind: str
    do: Literal["foreign"] = "foreign"
    keys: Mapping[str, object] = field(default_factory=dict)


Spec: TypeAlias = (
    TaskSpec
    | CheckSpec
    | AskSpec
    | WaitSpec
    | ServiceSpec
    | CaseSpec
    | TogetherSpec
    | DrawSpec
    | StageSpec
    | ForeignSpec
)


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a plan. `after` is resolved (never `rest`). `yields` are the facts it gives."""

    key: str
    name: Text
    spec: Spec
    after: tuple[str, ...] = ()
    when: Expression | None = None
    only: str = ""
    reads: tuple[str, ...] | None = None
    limit: Expression | None = None
    statutory: Expression | None = None
    statutory_basis: str = ""
    at_most: Expression | None = None
    then: str = ""
    takes_all: bool = False
    redo_always: bool = False
    beside: bool = False
    optional: bool = False
    opened_by: tuple[str, ...] = ()
    for_each: str = ""
    into: str = ""
    sets: Mapping[str, Expression] = field(default_factory=dict)
    yields: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    result: Expression | None = None
    clock: str = ""

    @property
    def do(self) -> str:
        """The kind of the node: task, check, ask, wait, service, case, together, draw, stage, foreign."""
        return self.spec.do
