"""Slots of the pack language: a rule or value with its place, and a condition made of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class Expression:
    """Text in the rule language (a literal such as `20 working_days` is one too) with file, line and column.

    Two are equal when they say the same, wherever they stand.
    """

    text: str
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class ConditionDef:
    """A condition of an item, or a finding of a check. `only` names the mode it holds in ("" for all);
    `names_missing` the name by which each missing element of a list is told."""

    key: str
    name: Text
    rule: Expression | None
    ground: Text
    basis: str
    when: Expression | None = None
    only: str = ""
    level: str = "refuse"
    names_missing: str = ""
    on_no: str = ""
