"""What is wrong with a written type, literal, rule or table, with its place and the nearest thing that would do.

One class for all of the language: raised where reading cannot go on, collected where checking goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from yichuang.base.text import Text


class Fault(Exception):
    """A fault in written text. `position` counts characters from 0 inside that text.

    `expected` says what may stand there, `nearest` is the closest valid name ("" where there is none),
    `line` and `column` count from 1; a table fills `row` (1 is the first row under the header) and `header`.
    """

    def __init__(
        self,
        message: Text,
        position: int = 0,
        expected: Text | None = None,
        nearest: str = "",
        *,
        line: int = 1,
        row: int | None = None,
        header: str = "",
        level: str = "fault",
    ) -> None:
        super().__init__(message.en or message.zh)
        self.message = message
        self.position = position
        self.expected = expected
        self.nearest = nearest
        self.line = line
        self.row = row
        self.header = header
        self.level = level

    @property
    def column(self) -> int:
        """The place in the text, counted from 1."""
        return self.position + 1

    def moved(self, by: int = 0, *, row: int | None = None, header: str = "") -> Fault:
        """The same fault seen from a text in which this one begins `by` characters further on, or from a cell."""
        return Fault(
            self.message,
            self.position + by,
            self.expected,
            self.nearest,
            line=self.line,
            row=self.row if row is None else row,
            header=header or self.header,
            level=self.level,
        )

    def show(self, lang: str = "zh") -> str:
        """One line for people: what is wrong, what was expected, the nearest name."""
        english = lang.startswith("en")
        parts = [self.message.show(lang)]
        if self.expected is not None:
            parts.append(("expected: " if english else "应为：") + self.expected.show(lang))
        if self.nearest:
            parts.append(("did you mean " if english else "是否指 ") + self.nearest)
        return ("; " if english else "；").join(parts)

    def __repr__(self) -> str:
        return f"Fault({self.message.en!r}, {self.position}, nearest={self.nearest!r})"


def nearest(word: str, names: Iterable[str]) -> str:
    """The name closest to `word`, "" where none is close."""
    found = get_close_matches(word, list(names), n=1, cutoff=0.6)
    return found[0] if found else ""
