"""Digests hold what was read and nothing else; carrying over has its conditions; lines fold to the state."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from yichuang.engines.plan import (
    Candidate,
    Effect,
    fold,
    hash_of,
    reading_digest,
    trace_of,
    why_not_carried,
)
from yichuang.engines.values import NONE, Listing, Span, Subject, Unknown


def test_values_that_differ_have_different_digests() -> None:
    values = [
        1, True, "1", "true", Decimal("1.5"), Fraction(3, 2), date(2023, 1, 1), "2023-01-01", NONE,
        "none", Unknown(frozenset({"a"})), "unknown", Span(5, "days"), Span(5, "working_days"),
        Subject("a", "1"), "a:1", Listing((), complete=True), Listing(()), frozenset({"a"}), None,
    ]  # fmt: skip
    assert len({hash_of(v) for v in values}) == len(values)


def test_what_is_missing_and_scale_do_not_matter() -> None:
    assert hash_of(Unknown(frozenset({"a"}))) == hash_of(Unknown(frozenset({"b"})))
    assert hash_of(Decimal("1.50")) == hash_of(Decimal("1.5"))
    assert reading_digest({"a": 1, "b": 2}, definition="x") == reading_digest(
        {"b": 2, "a": 1}, definition="x"
    )
    assert reading_digest({"a": 1}, definition="x") != reading_digest({"a": 1}, definition="y")


def test_trace_follows_results_above() -> None:
    one = trace_of("a", "approve", {}, (), {})
    assert trace_of("b", "approve", {}, (), {"a": one}) != trace_of(
        "b", "approve", {}, (), {"a": trace_of("a", "refuse", {}, (), {})}
    )


@pytest.mark.parametrize(
    ("candidate", "given", "reason"),
    [
        (Candidate(1, True, "approve", "d", date(2023, 1, 1)), {}, ""),
        (Candidate(1, True, "", "d"), {}, "no_outcome"),
        (Candidate(0, True, "approve", "d"), {}, "not_preceding"),
        (Candidate(1, True, "approve", "e"), {}, "changed"),
        (Candidate(1, True, "approve", "d"), {"forced": True}, "forced"),
        (Candidate(1, True, "approve", "d"), {"redo_always": True}, "always"),
        (Candidate(1, True, "approve", "d"), {"again": True}, "again"),
        (Candidate(1, True, "approve", "d", returned=True), {}, "returned"),
        (Candidate(1, True, "approve", "d", barred=True), {}, "barred"),
        (
            Candidate(1, True, "approve", "d", date(2023, 1, 1)),
            {"oldest": date(2023, 1, 2)},
            "too_old",
        ),
        (Candidate(1, True, "approve", "d", date(2023, 1, 2)), {"oldest": date(2023, 1, 2)}, ""),
    ],
)
def test_carrying(candidate: Candidate, given: dict[str, object], reason: str) -> None:
    assert why_not_carried(candidate, round=2, digest="d", **given) == reason  # type: ignore[arg-type]


def test_fold() -> None:
    lines = [
        {"case": {"state": "received"}, "effects": [Effect("a", 1, "", "open").as_list()]},
        {
            "case": {"state": "decided"},
            "effects": [Effect("a", 1, "open", "done", "d", "yes").as_list()],
        },
    ]
    case, nodes = fold(lines)
    assert case == {"state": "decided"}
    assert nodes["a"] == Effect("a", 1, "open", "done", "d", "yes")
    with pytest.raises(ValueError, match="does not follow"):
        fold([lines[1], lines[1]])
