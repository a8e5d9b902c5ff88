"""What the seats of a countersigning come to: values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

WAITS, OPEN, SIGNED, REMOVED, CALLED_OFF = "waits", "open", "signed", "removed", "called_off"
SHORT = ("all", "any", "in_order")

Count = Mapping[str, int | Fraction]
Rule = Callable[[Count], bool]


@dataclass(frozen=True, slots=True)
class Voice:
    """One seat: its place, its state, and once signed its outcome with effect (go, stop, silent or `redo NODE`)."""

    place: int
    state: str
    outcome: str = ""
    effect: str = ""

    @property
    def against(self) -> bool:
        """Whether it has spoken against: a stop, or a return."""
        return self.state == SIGNED and self.effect not in ("go", "silent")


def count(voices: Iterable[Voice], *, hopeful: bool = False) -> Count:
    """The parts of `seats` over the seats not removed. `hopeful`: as if every seat that has not spoken said yes."""
    base = [v for v in voices if v.state != REMOVED]
    unspoken = sum(v.state in (OPEN, WAITS) for v in base)
    approved = sum(v.state == SIGNED and v.effect == "go" for v in base)
    approved += unspoken if hopeful else 0
    return {
        "count": len(base),
        "approved": approved,
        "refused": sum(v.against for v in base),
        "silent": sum(v.state == SIGNED and v.effect == "silent" for v in base),
        "open": 0 if hopeful else unspoken,
        "share": Fraction(approved, len(base)) if base else Fraction(0),
    }


def short_rule(word: str) -> Rule | None:
    """The rule that a short form stands for; None where the text is a rule of its own. Silence is no approval."""
    if word == "any":
        return lambda c: c["approved"] >= 1
    if word in ("", *SHORT):
        return lambda c: c["approved"] == c["count"]
    return None


def verdict(
    voices: Sequence[Voice], passes: Rule, fails: Rule | None = None, *, stop: bool = False
) -> bool | None:
    """True: passed; False: failed; None: some seat must still speak.

    Failed without a rule of its own: not even if all who have not spoken agreed. Then the others are still heard, so
    that all grounds are told at once, unless `stop`.
    """
    now = count(voices)
    if passes(now):
        return True
    if now["open"] == 0:
        return False
    lost = fails(now) if fails is not None else not passes(count(voices, hopeful=True))
    return False if lost and stop else None


def speaking(voices: Sequence[Voice], passed: bool) -> str:
    """The outcome of the whole: the one most seats of the winning side gave, lower place first, or ""."""
    side = [v.outcome for v in voices if v.state == SIGNED and _on(v, passed)]
    return max(dict.fromkeys(side), key=side.count, default="")


def _on(voice: Voice, passed: bool) -> bool:
    return voice.effect == "go" if passed else voice.against
