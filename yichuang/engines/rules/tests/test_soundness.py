"""Yes and no hold under every completion of what is missing; unknown is exact where no datum stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yichuang.engines.rules import DictEnv, PlainNaming, compile_text, explain, names_of, parse_rule
from yichuang.engines.rules.tests.random_rules import (
    COMPLETIONS,
    COMPOUND,
    DOMAINS,
    FIRST_DAY,
    RULES,
    SIMPLE_RULES,
    form,
    joined,
)
from yichuang.engines.values import NONE, UNKNOWN, Listing, Record, Unknown, Value

AS_OF = FIRST_DAY
FACTS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([*values, NONE]) for name, values in DOMAINS.items()}
)
MOST = 3000


def answer(text: str, facts: Mapping[str, Value]) -> bool | Unknown:
    return compile_text(text).answer(DictEnv(facts, as_of=AS_OF))


def completions(missing: list[str]) -> Iterator[dict[str, Value]]:
    """All ways in which the missing data may turn out, none among them (the first some thousand)."""
    for values in islice(product(*(COMPLETIONS[name] for name in missing)), MOST):
        yield dict(zip(missing, values, strict=True))


@settings(max_examples=250, deadline=None)
@given(RULES, FACTS)
def test_yes_and_no_hold_whatever_turns_out(text: str, facts: dict[str, Value]) -> None:
    found = answer(text, facts)
    gaps = sorted(n for n in names_of(parse_rule(text)) & set(DOMAINS) if n not in facts)
    if isinstance(found, Unknown):
        assert found.missing
        assert found.missing <= set(gaps)
        return
    for completion in completions(gaps):
        assert answer(text, {**facts, **completion}) is found, completion


@settings(max_examples=250, deadline=None)
@given(SIMPLE_RULES, FACTS)
def test_unknown_is_exact_where_no_datum_stands_twice(text: str, facts: dict[str, Value]) -> None:
    names = names_of(parse_rule(text))
    assume(all(text.count(name) == 1 for name in names))
    found = answer(text, facts)
    gaps = sorted(n for n in names if n not in facts)
    seen = {answer(text, {**facts, **completion}) for completion in completions(gaps)}
    assert seen == ({True, False} if isinstance(found, Unknown) else {found})


@settings(max_examples=150, deadline=None)
@given(RULES, FACTS)
def test_learning_what_is_missing_settles_it(text: str, facts: dict[str, Value]) -> None:
    """The facts named as missing are enough: with them given, the answer is known."""
    known = dict(facts)
    for _ in range(len(DOMAINS) + 1):
        found = answer(text, known)
        if not isinstance(found, Unknown):
            return
        known |= {name: DOMAINS[name][0] for name in found.missing}
    raise AssertionError("still unknown with every fact given")


@settings(max_examples=100, deadline=None)
@given(RULES, FACTS)
def test_the_explanation_says_what_the_rule_says(text: str, facts: dict[str, Value]) -> None:
    found = answer(text, facts)
    told = explain(parse_rule(text), DictEnv(facts, as_of=AS_OF), PlainNaming())
    expected = "unknown" if isinstance(found, Unknown) else "yes" if found else "no"
    assert told.answer in (expected, "value")
    if isinstance(found, Unknown):
        assert {m.path for m in told.missing} == found.missing


INNER = joined(
    st.one_of(
        st.sampled_from(["v.n = 1", "v.n > a.n1", "v.b", "is_none(v.n)", "v.n + a.n2 < 3"]),
        COMPOUND,
    ),
    3,
)
LIST_RULES = joined(
    st.one_of(
        form("any_of(v in a.v, {})", INNER),
        form("every_of(v in a.v, {})", INNER),
        form("count_of(v in a.v, {}) >= 2", INNER),
        form("count_of(v in a.v, {}) * 2 <= a.n3 + 1", INNER),
        form("sum_of(v in a.v, v.n, {}) > 2", INNER),
        form("mean_of(v in a.v, v.n) >= 1"),
        form("any_of(v in a.v, any_of(w in a.v, w.n < v.n AND {}))", INNER),
        COMPOUND,
    ),
    3,
)
ENTRY = st.fixed_dictionaries(
    {}, optional={"n": st.sampled_from([0, 1, 2, NONE]), "b": st.sampled_from([True, False])}
)


@settings(max_examples=200, deadline=None)
@given(LIST_RULES, FACTS, st.lists(ENTRY, max_size=2), st.booleans())
def test_lists_are_sound(
    text: str, facts: dict[str, Value], entries: list[dict[str, Value]], whole: bool
) -> None:
    listing = Listing(tuple(Record.of(e) for e in entries), None, whole)
    found = answer(text, {**facts, "a.v": listing})
    gaps = sorted(n for n in names_of(parse_rule(text)) & set(DOMAINS) if n not in facts)[:3]
    if isinstance(found, Unknown):
        assert found.missing
        return
    for outer in islice(completions(gaps), 40):
        for full in _lists(entries, whole):
            assert answer(text, {**facts, **outer, "a.v": full}) is found, (outer, full)


def _lists(entries: list[dict[str, Value]], whole: bool) -> Iterator[Listing]:
    """Complete lists that the known one may be part of."""
    extras: list[list[dict[str, Value]]] = [[]] if whole else [[], [{}]]
    for extra in extras:
        rows = [*entries, *extra]
        ways = [list(_filled(row)) for row in rows]
        for filled in islice(product(*ways), 60):
            yield Listing(tuple(Record.of(r) for r in filled), None, complete=True)


def _filled(entry: dict[str, Value]) -> Iterator[dict[str, Value]]:
    counts: list[Value] = [0, 1, 2, NONE]
    for n, b in product(counts, (True, False)):
        yield {"n": n, "b": b} | entry


def test_an_unknown_without_a_name_gets_one() -> None:
    found = answer("a.b1", {"a.b1": UNKNOWN})
    assert isinstance(found, Unknown)
    assert found.missing == {"a.b1"}
