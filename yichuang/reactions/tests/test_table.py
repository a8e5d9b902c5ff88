"""The table: kinds and beginnings of kinds, handlers of many receivers, timers by their room, no name twice."""

import pytest

from yichuang.kernel.trail.contracts import Line, Timer, Work
from yichuang.reactions.registry import Reaction, Table
from yichuang.reactions.table import TABLE


def nothing(work: Work, line: Line) -> None:
    pass


def by_room(timer: Timer) -> None:
    pass


def exactly(timer: Timer) -> None:
    pass


def names(table: Table, kind: str) -> list[str]:
    return [interest.handler for interest in table.interests(kind)]


def test_who_must_see_a_line() -> None:
    table = Table(
        (
            Reaction("a", ("case.*",), nothing),
            Reaction("b", ("case.closed", "paper.issued"), nothing),
            Reaction("c", (), nothing),
        ),
        {},
    )
    assert names(table, "case.closed") == ["a", "b"]
    assert names(table, "case.opened") == ["a"]
    assert names(table, "paper.issued") == ["b"]
    assert names(table, "cases") == []
    assert table.find("c/12").handler == "c"
    with pytest.raises(KeyError):
        table.find("d/12")


def test_no_name_twice_and_no_stroke_in_it() -> None:
    for name in ("a", "b/1"):
        with pytest.raises(ValueError, match=name):
            Table((Reaction("a", (), nothing), Reaction(name, (), nothing)), {})


def test_timers_by_kind_then_by_room() -> None:
    table = Table((), {"cases.*": by_room, "cases.due": exactly})
    assert table.on_timer("cases.due") is exactly
    assert table.on_timer("cases.look") is by_room
    with pytest.raises(KeyError):
        table.on_timer("other.due")


def test_the_table_of_the_house_knows_who_makes_copies_and_tells_partners() -> None:
    assert names(TABLE, "paper.issued") == ["documents.copy"]
    assert names(TABLE, "service.requested") == ["webhooks.fan_out"]
