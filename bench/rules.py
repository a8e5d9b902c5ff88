"""One subject, 200 rules in the manner of policies: the answers, the three-valued answers, and why. Peer: rule-engine.

Rules are compiled beforehand on both sides; all answers must be equal before anything is measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from bench.grounds.rule_set import Policy, make_facts, make_policies, ours_text
from bench.harness import Row, compare, must_equal
from bench.peers import rule_engine_rules as peer
from yichuang.engines.rules import (
    DictEnv,
    PlainNaming,
    Rule,
    compile_text,
    explain,
    parse_rule,
)
from yichuang.engines.values import Unknown, Value

COUNT = 200
MISSING = 0.25
DAY = date(2023, 10, 19)
ANSWER = {"yes": True, "no": False, "unknown": None}


def run(rounds: int, count: int = COUNT) -> Iterator[Row]:
    """Three rows: all facts known, a quarter unknown, and the answer to every clause with words for people."""
    policies = make_policies(count)
    yield _known(policies, rounds)
    yield _unknown(policies, rounds)
    yield _why(policies, rounds)


def _env(facts: Mapping[str, object]) -> DictEnv:
    known = {name: cast("Value", value) for name, value in facts.items() if value is not None}
    return DictEnv(known, as_of=DAY)


def _answers(rules: Sequence[Rule], env: DictEnv) -> list[bool | None]:
    said = (rule.answer(env) for rule in rules)
    return [None if isinstance(answer, Unknown) else answer for answer in said]


def _known(policies: Sequence[Policy], rounds: int) -> Row:
    facts = make_facts(0)
    ours, theirs = (
        [compile_text(ours_text(p)) for p in policies],
        [peer.two_valued(p) for p in policies],
    )
    env, plain = _env(facts), peer.plain(facts)
    must_equal(_answers(ours, env), [r.matches(plain) for r in theirs], "all facts known")
    return compare(
        f"{len(policies)} rules, one subject, all facts known",
        lambda: _answers(ours, env),
        lambda: [r.matches(plain) for r in theirs],
        peer_name=peer.NAME,
        rounds=rounds,
    )


def _unknown(policies: Sequence[Policy], rounds: int) -> Row:
    facts = make_facts(MISSING)
    ours = [compile_text(ours_text(p)) for p in policies]
    theirs = [peer.three_valued(p) for p in policies]
    env, plain = _env(facts), peer.plain(facts)
    must_equal(_answers(ours, env), [r.answer(plain) for r in theirs], "a quarter unknown")
    return compare(
        f"{len(policies)} rules, one subject, a quarter of the facts unknown: yes, no or unknown",
        lambda: _answers(ours, env),
        lambda: [r.answer(plain) for r in theirs],
        peer_name=f"{peer.NAME}, asked twice",
        rounds=rounds,
    )


def _why(policies: Sequence[Policy], rounds: int) -> Row:
    facts = make_facts(MISSING)
    trees = [parse_rule(ours_text(p)) for p in policies]
    clauses = [[peer.three_valued_clause(c) for c in p.clauses] for p in policies]
    env, plain, naming = _env(facts), peer.plain(facts), PlainNaming()
    told = [c.answer for tree in trees for c in explain(tree, env, naming).clauses()]
    said = [c.answer(plain) for one in clauses for c in one]
    # what does not matter any more is passed over: the peer has no such answer
    pairs = [(t, s) for t, s in zip(told, said, strict=True) if t != "moot"]
    must_equal([ANSWER[t] for t, _ in pairs], [s for _, s in pairs], "the answer to every clause")
    return compare(
        f"{len(policies)} rules explained clause by clause (ours in two languages, the peer's answers only)",
        lambda: [explain(tree, env, naming) for tree in trees],
        lambda: [[c.answer(plain) for c in one] for one in clauses],
        peer_name=f"{peer.NAME}, each clause asked twice, no words",
        rounds=rounds,
    )
