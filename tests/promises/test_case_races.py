"""Law 5 with real threads and connections: one clerk wins, the barrier fires once, one key makes one case."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from yichuang.base.errors import Conflict, Refusal
from yichuang.kernel.cases import api, testing
from yichuang.kernel.cases.testing import City, make_city
from yichuang.kernel.documents import api as documents
from yichuang.kernel.people.contracts import Actor

ROUNDS = 6


@pytest.fixture
def place(transactional_db: None) -> City:
    """A city in committed tables, for threads with connections of their own."""
    return make_city()


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do all deeds in the same moment, each in a thread with its own connection; gives results and refusals."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        close_old_connections()
        try:
            start.wait()
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def approve(clerk: Actor, number: str, node: str) -> Callable[[], object]:
    """One click of one clerk."""
    return lambda: api.complete(clerk, number=number, node=node, outcome="approve")


@pytest.mark.slow
def test_the_last_two_branches_open_the_barrier_exactly_once(place: City) -> None:
    for _ in range(ROUNDS):
        number = place.case(works__crosses__road="yes").number
        people = {k: place.clerk(number, k) for k in ("road", "green", "river")}
        api.complete(people["road"], number=number, node="road", outcome="approve")
        found = at_once(*(approve(people[k], number, k) for k in ("green", "river")))
        assert not [f for f in found if isinstance(f, Refusal)]
        opened = [n for f in found for n in f.opened]  # type: ignore[attr-defined]
        assert opened == ["chief"]
        assert api.replay(number) == api.state_of(number)


@pytest.mark.slow
def test_of_many_clerks_one_wins_and_the_others_are_told(place: City) -> None:
    for _ in range(ROUNDS):
        number = place.case().number
        clerk = place.clerk(number, "green")
        found = at_once(*[approve(clerk, number, "green")] * 6)
        refused = [f for f in found if isinstance(f, Conflict)]
        assert len(refused) == 5
        assert all(clerk.name in r.message.zh for r in refused)
        assert api.replay(number) == api.state_of(number)


@pytest.mark.slow
def test_twenty_submissions_under_one_key_make_one_case(place: City) -> None:
    def receive() -> object:
        return testing.make_case(
            place.cast, place.item, place.party, {"works.length": "10 m"}, key="once"
        )

    found = at_once(*[receive] * 10)
    numbers = {getattr(f, "number", "") for f in found if not isinstance(f, Refusal)}
    assert len(numbers) == 1
    number = numbers.pop()
    assert [n.kind for n in documents.list_notices(number)].count("receipt") == 1


@pytest.mark.slow
def test_two_sweepers_do_a_thing_once(place: City) -> None:
    number = place.case(works__length="").number
    args = {"round": 1}
    found = at_once(
        *[lambda: api.time_came("cases.presume", f"case:{number}", "accept:presume", args)] * 4
    )
    assert sum(f is not None for f in found) == 1
    assert api.state_of(number)["case"]["state"] == "accepted"
    assert api.replay(number) == api.state_of(number)
