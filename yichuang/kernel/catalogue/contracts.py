"""What a published pack says, as values: dictionary, items, plans, papers, measures, adopted sets.

The pack loader makes these, the catalogue keeps them as canonical JSON, every other room reads them.
Keys follow the pack language (docs/reference/packs.md); a rule or value slot is an `Expression`: text with its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from yichuang.base.text import Text
from yichuang.kernel.catalogue.dictionary_contracts import (
    CodeEntry,
    ComputedDef,
    DatumDef,
    Dictionary,
    PartnerDef,
    SubjectDef,
    TableDef,
)
from yichuang.kernel.catalogue.item_contracts import (
    AboutDef,
    EndDef,
    EventDef,
    FeeDef,
    FormBlock,
    Item,
    Limits,
    MaterialDef,
    PaperDef,
    PartyDef,
    ResultDef,
    SceneDef,
)
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
    stage: str = "draft"


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
    """All that one version of a pack holds. `sections` are data of blocks (policies, draws ...) as written."""

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
