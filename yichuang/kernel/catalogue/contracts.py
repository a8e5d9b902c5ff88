"""What a published pack says, as values: dictionary, items, plans, papers, measures, adopted sets.

The pack loader makes these, the catalogue keeps them as canonical JSON, every other room reads them.
Keys follow the pack language (docs/reference/packs.md); a rule or value slot is an `Expression`: text with its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from yichuang.base.text import Text
from yichuang.kernel.catalogue.plan_contracts import (
    AskSpec,
    Broken,
    CaseSpec,
    CheckSpec,
    DrawSpec,
    ForeignSpec,
    Node,
    Proposes,
    ServiceSpec,
    Silent,
    Spec,
    StageSpec,
    TaskSpec,
    TogetherSpec,
    WaitSpec,
)
from yichuang.kernel.catalogue.slot_contracts import ConditionDef, Expression

__all__ = [
    "AboutDef",
    "AdoptedPack",
    "AdoptedSet",
    "AskSpec",
    "Broken",
    "CaseSpec",
    "CheckSpec",
    "ClauseDef",
    "CodeEntry",
    "ComputedDef",
    "ConditionDef",
    "DatumDef",
    "Dictionary",
    "DrawSpec",
    "EndDef",
    "EventDef",
    "ExampleDef",
    "Expression",
    "FeeDef",
    "ForeignSpec",
    "FormBlock",
    "IndicatorDef",
    "Item",
    "Limits",
    "MaterialDef",
    "Measure",
    "Node",
    "PackContent",
    "PackVersion",
    "PaperDef",
    "ParameterDef",
    "PartnerDef",
    "PartyDef",
    "PostDef",
    "Proposes",
    "ResultDef",
    "SceneDef",
    "ServiceSpec",
    "Silent",
    "Spec",
    "StageSpec",
    "SubjectDef",
    "TableDef",
    "TaskSpec",
    "TogetherSpec",
    "WaitSpec",
]


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One entry of a code list (department, post, window, owner, partner, shared paper ...)."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class ComputedDef:
    """How a datum is computed: an expression, or a column of a decision table (default: the datum's own key)."""

    expression: Expression | None = None
    table: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class DatumDef:
    """One datum of a subject. `type` is the text of the type slot, read by `engines.values.parse_type`."""

    key: str
    name: Text
    type: str
    owner: str = ""
    computed: ComputedDef | None = None
    sensitivity: str = "internal"
    valid_for: str = ""
    period: str = ""
    choices: Mapping[str, Text] = field(default_factory=dict)
    members: Mapping[str, Text] = field(default_factory=dict)
    record: Mapping[str, DatumDef] = field(default_factory=dict)
    precedence: tuple[str, ...] = ()
    hint: Text | None = None
    sealed_until: Expression | None = None
    pack: str = ""


@dataclass(frozen=True, slots=True)
class SubjectDef:
    """A kind of subject (enterprise, person, project ...) and its data."""

    key: str
    name: Text
    identified_by: str
    data: Mapping[str, DatumDef]
    pack: str = ""


@dataclass(frozen=True, slots=True)
class TableDef:
    """A declared table with its rows as the CSV text that the pack holds."""

    key: str
    name: Text
    file: str
    hits: str
    csv: str
    dated_by: Expression | None = None
    also: Expression | None = None
    key_column: str = ""
    of: str = ""
    public: bool = False
    city: str = "fixed"
    to_be_confirmed: tuple[str, ...] = ()
    pack: str = ""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The province's subjects, code lists and tables, of one version."""

    version: int
    subjects: Mapping[str, SubjectDef]
    codes: Mapping[str, Mapping[str, CodeEntry]]
    code_tables: tuple[str, ...] = ()
    tables: Mapping[str, TableDef] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClauseDef:
    """A clause of the notice: key such as C03.1, its title, and the notice's own words."""

    key: str
    name: Text
    text: str


@dataclass(frozen=True, slots=True)
class PostDef:
    """A post that the pack brings; `department` is `KEY [level]`. `not_same_as`: never the same person in one case."""

    key: str
    name: Text
    department: str = ""
    backup: str = ""
    backup_after: str = ""
    not_same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterDef:
    """A value that a city may or may not set. `default` empty = unknown (must be set).

    `keyed` names the CSV of a keyed one; `rows` are its keys and defaults, read as `:key.row`.
    """

    key: str
    name: Text
    type: str
    default: str = ""
    bounds: str = ""
    city: str = "fixed"
    status: str = "to_be_confirmed"
    source: str = ""
    keyed: str = ""
    rows: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndicatorDef:
    """A figure that the platform computes from its own records. `measure` is share|count|sum|median|value|outliers."""

    key: str
    name: Text
    measure: str
    what: str
    of: str = ""
    where: Expression | None = None
    among: Expression | None = None
    by: str = ""
    same: str = ""
    goal: str = ""
    aim: str = ""


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
    only: Expression | None = None
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
    only: Expression | None = None
    certificate: bool = False
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
    """Something that fires once for each value of what its rule reads."""

    key: str
    name: Text
    when: Expression
    during: tuple[str, ...] = ()
    act: str = ""
    verb: str = ""
    redo: str = ""
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


@dataclass(frozen=True, slots=True)
class PartnerDef:
    """A foreign system and the messages it takes; each message is kept as written (sends, yields, twin ...)."""

    key: str
    name: Text
    messages: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the notice: who, why, clauses, parameters, indicators."""

    key: str
    name: Text
    source: str
    province_department: str
    departments: tuple[str, ...]
    pilots: tuple[str, ...]
    clauses: Mapping[str, ClauseDef]
    posts: Mapping[str, PostDef] = field(default_factory=dict)
    parameters: Mapping[str, ParameterDef] = field(default_factory=dict)
    must_hold: Mapping[str, ConditionDef] = field(default_factory=dict)
    indicators: Mapping[str, IndicatorDef] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExampleDef:
    """One worked example with all inheritance resolved: what is given, what is done, what must come out."""

    key: str
    of: str
    of_kind: str
    name: Text
    proves: tuple[str, ...]
    on: date | None
    region: str
    mode: str
    city: str
    parameters: Mapping[str, str]
    given: Mapping[str, object]
    papers: Mapping[str, str]
    do: tuple[Mapping[str, object], ...]
    expect: Mapping[str, object]
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PackContent:
    """All that one version of a pack holds. `sections` are data of blocks (policies, draws, accounts ...) as written."""

    key: str
    measure: Measure
    subjects: Mapping[str, SubjectDef]
    tables: Mapping[str, TableDef]
    items: Mapping[str, Item]
    templates: Mapping[str, str]
    texts: Mapping[str, str]
    partners: Mapping[str, PartnerDef] = field(default_factory=dict)
    examples: tuple[ExampleDef, ...] = ()
    sections: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackVersion:
    """A published pack: immutable, named by key and version, with the digest of its content."""

    pack: str
    version: str
    digest: str
    published_at: datetime
    dictionary: int


@dataclass(frozen=True, slots=True)
class AdoptedPack:
    """A pack version as one city adopts it: parameter values as canonical text, posts mapped, tables replaced."""

    pack: str
    version: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AdoptedSet:
    """All that one city has adopted at one moment, immutable; every case, answer and paper carries its id."""

    id: str
    region: str
    dictionary: int
    packs: Mapping[str, AdoptedPack]
    since: datetime
