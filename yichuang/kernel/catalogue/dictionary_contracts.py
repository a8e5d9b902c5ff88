"""The dictionary as a pack sees it: kinds of subject, their data, code lists and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yichuang.base.text import Text
from yichuang.kernel.catalogue.slot_contracts import Expression


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
class PartnerDef:
    """A foreign system and the messages it takes; each message is kept as written (sends, yields, twin ...)."""

    key: str
    name: Text
    messages: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The province's subjects, code lists and tables, of one version."""

    version: int
    subjects: Mapping[str, SubjectDef]
    codes: Mapping[str, Mapping[str, CodeEntry]]
    code_tables: tuple[str, ...] = ()
    tables: Mapping[str, TableDef] = field(default_factory=dict)
    partners: Mapping[str, PartnerDef] = field(default_factory=dict)
