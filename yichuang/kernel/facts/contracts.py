"""Facts as other rooms see them: a value never stands without its source and its day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yichuang.base.errors import Problem
from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class SubjectInfo:
    """A subject: `id` is the platform's, `code` the official or case-made identifier, empty while unknown."""

    id: int
    kind: str
    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `kind`: register, fetched, typed, case, import, officer, partner; `owner`: who answers
    for it (dictionary key of department or owner); `ref`: the case, file or message it came with."""

    kind: str
    owner: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One stored statement. `value` is canonical text; `none` means the source says there is none."""

    id: int
    subject: int
    datum: str
    value: str
    none: bool
    source: Source
    valid_from: date
    valid_until: date | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What holds for a datum on a day: the winning fact, whether it is old, and what other sources say."""

    datum: str
    value: Any
    fact: Fact
    old: bool = False
    others: tuple[Fact, ...] = ()

    @property
    def conflict(self) -> bool:
        """True when another living source says something else."""
        return any(o.value != self.fact.value or o.none != self.fact.none for o in self.others)


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact in words, as its subject or a case's officer reads it; masked where the reader may not see all."""

    datum: str
    label: Text
    shown: Text
    none: bool
    sensitivity: str
    source: Source
    source_name: Text
    since: date
    until: date | None
    recorded_at: datetime
    old: bool
    conflict: bool
    others: tuple[tuple[Text, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """Typed text as it was understood. Either `problem` says what is wrong, or `value` is the canonical text.

    `changes` says what was mended (full-width characters, spaces ...), `warnings` what a person should look at again,
    `none` that the person said there is none, `shown` the value in words.
    """

    datum: str
    typed: str
    value: str = ""
    none: bool = False
    shown: Text = field(default_factory=lambda: Text(""))
    changes: tuple[Text, ...] = ()
    warnings: tuple[Text, ...] = ()
    problem: Problem | None = None

    @property
    def ok(self) -> bool:
        """Whether the text can be kept."""
        return self.problem is None


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact about to be recorded: canonical text, or none=True."""

    datum: str
    value: str = ""
    none: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of one subject: data (`kind.key`) and papers by their names."""

    subject: int
    data: frozenset[str] = frozenset()
    papers: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody saw personal data: who (department and post), which data and papers, why, when."""

    at: datetime
    who: Text
    subject: int
    data: tuple[str, ...]
    purpose: Text
    ref: str
    papers: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ReEntry:
    """How often a datum that was already known was typed again, per form."""

    item: str
    datum: str
    asked: int
    typed_again: int
