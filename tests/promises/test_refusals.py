"""Every refusal in the code says, in both languages, what a person can do next."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from yichuang.base import errors
from yichuang.base.errors import Refusal
from yichuang.base.text import Text

ROOT = Path(errors.__file__).resolve().parent.parent
FAMILY = {"Refusal": Refusal} | {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, Refusal)
}


@dataclass(frozen=True)
class Said:
    """One place where a refusal, or a problem of one, is made."""

    place: str
    kind: str
    call: ast.Call

    def given(self, name: str) -> ast.expr | None:
        return next((k.value for k in self.call.keywords if k.arg == name), None)

    def forwards(self) -> bool:
        """It hands on all that it was given: what it says stands where it was given."""
        return any(k.arg is None for k in self.call.keywords)


def calls(names: set[str]) -> Iterator[Said]:
    for path in sorted(ROOT.rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts) or path == Path(errors.__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in names:
                yield Said(f"{path.relative_to(ROOT)}:{node.lineno}", name, node)


def lacks_remedy(said: Said) -> bool:
    """Neither here nor by its kind; what is invalid names every fault instead."""
    if said.given("remedy") is not None or said.forwards():
        return False
    if said.kind == "NotFound":
        return False
    return not (said.kind == "Invalid" and said.given("problems") is not None)


def test_every_refusal_names_a_way_on() -> None:
    found = list(calls(set(FAMILY)))
    assert len(found) > 80, "the walk over the code does not find the refusals"
    assert [s.place for s in found if lacks_remedy(s)] == []


def test_no_text_of_a_refusal_is_in_one_language_only() -> None:
    wrong = []
    for said in calls({*FAMILY, "Problem"}):
        for text in (*said.call.args, *(k.value for k in said.call.keywords)):
            if isinstance(text, ast.Call) and getattr(text.func, "id", "") == "Text":
                starred = any(isinstance(a, ast.Starred) for a in text.args)
                if not starred and len(text.args) + len(text.keywords) < 2:
                    wrong.append(said.place)
    assert wrong == []


@pytest.mark.parametrize("kind", sorted(FAMILY))
def test_a_usual_remedy_is_in_both_languages(kind: str) -> None:
    usual = FAMILY[kind].usual_remedy
    assert usual is None or (usual.zh and usual.en and usual.zh != usual.en)


def test_the_walk_sees_what_is_missing() -> None:
    """The test itself: a refusal without a remedy is found, a remedy given by name is seen."""
    tree = ast.parse("Conflict('a', Text('b', 'c'))\nConflict('a', Text('b', 'c'), remedy=r)")
    made = [Said("x", "Conflict", n.value) for n in tree.body if isinstance(n, ast.Expr)]  # type: ignore[arg-type]
    assert [lacks_remedy(s) for s in made] == [True, False]


def test_what_stands_here_wins_over_the_usual() -> None:
    own = Text("自己的话", "own words")
    assert errors.NotFound("x", Text("无", "none"), remedy=own).remedy is own
    assert errors.NotFound("x", Text("无", "none")).remedy is errors.NotFound.usual_remedy
