"""Time in the demonstration: scripts go on in the order of their moments, a refusal stops its own script alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from yichuang.base import clock
from yichuang.base.errors import Conflict
from yichuang.base.text import Text
from yichuang.demo.simulation import Simulation

START = clock.at(date(2023, 10, 19))
HOUR = timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_scripts_take_turns_by_their_moments_and_none_goes_beyond_the_end() -> None:
    seen: list[tuple[str, datetime]] = []

    def script(name: str, *pauses: int) -> Iterator[datetime]:
        seen.append((name, clock.now()))
        for pause in pauses:
            yield clock.now() + pause * HOUR
            seen.append((name, clock.now()))

    with clock.travel(START):
        simulation = Simulation(START + 40 * HOUR)
        simulation.begin(START + HOUR, "late", script("late", 2))
        simulation.begin(START, "early", script("early", 2, 30, 30))
        simulation.run(lambda _: None)
        assert clock.now() == START + 40 * HOUR
    assert seen == [
        ("early", START),
        ("late", START + HOUR),
        ("early", START + 2 * HOUR),
        ("late", START + 3 * HOUR),
        ("early", START + 32 * HOUR),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_stops_its_script_and_is_told_a_bug_is_not_caught() -> None:
    def refused() -> Iterator[datetime]:
        yield clock.now() + HOUR
        raise Conflict("demo.test", Text("不行", "no"))

    def broken() -> Iterator[datetime]:
        yield clock.now() + 2 * HOUR
        raise ZeroDivisionError

    with clock.travel(START):
        simulation = Simulation(START + 9 * HOUR)
        simulation.begin(START, "refused", refused())
        simulation.begin(START, "broken", broken())
        with pytest.raises(ZeroDivisionError):
            simulation.run(lambda _: None)
    assert simulation.stopped == ["refused: demo.test 不行"]
