"""A service item as the pack says it: parties, what it is about, limits, fees, form, materials, papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yichuang.base.text import Text
from yichuang.kernel.catalogue.dictionary_contracts import DatumDef
from yichuang.kernel.catalogue.plan_contracts import Node
from yichuang.kernel.catalogue.slot_contracts import ConditionDef, Expression


@dataclass(frozen=True, slots=True)
class SceneDef:
    """A situation in which an item is applied for (情形)."""

    key: str
    name: Text
    code: str = ""
    rule: Expression | None = None


@dataclass(frozen=True, slots=True)
class PartyDef:
    """A role in a case. `kinds` are the subjects it may be (or another role: an alias); `at_least..at_most` how many.

    `carries` are data that belong to the party in this case only (a buyer's share), read as `role.key`.
    `at_most` 0 means any number.
    """

    key: str
    kinds: tuple[str, ...]
    name: Text | None = None
    applicant: bool = False
    signs: bool = False
    fills: tuple[str, ...] = ()
    submits_for: str = ""
    acts_for: str = ""
    informed: bool = False
    optional: bool = False
    from_: Expression | None = None
    at_least: int = 1
    at_most: int = 1
    carries: Mapping[str, DatumDef] = field(default_factory=dict)
    weight: Expression | None = None
    needed: Expression | None = None
    hidden_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutDef:
    """A subject that the case is about; `gives` maps its data to references (`= role`) or fixed values."""

    key: str
    kind: str
    creates: bool = False
    from_: Expression | None = None
    identity: tuple[str, ...] = ()
    gives: Mapping[str, Expression] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """Statutory and promised time of an item."""

    statutory: Expression | None = None
    statutory_basis: str = ""
    promised: Expression | None = None
    clock_from: str = ""
    simulated: Expression | None = None


@dataclass(frozen=True, slots=True)
class FeeDef:
    """A fee: who pays, how much, on what basis, when at all."""

    key: str
    name: Text
    payer: str
    amount: Expression
    basis: str
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class FormBlock:
    """A block of the form: its title and the names (`role.datum`) asked in it."""

    name: Text
    fields: tuple[str, ...]
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class MaterialDef:
    """A paper that is asked for. `from_` is a party, `template`, `shared KEY` or `officer`."""

    key: str
    name: Text
    from_: str
    formats: tuple[str, ...] = ()
    when: Expression | None = None
    only: str = ""
    unless: Expression | None = None
    valid: Expression | None = None
    required: Expression | None = None
    original: str = ""
    signed_by: tuple[str, ...] = ()
    template: str = ""
    replaced_by: str = ""
    replaced_when: Expression | None = None
    deficient: Expression | None = None
    deficient_then: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PaperDef:
    """A paper that the case issues. `template` is a path inside the pack."""

    key: str
    name: Text
    template: str
    holder: str
    when: Expression | None = None
    only: str = ""
    certificate: bool = False
    certificate_code: str = ""
    number: Expression | None = None
    granted_by: tuple[str, ...] = ()
    valid_until: Expression | None = None
    start_by: Expression | None = None
    quotes: tuple[str, ...] = ()
    copy_of: str = ""
    watermark: str = ""
    public: bool = False
    made_by: str = ""
    sealed_until: Expression | None = None
    one_per: str = ""
    voids: tuple[str, ...] = ()
    keeps_current: bool = False
    of: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultDef:
    """An own word for the result of an item; effect is given, refused or done."""

    key: str
    name: Text
    effect: str


@dataclass(frozen=True, slots=True)
class EventDef:
    """What fires once for each value of what its rule reads, or (`verb` without `when`) when that verb is done."""

    key: str
    name: Text
    when: Expression | None
    during: tuple[str, ...] = ()
    act: str = ""
    verb: str = ""
    redo: tuple[str, ...] = ()
    of: str = ""
    ground: Text | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class EndDef:
    """A node that starts on a named result (telling, delivery, archive)."""

    key: str
    act: str
    to: tuple[str, ...]
    on: tuple[str, ...]
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One service item (事项) of a pack. `key` is `pack.item`; `plan` is in the order written."""

    key: str
    pack: str
    name: Text
    kind: str
    decided_by: str
    plan: tuple[Node, ...]
    decides: str
    accepts: str = ""
    proves: tuple[str, ...] = ()
    basic_code: str = ""
    handling: str = ""
    served: tuple[str, ...] = ()
    area: str = ""
    level: str = ""
    visits: int | None = None
    visit_reason: Text | None = None
    windows: tuple[str, ...] = ()
    contact: str = ""
    complaints: str = ""
    delivery: tuple[str, ...] = ()
    remedy: Text | None = None
    special_procedures: tuple[str, ...] = ()
    applies: tuple[str, ...] = ()
    scenes: Mapping[str, SceneDef] = field(default_factory=dict)
    opened_by: str = "applicant"
    opens_when: Expression | None = None
    schedule: str = ""
    for_each: str = ""
    identity: tuple[str, ...] = ()
    intake: Mapping[str, str] = field(default_factory=dict)
    modes: tuple[str, ...] = ("formal",)
    carry_for: Expression | None = None
    parties: Mapping[str, PartyDef] = field(default_factory=dict)
    about: Mapping[str, AboutDef] = field(default_factory=dict)
    joint_with: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    fees: Mapping[str, FeeDef] = field(default_factory=dict)
    fees_of_cases: bool = False
    conditions: Mapping[str, ConditionDef] = field(default_factory=dict)
    form: tuple[FormBlock, ...] = ()
    materials: Mapping[str, MaterialDef] = field(default_factory=dict)
    materials_of_cases: bool = False
    papers: Mapping[str, PaperDef] = field(default_factory=dict)
    results: Mapping[str, ResultDef] = field(default_factory=dict)
    ends: Mapping[str, EndDef] = field(default_factory=dict)
    events: Mapping[str, EventDef] = field(default_factory=dict)
    uses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def node(self, key: str) -> Node:
        """The node `key` of the plan. Raises KeyError."""
        for node in self.plan:
            if node.key == key:
                return node
        raise KeyError(key)

    @property
    def applicant(self) -> PartyDef | None:
        """The party that applies; None where an officer, a rule or the clock opens the case."""
        return next((p for p in self.parties.values() if p.applicant), None)
