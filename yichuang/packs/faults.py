"""What is wrong in a pack: one value per fault, printed like a compiler's line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from yichuang.base.text import Text

REFERENCE = "docs/reference/packs.md"


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault or warning, with its place (line and column from 1), what was expected and the nearest valid name.

    `code` is stable; `link` is the place of the reference that explains it. `level` is "fault" or "warning".
    """

    file: str
    line: int
    column: int
    code: str
    message: Text
    expected: str = ""
    nearest: str = ""
    link: str = REFERENCE
    level: str = "fault"

    def show(self) -> str:
        """`file:line:column: code message; expected ...; did you mean ...`, Chinese title first."""
        words = [f"{self.file}:{self.line}:{self.column}: {self.code} {self.message.zh}"]
        if self.message.en:
            words.append(self.message.en)
        text = " / ".join(words)
        if self.expected:
            text += f"; expected {self.expected}"
        if self.nearest:
            text += f"; did you mean {self.nearest}"
        return text


@dataclass(slots=True)
class Faults:
    """Collects faults in the order found; the same fault at the same place is kept once."""

    found: dict[tuple[str, int, int, str, str], PackFault] = field(default_factory=dict)

    def add(
        self,
        at: Located,
        code: str,
        message: Text,
        *,
        expected: str = "",
        name: str = "",
        names: Iterable[str] = (),
        level: str = "fault",
        link: str = "",
    ) -> None:
        """A fault at `at`; `name` was written where one of `names` was meant."""
        close = nearest_name(name, names) if name else ""
        fault = PackFault(
            at.file, at.line, at.column, code, message, expected, close,
            f"{REFERENCE}#{link}" if link else REFERENCE, level,
        )  # fmt: skip
        self.found.setdefault((at.file, at.line, at.column, code, message.zh), fault)

    def warn(self, at: Located, code: str, message: Text, *, expected: str = "") -> None:
        """Something to look at that does not keep the pack from being published."""
        self.add(at, code, message, expected=expected, level="warning")

    def sorted(self, level: str) -> tuple[PackFault, ...]:
        """Those of a level, by file and line."""
        mine = [f for f in self.found.values() if f.level == level]
        return tuple(sorted(mine, key=lambda f: (f.file, f.line, f.column, f.code)))


@dataclass(frozen=True, slots=True)
class Located:
    """A place in a file of a pack; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


def nearest_name(word: str, names: Iterable[str]) -> str:
    """The name closest to `word`, "" where none is close; long lists are searched by first letter only."""
    pool = list(dict.fromkeys(str(n) for n in names))
    found = get_close_matches(word, pool[:2000], n=1, cutoff=0.6)
    return found[0] if found else ""
