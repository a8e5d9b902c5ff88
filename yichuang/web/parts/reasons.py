"""A rule's answer as people read it: clause by clause, yes, no, missing (and who has it), or beside the point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yichuang.base.text import Text
from yichuang.engines.rules import Explanation

CSS = {"yes": "", "no": "is-no", "unknown": "is-unknown", "moot": "is-moot", "value": ""}
# For readers who do not see the mark's colour or its one Chinese sign.
SAID = {
    "yes": Text("是", "Yes"),
    "no": Text("否", "No"),
    "unknown": Text("缺", "Missing"),
    "moot": Text("不影响", "Moot"),
    "value": Text("算得", "Computed"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One clause as `y-why` shows it: its css class, the sentence, the small line beside it, what stands below."""

    css: str
    said: Text
    text: Text
    small: Text | None
    parts: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some answers are yes, missing, no."""

    yes: int
    unknown: int
    no: int

    @property
    def open(self) -> int:
        """What stands between this and a plain yes."""
        return self.unknown + self.no


def reason_of(explanation: Explanation) -> Reason:
    """The clause and everything below it; a group of one is shown as the one."""
    told = explanation
    while len(told.parts) == 1 and told.kind in ("all", "any"):
        told = told.parts[0]
    return Reason(
        CSS.get(told.answer, ""),
        SAID.get(told.answer, Text("")),
        told.text,
        _small(told),
        tuple(reason_of(part) for part in told.parts),
    )


def reasons_of(explanation: Explanation | None) -> tuple[Reason, ...]:
    """The clauses below a finding's own name: the parts of an AND, else the one clause. () without an explanation."""
    if explanation is None:
        return ()
    top = reason_of(explanation)
    return top.parts if explanation.kind == "all" and top.parts else (top,)


def _small(told: Explanation) -> Text | None:
    """What is missing and whose it is; else the value that came out."""
    if told.missing and not told.parts:
        return _listed(
            Text(
                f"缺：{m.name.zh}" + (f"（{m.owner.zh}）" if m.owner else ""),
                f"missing: {m.name.show('en')}" + (f" ({m.owner.show('en')})" if m.owner else ""),
            )
            for m in told.missing
        )
    if told.value is not None and told.answer == "value":
        return told.value
    return None


def _listed(parts: Iterable[Text]) -> Text:
    words = list(parts)
    return Text("；".join(w.zh for w in words), "; ".join(w.show("en") for w in words))


def tally(answers: Sequence[str]) -> Tally:
    """The counts above a list of findings."""
    return Tally(answers.count("yes"), answers.count("unknown"), answers.count("no"))
