"""What the seats of a countersigning come to: values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

WAITS, OPEN, SIGNED, REMOVED, CALLED_OFF = "waits", "open", "signed", "removed", "called_off"
SHORT = ("all", "any", "in_order")
BEFORE, AFTER, DELEGATE = "before", "after", "delegate"
# A signer may bring a signer who brings a signer: so deep, no deeper.
DEEPEST = 3

Count = Mapping[str, int | Fraction]
Rule = Callable[[Count], bool]


@dataclass(frozen=True, slots=True)
class Voice:
    """One seat: its place, its state, and once signed its outcome with effect (go, stop, silent or `redo NODE`).

    A seat that another brought names its place (`asked_by`) and how (`side`: before, after or delegate).
    """

    place: int
    state: str
    outcome: str = ""
    effect: str = ""
    asked_by: int | None = None
    side: str = ""

    @property
    def unspoken(self) -> bool:
        """Whether it has still to speak."""
        return self.state in (OPEN, WAITS)

    @property
    def counts(self) -> bool:
        """Whether it is one of those the rule is over: not removed, and no delegate, whose opinion goes to another."""
        return self.state != REMOVED and self.side != DELEGATE

    @property
    def against(self) -> bool:
        """Whether it has spoken against: a stop, or a return."""
        return self.state == SIGNED and self.effect not in ("go", "silent")


def count(voices: Iterable[Voice], *, hopeful: bool = False) -> Count:
    """The parts of `seats` over the seats that count. `hopeful`: as if every seat that has not spoken said yes."""
    base = [v for v in voices if v.counts]
    unspoken = sum(v.unspoken for v in base)
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
    side = [v.outcome for v in voices if v.counts and v.state == SIGNED and _on(v, passed)]
    return max(dict.fromkeys(side), key=side.count, default="")


def _on(voice: Voice, passed: bool) -> bool:
    return voice.effect == "go" if passed else voice.against


def ordered(voices: Sequence[Voice]) -> list[Voice]:
    """The seats as they sign in order: what a seat brought before it (delegates too), itself, what it brought after."""
    brought: dict[int | None, list[Voice]] = {}
    for voice in sorted(voices, key=lambda v: v.place):
        brought.setdefault(voice.asked_by, []).append(voice)

    def walk(voice: Voice) -> list[Voice]:
        own = brought.get(voice.place, ())
        first = [v for v in own if v.side != AFTER]
        later = [v for v in own if v.side == AFTER]
        return [*chain(first), voice, *chain(later)]

    def chain(some: Iterable[Voice]) -> Iterable[Voice]:
        return (v for voice in some for v in walk(voice))

    return list(chain(brought.get(None, ())))


def turns(voices: Sequence[Voice], *, in_order: bool = False) -> frozenset[int]:
    """The places whose turn it is: all that have not spoken, unless one they brought before them, their delegate, or
    the seat that brought them after itself must speak first; in order, the first of these.
    """
    by_place = {v.place: v for v in voices}
    blocked = {v.asked_by for v in voices if v.side in (BEFORE, DELEGATE) and v.unspoken}
    found = []
    for voice in ordered(voices):
        asker = by_place.get(voice.asked_by) if voice.asked_by is not None else None
        early = voice.side == AFTER and asker is not None and asker.unspoken
        if voice.unspoken and voice.place not in blocked and not early:
            found.append(voice.place)
    return frozenset(found[:1] if in_order else found)


def depth(voices: Sequence[Voice], place: int) -> int:
    """How many seats brought one another until this one came: 0 for a seat of the plan."""
    by_place = {v.place: v for v in voices}
    found, voice = 0, by_place[place]
    while voice.asked_by is not None:
        found, voice = found + 1, by_place[voice.asked_by]
    return found


def may_leave(voices: Sequence[Voice], place: int, word: str, passes: Rule) -> bool:
    """Whether a seat may be removed: a brought one always; one of the plan only where the rule names a number, and
    the seats of the plan that are left can still reach it.
    """
    if next(v for v in voices if v.place == place).side:
        return True
    if word != "any" and not word.startswith("quorum("):
        return False
    left = [v for v in voices if v.place != place and not v.side]
    return passes(count(left, hopeful=True))
