"""What checking a code gives: whether it stands, what it means part by part, and what is wrong at which place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from yichuang.base.text import Text

Names = Mapping[str, Text]
Lookups = Mapping[str, Names]
NO_NAMES: Names = {}
NO_LOOKUPS: Lookups = {}


class Level(StrEnum):
    """How much a problem weighs: an error refuses the code, a warning asks a person to look again."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """One thing wrong with a code. `position` counts from 1 in the normalised value, None where it is not knowable."""

    code: str
    position: int | None
    message: Text
    level: Level = Level.ERROR


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a code: what the part is, its characters, and what they stand for where that is known."""

    label: Text
    value: str
    name: Text = field(default_factory=lambda: Text(""))

    def __str__(self) -> str:
        return f"{self.value} {self.name.zh}".rstrip()


@dataclass(frozen=True, slots=True)
class CodeResult:
    """The answer of `check_code`. `value` is normalised; `shown` is for screens: grouped, or masked where personal."""

    ok: bool
    kind: str
    value: str
    meaning: tuple[Part, ...]
    problems: tuple[CodeProblem, ...]
    shown: str

    @property
    def doubtful(self) -> bool:
        """Whether a person has to confirm the code although it is taken: its check fails, as in some real codes."""
        return self.ok and any(problem.code == "check" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a checker may know besides the code: the day, how strict to be, and tables of names."""

    today: date
    strict: bool = False
    lookups: Lookups = field(default_factory=dict)

    def names(self, table: str) -> Names:
        """The names of one table, empty where the caller gave none."""
        return self.lookups.get(table, NO_NAMES)


class Reading:
    """What one checker has found so far about one code."""

    def __init__(self, value: str, setting: Setting) -> None:
        self.value = value
        self.shown = ""
        self.setting = setting
        self.parts: list[Part] = []
        self.problems: list[CodeProblem] = []

    @property
    def failed(self) -> bool:
        """Whether an error was found."""
        return any(problem.level is Level.ERROR for problem in self.problems)

    def say(self, zh: str, en: str, value: str, name: Text | None = None) -> None:
        """Note what one part means."""
        self.parts.append(Part(Text(zh, en), value, name or Text("")))

    def error(self, code: str, zh: str, en: str, position: int | None = None) -> None:
        """Note what refuses the code."""
        self.problems.append(CodeProblem(code, position, Text(zh, en)))

    def warn(self, code: str, zh: str, en: str, position: int | None = None) -> None:
        """Note what a person should look at; never refuses."""
        self.problems.append(CodeProblem(code, position, Text(zh, en), Level.WARNING))

    def doubt(self, code: str, zh: str, en: str, position: int | None = None) -> None:
        """Note what real codes are known to break: refuses a program, asks a person."""
        (self.error if self.setting.strict else self.warn)(code, zh, en, position)

    def length(self, *wanted: int) -> bool:
        """Whether the code has one of the wanted lengths; if not, says so."""
        found = len(self.value)
        if found in wanted:
            return True
        lengths = " 或 ".join(map(str, wanted)), " or ".join(map(str, wanted))
        self.error(
            "length",
            f"应为 {lengths[0]} 位，现为 {found} 位",
            f"must have {lengths[1]} characters, has {found}",
        )
        return False

    def alphabet(self, allowed: str, start: int, end: int, zh: str, en: str) -> bool:
        """Whether places `start`..`end` (from 1, both in) hold allowed characters only; each other one is named."""
        good = True
        for place in range(start, min(end, len(self.value)) + 1):
            char = self.value[place - 1]
            if char not in allowed:
                good = False
                self.error(
                    "character",
                    f"第 {place} 位“{char}”不可用：{zh}{_meant(char, allowed)[0]}",
                    f"'{char}' at place {place} is not allowed: {en}{_meant(char, allowed)[1]}",
                    place,
                )
        return good

    def region(self, code: str, position: int) -> None:
        """Say which region a code names; an unknown one of a province that the table holds is a warning."""
        names = self.setting.names("region")
        name = names.get(code)
        self.say("行政区划", "Region", code, name)
        if name is None and names.get(f"{code[:2]}0000"):
            self.warn(
                "region",
                f"第 {position} 至 {position + 5} 位 {code} 不在区划表中（可能是历史区划），请核对",
                f"{code} at places {position} to {position + 5} is not in the table of regions "
                "(it may be a former one): please look again",
                position,
            )

    def result(self, kind: str) -> CodeResult:
        """The finished answer."""
        ok = not self.failed
        meaning = tuple(self.parts) if ok else ()
        return CodeResult(
            ok, kind, self.value, meaning, tuple(self.problems), self.shown or self.value
        )


def mask_ends(value: str, first: int = 3, last: int = 2) -> str:
    """A personal value with its middle hidden; a short one is hidden whole."""
    if len(value) < first + last + 3:
        return "*" * len(value)
    return value[:first] + "*" * (len(value) - first - last) + value[-last:]


DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOOKALIKE = {"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "Q": "0"}


def _meant(char: str, allowed: str) -> tuple[str, str]:
    """A hint for a letter that is easily taken for a digit."""
    digit = _LOOKALIKE.get(char)
    if digit is None or digit not in allowed:
        return "", ""
    return f"；是否为数字 {digit}？", f"; is it the digit {digit}?"
