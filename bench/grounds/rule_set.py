"""Two hundred eligibility rules in the manner of real policies, over the facts of one enterprise, from a seed.

Each is kept as clauses, so that it can be written in the language of whoever is to answer it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SEED = 20231019
FIRST_DAY = date(2015, 1, 1)
CHOICES = ("micro", "small", "medium", "large", "normal", "revoked", "moved", "unknown_kind")
Given = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: a fact, `>=`, `<=`, `in`, `is` or `not`, and what it is compared with."""

    fact: str
    sign: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Clauses of which one is enough."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """All of its parts must hold."""

    parts: tuple[Alternatives, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, in order."""
        return tuple(clause for part in self.parts for clause in part.clauses)


KINDS = {"number": 14, "date": 6, "choice": 10, "yes": 10}
NAMES = {kind: tuple(f"{kind}_{n}" for n in range(count)) for kind, count in KINDS.items()}


def make_policies(count: int, seed: int = SEED) -> tuple[Policy, ...]:
    """`count` policies of two to six parts, a third of which offer alternatives."""
    chance = random.Random(seed)
    return tuple(
        Policy(tuple(_part(chance) for _ in range(chance.randint(2, 6)))) for _ in range(count)
    )


def _part(chance: random.Random) -> Alternatives:
    many = chance.randint(2, 3) if chance.random() < 1 / 3 else 1
    return Alternatives(tuple(_clause(chance) for _ in range(many)))


def _clause(chance: random.Random) -> Clause:
    kind = chance.choices(tuple(KINDS), weights=(4, 1, 2, 3))[0]
    fact = chance.choice(NAMES[kind])
    if kind == "number":
        return Clause(fact, chance.choice((">=", "<=")), chance.randint(0, 1000) * 10)
    if kind == "date":
        day = FIRST_DAY + timedelta(days=chance.randint(0, 3000))
        return Clause(fact, chance.choice((">=", "<=")), day)
    if kind == "choice":
        return Clause(fact, "in", tuple(chance.sample(CHOICES, chance.randint(1, 3))))
    return Clause(fact, chance.choice(("is", "is", "not")))


def make_facts(missing: float, seed: int = SEED) -> dict[str, object]:
    """The facts of one enterprise; a share of them is None: nobody has said."""
    chance = random.Random(seed + 1)
    facts: dict[str, object] = {}
    for name in NAMES["number"]:
        facts[name] = chance.randint(0, 1000) * 10
    for name in NAMES["date"]:
        facts[name] = FIRST_DAY + timedelta(days=chance.randint(0, 3000))
    for name in NAMES["choice"]:
        facts[name] = chance.choice(CHOICES)
    for name in NAMES["yes"]:
        facts[name] = chance.random() < 0.6
    unknown = chance.sample(sorted(facts), round(missing * len(facts)))
    return {name: None if name in unknown else value for name, value in facts.items()}


def ours_text(policy: Policy) -> str:
    """The policy in the rule language."""
    return " AND ".join(
        _either([_ours(clause) for clause in part.clauses]) for part in policy.parts
    )


def _either(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({' OR '.join(texts)})"


def _ours(clause: Clause) -> str:
    match clause.sign, clause.value:
        case "in", tuple(values):
            return f"{clause.fact} IN ({', '.join(repr(value) for value in values)})"
        case "is", _:
            return clause.fact
        case "not", _:
            return f"NOT {clause.fact}"
        case sign, value:
            return f"{clause.fact} {sign} {value}"
