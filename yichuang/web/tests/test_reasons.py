"""A rule's answer in clauses: groups of one are not shown, what is missing names its owner."""

from __future__ import annotations

from yichuang.base.text import Text
from yichuang.engines.rules import Explanation, Missing
from yichuang.web.parts.reasons import reasons_of, tally


def clause(answer: str, *parts: Explanation, kind: str = "clause", **more: object) -> Explanation:
    text = Text(f"条{answer}", f"clause {answer}")
    return Explanation(kind, answer, text, text, parts=parts, **more)  # type: ignore[arg-type]


def test_the_parts_of_an_and_stand_under_the_finding() -> None:
    both = clause("no", clause("yes"), clause("no"), kind="all")
    assert [r.css for r in reasons_of(both)] == ["", "is-no"]


def test_a_group_of_one_is_the_one() -> None:
    found = reasons_of(clause("yes", clause("yes", clause("yes"), kind="any"), kind="all"))
    assert len(found) == 1
    assert found[0].parts == ()


def test_what_is_missing_names_its_owner() -> None:
    missing = (Missing("a.b", Text("参保记录", "record"), Text("人社局", "Office")),)
    (reason,) = reasons_of(clause("unknown", missing=missing))
    assert reason.css == "is-unknown"
    assert reason.small == Text("缺：参保记录（人社局）", "missing: record (Office)")


def test_without_an_explanation_there_is_nothing_to_show() -> None:
    assert reasons_of(None) == ()


def test_answers_are_counted() -> None:
    found = tally(["yes", "no", "unknown", "yes", "moot"])
    assert (found.yes, found.unknown, found.no, found.open) == (2, 1, 1, 2)
