"""Who a policy of a pack serves and with how much, for the facts of one example. Pure; pays nobody, keeps nothing.

Order of an amount: compute, round to the fen, least, cap, budget. With `each` it is counted for every element.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from yichuang.base.text import Text
from yichuang.engines.values import MONEY, Listing, Nothing, Unknown, Value, read_literal
from yichuang.kernel.catalogue.contracts import PackContent, ParameterDef
from yichuang.kernel.catalogue.section import Reading, World

Written = Mapping[str, object]
NO_LIMIT = ("", "none")


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """`match` is eligible, not or unknown; `amount` fen or unknown; `clauses` the answer of each condition.

    `reason` says what cut the amount to nothing (`least`); `elements` the amounts by element of `each`.
    """

    match: str
    amount: Value
    clauses: Mapping[str, str]
    missing: frozenset[str]
    reason: str = ""
    elements: Mapping[str, PolicyAnswer] = field(default_factory=dict)


def policies_of(content: PackContent) -> dict[str, Written]:
    """The policies of a pack as written, by key."""
    section = content.sections.get("policies", {})
    found = section if isinstance(section, Mapping) else {}
    return {k: v for k, v in found.items() if isinstance(v, Mapping) and "policy" in v}


def groups_of(content: PackContent) -> dict[str, Written]:
    """The groups of policies, by key."""
    section = content.sections.get("policies", {})
    file = section.get("groups", {}) if isinstance(section, Mapping) else {}
    return part(file, "groups") if isinstance(file, Mapping) else {}


def part(written: Written, key: str) -> dict[str, Written]:
    """The objects under a key."""
    found = written.get(key, {})
    return (
        {k: v for k, v in found.items() if isinstance(v, Mapping)}
        if isinstance(found, Mapping)
        else {}
    )


def world_for_policy(world: World, content: PackContent, policy: Written) -> World:
    """The world in which the policy's own parameters are parameters of its pack."""
    own = {k: _parameter(k, p) for k, p in part(policy, "parameters").items()}
    measure = replace(content.measure, parameters={**content.measure.parameters, **own})
    packs = {**world.packs, content.key: replace(content, measure=measure)}
    return World(world.dictionary, packs, world.adopted, world.id, world.region)


def _parameter(key: str, written: Written) -> ParameterDef:
    default = str(written.get("default", ""))
    return ParameterDef(
        key=key, name=Text(""), type=str(written.get("type", "")), default="" if default == "unknown" else default
    )  # fmt: skip


def clauses_of(content: PackContent, policy: Written) -> dict[str, Written]:
    """The conditions of a policy: those common to all (or to its `each`), then its own."""
    section = content.sections.get("policies", {})
    files = section.values() if isinstance(section, Mapping) else ()
    each = str(policy.get("each", "")).partition(" in ")[0].strip()
    common = {
        k: w
        for f in files
        if isinstance(f, Mapping) and "common" in f
        for k, w in part(f, "who").items()
        if not w.get("each") or w.get("each") == each
    }
    return {**common, **part(policy, "who")}


def evaluate_policy(content: PackContent, policy: Written, reading: Reading) -> PolicyAnswer:
    """The answer of one policy. `reading` is made in `world_for_policy`."""
    clauses = clauses_of(content, policy)
    loop = str(policy.get("each", ""))
    if " in " not in loop:
        return _answer(clauses, policy, reading)
    variable, _, source = (p.strip() for p in loop.partition(" in "))
    elements = reading.value(source)
    if not isinstance(elements, Listing):
        missing = elements.missing if isinstance(elements, Unknown) else frozenset({source})
        return PolicyAnswer("unknown", Unknown(missing), _said(clauses, reading), missing)
    answers = {str(e): _answer(clauses, policy, reading.at({variable: e})) for e in elements}
    return _together(answers, complete=elements.complete, source=source)


def _said(clauses: Mapping[str, Written], reading: Reading) -> dict[str, str]:
    return dict.fromkeys(clauses, "unknown")


def _together(answers: Mapping[str, PolicyAnswer], *, complete: bool, source: str) -> PolicyAnswer:
    eligible = [a for a in answers.values() if a.match == "eligible"]
    unknown = [a for a in answers.values() if a.match == "unknown"]
    last = next(iter([*eligible, *unknown, *answers.values()]), None)
    clauses = last.clauses if last else {}
    missing = frozenset().union(*(a.missing for a in (*eligible, *unknown)))
    if not complete:
        missing |= {source}
    if eligible:
        amount = _sum([a.amount for a in eligible])
        return PolicyAnswer(
            "eligible", amount, clauses, missing, last.reason if last else "", answers
        )
    if unknown or not complete:
        return PolicyAnswer("unknown", Unknown(missing), clauses, missing, "", answers)
    return PolicyAnswer("not", 0, clauses, frozenset(), "", answers)


def _sum(amounts: list[Value]) -> Value:
    unknown = [a for a in amounts if isinstance(a, Unknown)]
    if unknown:
        return Unknown(frozenset().union(*(u.missing for u in unknown)))
    return sum(a for a in amounts if isinstance(a, int))


def _answer(clauses: Mapping[str, Written], policy: Written, reading: Reading) -> PolicyAnswer:
    answers = {key: _clause(clause, reading) for key, clause in clauses.items()}
    words = {key: _word(answer) for key, answer in answers.items()}
    missing = frozenset().union(*(a.missing for a in answers.values() if isinstance(a, Unknown)))
    if "no" in words.values():
        return PolicyAnswer("not", 0, words, frozenset())
    amount, reason = _amount(policy, reading)
    unknown = amount.missing if isinstance(amount, Unknown) else frozenset()
    match = "unknown" if "unknown" in words.values() else "eligible"
    return PolicyAnswer(match, amount, words, missing | unknown, reason)


def _clause(clause: Written, reading: Reading) -> bool | Unknown:
    if "when" in clause:
        when = reading.answer(str(clause["when"]))
        if when is not True:
            return True if when is False else when
    return reading.answer(str(clause.get("rule", "")))


def _word(answer: bool | Unknown) -> str:
    return "unknown" if isinstance(answer, Unknown) else "yes" if answer else "no"


def _amount(policy: Written, reading: Reading) -> tuple[Value, str]:
    written = str(policy.get("amount", ""))
    if written == "judged":
        return Unknown(frozenset({"judged"})), ""
    amount = _money(written, reading)
    least = _limit(policy, "least", reading)
    if isinstance(amount, int) and isinstance(least, int) and amount < least:
        return (0, "least") if policy.get("below_least") == "nothing" else (least, "least")
    cap = _limit(policy, "cap", reading)
    if isinstance(amount, int) and isinstance(cap, int):
        amount = min(amount, cap)
    elif isinstance(cap, Unknown) and isinstance(amount, int):
        amount = cap
    return amount, ""


def _limit(policy: Written, key: str, reading: Reading) -> Value | None:
    written = str(policy.get(key, ""))
    return None if written in NO_LIMIT else _money(written, reading)


def _money(written: str, reading: Reading) -> Value:
    if not written.startswith("="):
        return read_literal(written, MONEY)
    value = reading.evaluate(written, MONEY)
    return 0 if isinstance(value, Nothing) else value


def chosen_of_group(answers: Mapping[str, PolicyAnswer]) -> str:
    """The policy with the highest certain amount, the earlier one of equals; "" where none is certain."""
    known = {
        k: a.amount
        for k, a in answers.items()
        if a.match == "eligible" and isinstance(a.amount, int)
    }
    best = max(known.values(), default=0)
    return next((k for k, amount in known.items() if amount == best), "")
