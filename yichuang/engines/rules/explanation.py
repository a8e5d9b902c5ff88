"""What a rule answers and why, clause by clause, in both languages: for pages and for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yichuang.base.text import Text

YES, NO, UNKNOWN_ANSWER, MOOT, VALUE = "yes", "no", "unknown", "moot", "value"
ANSWERS = {
    YES: Text("符合", "yes"),
    NO: Text("不符合", "no"),
    UNKNOWN_ANSWER: Text("尚不确定", "unknown"),
    MOOT: Text("不影响结果", "does not matter"),
    VALUE: Text("已算出", "computed"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that nobody has said: its dotted name, what people call it, who can supply it."""

    path: str
    name: Text
    owner: Text | None = None

    def as_json(self) -> dict[str, Any]:
        """The fact as plain data."""
        owner = None if self.owner is None else {"zh": self.owner.zh, "en": self.owner.show("en")}
        return {"path": self.path, "zh": self.name.zh, "en": self.name.show("en"), "owner": owner}


@dataclass(frozen=True, slots=True)
class Seen:
    """A value that a clause looked at."""

    path: str
    name: Text
    value: Text
    known: bool

    def as_json(self) -> dict[str, Any]:
        """The value as plain data."""
        return {
            "path": self.path,
            "zh": f"{self.name.zh} {self.value.zh}",
            "en": f"{self.name.show('en')} {self.value.show('en')}",
            "known": self.known,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """One clause and what stands below it.

    `kind` is "all" (AND), "any" (OR), "not", "case", "each" (a list), "row" (of a table) or "clause".
    `rule` is the clause in words, `text` the same with the values seen in it. `answer` is yes, no, unknown, moot
    (it does not matter here) or value (`value` holds it). `missing` are the facts that would settle it.
    """

    kind: str
    answer: str
    rule: Text
    text: Text
    value: Text | None = None
    seen: tuple[Seen, ...] = ()
    missing: tuple[Missing, ...] = ()
    parts: tuple[Explanation, ...] = ()

    def clauses(self) -> Iterator[Explanation]:
        """The lowest clauses, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.clauses()

    def as_json(self) -> dict[str, Any]:
        """The explanation as plain data, both languages side by side."""
        return {
            "kind": self.kind,
            "answer": self.answer,
            "rule": {"zh": self.rule.zh, "en": self.rule.show("en")},
            "text": {"zh": self.text.zh, "en": self.text.show("en")},
            "value": None
            if self.value is None
            else {"zh": self.value.zh, "en": self.value.show("en")},
            "seen": [s.as_json() for s in self.seen],
            "missing": [m.as_json() for m in self.missing],
            "parts": [p.as_json() for p in self.parts],
        }
