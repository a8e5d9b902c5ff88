"""Which of several sources holds, and whether what it says has grown old.

Order where the datum declares none: its owner or a register, fetched from a partner, an officer's finding,
a case's decision, typed by a party, imported. Within one rank the later day holds, then the later record.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from yichuang.engines.values import Span
from yichuang.kernel.catalogue.contracts import DatumDef
from yichuang.kernel.facts.contracts import Fact

RANKS = {"register": 0, "fetched": 1, "partner": 1, "officer": 2, "case": 3, "typed": 4}
LAST = 5


def rank(fact: Fact, owner: str, precedence: Sequence[str]) -> int:
    """The place of a fact's source, 0 first. `precedence` names owners or kinds of source; others come after."""
    for place, word in enumerate(precedence):
        if word in (fact.source.owner, fact.source.kind):
            return place
    behind = len(precedence)
    if owner and fact.source.owner == owner and fact.source.kind != "typed":
        return behind
    return behind + RANKS.get(fact.source.kind, LAST)


def order(facts: Iterable[Fact], datum: DatumDef | None) -> list[Fact]:
    """The facts from the one that holds to the one that counts least."""
    owner = datum.owner if datum else ""
    precedence = datum.precedence if datum else ()
    newest = sorted(facts, key=lambda f: (f.valid_from, f.id), reverse=True)
    return sorted(newest, key=lambda f: rank(f, owner, precedence))


def living(fact: Fact, day: date) -> bool:
    """Whether the fact holds on `day` (both ends in)."""
    return fact.valid_from <= day and (fact.valid_until is None or fact.valid_until >= day)


def is_old(fact: Fact, valid_for: str, day: date) -> bool:
    """Whether `valid_for` (such as `1 year`, `180 days`) has passed since the fact's day."""
    if not valid_for:
        return False
    number, _, unit = valid_for.partition(" ")
    unit = unit.strip()
    span = Span(int(number), unit if unit.endswith("s") else unit + "s")
    return day > _after(fact.valid_from, span)


def _after(start: date, span: Span) -> date:
    if span.family == "months":
        months = start.month - 1 + span.amount
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    if span.family == "seconds":
        return start + timedelta(seconds=span.amount)
    raise ValueError(f"valid_for takes days, months or years, not {span.unit}")


def year_read(day: date, shift: int = 0) -> int:
    """The year that a yearly datum's bare name means on `day`: the last full one; `shift` 1 for the running year."""
    return day.year - 1 + shift
