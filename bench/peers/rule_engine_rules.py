"""The same policies for rule-engine, which knows yes and no: for `unknown` it is asked twice.

A clause is surely so when its fact is known and fits, surely not when it is known and does not fit. As policies are
built of AND and OR alone, the two questions together give the three answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import rule_engine

from bench.grounds.rule_set import Clause, Given, Policy

NAME = f"rule-engine {rule_engine.__version__}"
CONTEXT = rule_engine.Context(resolver=rule_engine.resolve_item)


def plain(facts: Given) -> dict[str, object]:
    """The facts as it wants them: it has no dates without a time."""
    return {
        name: datetime(v.year, v.month, v.day) if isinstance(v, date) else v  # noqa: DTZ001
        for name, v in facts.items()
    }


@dataclass(frozen=True, slots=True)
class PeerRule:
    """A policy as two rules: whether it surely holds, whether it surely does not."""

    surely: rule_engine.Rule
    surely_not: rule_engine.Rule

    def answer(self, facts: Given) -> bool | None:
        """Yes, no, or None for unknown."""
        if self.surely.matches(facts):
            return True
        return False if self.surely_not.matches(facts) else None


def two_valued(policy: Policy) -> rule_engine.Rule:
    """The policy for facts that are all known."""
    return _rule(_joined(policy, _positive, " and ", " or "))


def three_valued(policy: Policy) -> PeerRule:
    """The policy for facts of which some are None."""
    return PeerRule(
        _rule(_joined(policy, lambda c: f"({c.fact} != null and {_positive(c)})", " and ", " or ")),
        _rule(_joined(policy, lambda c: f"({c.fact} != null and {_negative(c)})", " or ", " and ")),
    )


def three_valued_clause(clause: Clause) -> PeerRule:
    """One clause alone, as it must be asked for an explanation."""
    return PeerRule(
        _rule(f"{clause.fact} != null and {_positive(clause)}"),
        _rule(f"{clause.fact} != null and {_negative(clause)}"),
    )


def _rule(text: str) -> rule_engine.Rule:
    return rule_engine.Rule(text, context=CONTEXT)


def _joined(policy: Policy, write: Callable[[Clause], str], outer: str, inner: str) -> str:
    parts: Sequence[str] = [
        f"({inner.join(write(clause) for clause in part.clauses)})" for part in policy.parts
    ]
    return outer.join(parts)


def _positive(clause: Clause) -> str:
    match clause.sign, clause.value:
        case "in", tuple(values):
            return f"{clause.fact} in [{', '.join(repr(v) for v in values)}]"
        case "is", _:
            return f"{clause.fact} == true"
        case "not", _:
            return f"{clause.fact} == false"
        case sign, date() as day:
            return f'{clause.fact} {sign} d"{day}"'
        case sign, value:
            return f"{clause.fact} {sign} {value}"


def _negative(clause: Clause) -> str:
    return f"not ({_positive(clause)})"
