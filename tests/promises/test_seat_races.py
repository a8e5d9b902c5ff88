"""Two signers in the same moment, with real threads and connections: what one has settled, the other is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.promises.test_case_races import approve, at_once
from yichuang.base.errors import Conflict, Refusal
from yichuang.kernel.cases import api
from yichuang.kernel.cases.testing.seated import (
    NODE,
    POSTS,
    at,
    city_with,
    forget_city,
    green,
    seats,
)

ROUNDS = 4


@pytest.fixture(autouse=True)
def _worlds(transactional_db: None) -> Iterator[None]:
    yield
    forget_city()


@pytest.mark.slow
def test_or_sign_with_two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="any")
    for _ in range(ROUNDS):
        number = city.case().number
        signers = [at(city, p) for p in POSTS[:2]]
        found = at_once(*(approve(s, number, NODE) for s in signers))
        lost = [f for f in found if isinstance(f, Refusal)]
        assert len(lost) == 1
        assert isinstance(lost[0], Conflict)
        winner = signers[found.index(next(f for f in found if not isinstance(f, Refusal)))]
        assert winner.name in lost[0].message.zh
        assert green(number) == [1, "done", "approve"]
        assert sorted(seats(number)) == ["called_off", "called_off", "signed"]


@pytest.mark.slow
def test_the_last_two_of_all_settle_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="all")
    for _ in range(ROUNDS):
        number = city.case().number
        found = at_once(*(approve(at(city, p), number, NODE) for p in POSTS))
        assert not [f for f in found if isinstance(f, Refusal)]
        assert green(number) == [1, "done", "approve"]
        assert seats(number) == ["signed"] * 3


@pytest.mark.slow
def test_a_seat_is_signed_or_removed_never_both(monkeypatch: pytest.MonkeyPatch) -> None:
    city = city_with(monkeypatch, passes="quorum(2)")
    chief = at(city, "chief")
    for _ in range(ROUNDS):
        number = city.case().number

        def remove(number: str = number) -> object:
            return api.remove_signer(chief, number=number, node=NODE, place=1, reason="重复")

        found = at_once(approve(at(city, POSTS[0]), number, NODE), remove)
        assert sum(isinstance(f, Refusal) for f in found) == 1
        removed = isinstance(found[0], Refusal)
        assert seats(number) == ["removed" if removed else "signed", "open", "open"]
        green(number)
