"""Random rules over a handful of small data, as text, and the values that these data may have."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from yichuang.engines.values import NONE, Value

FIRST_DAY = date(2023, 1, 1)
DOMAINS: dict[str, list[Value]] = {
    "a.n1": [0, 1, 2, 3],
    "a.n2": [0, 1, 2, 3],
    "a.n3": [0, 1, 2, 3],
    "a.k1": ["p", "q", "r"],
    "a.k2": ["p", "q", "r"],
    "a.b1": [True, False],
    "a.b2": [True, False],
    "a.b3": [True, False],
    "a.d1": [FIRST_DAY + timedelta(days=40 * n) for n in range(4)],
    "a.d2": [FIRST_DAY + timedelta(days=40 * n) for n in range(4)],
}
COMPLETIONS = {name: [*values, NONE] for name, values in DOMAINS.items()}
SIGNS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
EQUAL = st.sampled_from(["=", "<>"])
COUNTS = st.sampled_from(["a.n1", "a.n2", "a.n3"])
KINDS = st.sampled_from(["a.k1", "a.k2"])
YES_NO = st.sampled_from(["a.b1", "a.b2", "a.b3"])
DAYS = st.sampled_from(["a.d1", "a.d2"])
SMALL = st.sampled_from(["1", "2"])
CODES = st.sampled_from(["'p'", "'q'"])
NAMES = st.sampled_from(list(DOMAINS))


def form(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A text with its places filled."""
    return st.tuples(*parts).map(lambda found: pattern.format(*found))


SIMPLE = st.one_of(
    YES_NO,
    form("{} {} {}", COUNTS, SIGNS, SMALL),
    form("{} {} {}", KINDS, EQUAL, CODES),
    form("{} IN ({}, 'r')", KINDS, CODES),
    form("{} BETWEEN 1 AND {}", COUNTS, SMALL),
    form("{} > 2023-02-01", DAYS),
    form("is_none({})", NAMES),
)
NUMBERS = st.recursive(
    st.one_of(COUNTS, SMALL),
    lambda inner: st.one_of(
        form("({} + {})", inner, inner),
        form("({} - {})", inner, inner),
        form("({} * {})", inner, inner),
        form("LEAST({}, {})", inner, inner),
        form("GREATEST({}, {}, 1)", inner, inner),
        form("NULLIF({}, {})", inner, SMALL),
        form("CASE WHEN {} THEN {} ELSE {} END", SIMPLE, inner, inner),
        form("CASE WHEN {} THEN 1 WHEN {} THEN 2 END", SIMPLE, SIMPLE),
    ),
    max_leaves=4,
)
COMPOUND = st.one_of(
    SIMPLE,
    form("{} {} {}", NUMBERS, SIGNS, NUMBERS),
    form("{} BETWEEN {} AND {}", NUMBERS, NUMBERS, NUMBERS),
    form("{} IN ({}, {})", NUMBERS, NUMBERS, NUMBERS),
    form("{} / NULLIF({}, 0) {} 2/3", NUMBERS, NUMBERS, SIGNS),
    form("{} / NULLIF({}, 1) {} 1", NUMBERS, COUNTS, SIGNS),
    form("{} {} {}", KINDS, EQUAL, KINDS),
    form("{} IN ({}, {})", KINDS, KINDS, CODES),
    form("{} {} {} - 1 month", DAYS, SIGNS, DAYS),
    form("{} {} as_of - 40 days", DAYS, SIGNS),
    form("years_between({}, {}) = 0", DAYS, DAYS),
    form("days_between({}, {}) > 40", DAYS, DAYS),
    form("{} = start_of_year({})", DAYS, DAYS),
    form("is_none({})", NUMBERS),
    form("is_odd({})", NUMBERS),
)


def joined(atoms: st.SearchStrategy[str], leaves: int) -> st.SearchStrategy[str]:
    """Atoms under AND, OR, NOT and CASE."""
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            form("({} AND {})", inner, inner),
            form("({} OR {})", inner, inner),
            form("(NOT {})", inner),
            form("CASE WHEN {} THEN {} ELSE {} END", inner, inner, inner),
        ),
        max_leaves=leaves,
    )


SIMPLE_RULES = joined(SIMPLE, 5)
RULES = joined(COMPOUND, 6)
