"""The table: kinds and beginnings of kinds, handlers of many receivers, timers by their room, no name twice."""

import pytest
from django.db import transaction

from yichuang.base import clock
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Source
from yichuang.kernel.people import api as people
from yichuang.kernel.people.testing import SYSTEM, make_clerk
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Line, Timer, Work
from yichuang.reactions.following import is_over
from yichuang.reactions.registry import Reaction, Table
from yichuang.reactions.table import TABLE
from yichuang.reactions.tests.setting import wired
from yichuang.reactions.worker import Worker


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


@pytest.mark.django_db
def test_with_only_other_lines_cost_no_row() -> None:
    table = Table((Reaction("over", ("case.*",), nothing, only=is_over),), {})
    with wired(table), transaction.atomic():
        for told in ({}, {"case": {"state": "accepted"}}, {"case": {"suspended": True}}):
            trail.record("case:1", "case.completed", told, actor="test:1")
        assert trail.is_idle()
        over = {"case": {"state": "decided", "result": "granted"}}
        line = trail.record("case:1", "case.completed", over, actor="test:1")
        assert [(w.line, w.handler) for w in trail.claim(9)] == [(line, "over")]


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
    assert names(TABLE, "service.requested") == ["cases.request", "webhooks.fan_out"]
    assert names(TABLE, "webhook.delivered") == ["cases.delivered"]
    assert names(TABLE, "payment.requested") == ["payments.ask"]
    assert names(TABLE, "facts.recorded") == ["cases.facts"]
    assert TABLE.on_timer("cases.presume") is TABLE.timers["cases.*"]


@pytest.mark.django_db(transaction=True)
def test_lines_as_their_rooms_write_them_are_understood() -> None:
    """Where no case reads what changed, nothing happens, and nothing stays behind."""
    clerk = make_clerk("wang")
    with wired(TABLE):
        subject = facts.new_subject("person", actor=SYSTEM)
        facts.withdraw_facts(SYSTEM, subject.id, ["person.name"], Source("typed", "person"))
        people.deactivate(SYSTEM, account=clerk)
        trail.set_timer("cases.due", "case:none", "accept:due", clock.now(), {"round": 1})
        assert trail.backlog().rows == 2
        Worker(TABLE).run(until_idle=True)
    assert trail.list_stuck() == ()
    assert trail.list_stuck_timers() == ()
    assert (trail.backlog().rows, trail.count_due_timers()) == (0, 0)
