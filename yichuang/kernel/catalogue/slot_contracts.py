"""The slot that holds a rule or a value: its text and the place in the pack where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expression:
    """Text in the rule language (a literal such as `20 working_days` is one too) with file, line and column."""

    text: str
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return self.text
