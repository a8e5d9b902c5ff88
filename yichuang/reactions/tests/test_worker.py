"""Exactly once on the database, in order where asked, again after failures, in several workers at once."""

import threading
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import close_old_connections, connection, connections, transaction

from yichuang.base import clock
from yichuang.kernel.trail import api as trail
from yichuang.kernel.trail.contracts import Again, Later, Line, Timer, Work
from yichuang.kernel.trail.testing import count_unsealed, end_leases, lines_of_kind
from yichuang.reactions.registry import OutsideReaction, Reaction, Table, about_stream
from yichuang.reactions.tests.setting import effect, effects, exactly_once, table_of, wired, write
from yichuang.reactions.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)
START = datetime(2024, 3, 1, 9, 0, tzinfo=clock.SHANGHAI)


def test_each_line_has_its_effect_once_and_all_is_sealed() -> None:
    table = table_of()
    with wired(table):
        lines = write(30)
        Worker(table).run(until_idle=True)
    assert effects() == exactly_once(lines)
    assert trail.backlog().rows == 0
    assert count_unsealed() == 0
    assert trail.verify().ok


def test_an_effect_is_undone_with_its_failure_and_comes_once() -> None:
    fails = [RuntimeError("no"), RuntimeError("still no")]

    def deed(work: Work, line: Line) -> None:
        effect(work, line)
        if fails:
            raise fails.pop()

    table = table_of(deed)
    with wired(table), clock.travel(START):
        lines = write(1)
        worker = Worker(table)
        worker.run(until_idle=True)
        assert effects() == Counter()
        stuck = trail.list_stuck()
        assert [(s.tries, s.due - START) for s in stuck] == [(1, timedelta(seconds=2))]
        assert "RuntimeError: still no (test_worker.py:" in stuck[0].error
        clock.advance(timedelta(seconds=2))
        Worker(table).run(until_idle=True)
        assert [(s.tries, s.due - clock.now()) for s in trail.list_stuck()] == [
            (2, timedelta(seconds=4))
        ]
        trail.retry_now(stuck[0].id)
        Worker(table).run(until_idle=True)
    assert effects() == exactly_once(lines)
    assert trail.list_stuck() == ()


def test_tried_again_without_end_at_most_an_hour_apart() -> None:
    def deed(work: Work, line: Line) -> None:
        raise RuntimeError("down")

    tries = []
    table = table_of(deed)
    with wired(table), clock.travel(START):
        write(1)
        for _ in range(40):
            Worker(table).run(until_idle=True)
            stuck = trail.list_stuck()[0]
            tries.append(int((stuck.due - clock.now()).total_seconds()))
            clock.advance(stuck.due - clock.now())
        assert tries[:12] == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600]
        assert set(tries[12:]) == {3600}
        assert trail.backlog().failing == 1
        assert trail.backlog().oldest > 24 * 3600


def test_a_lost_lease_undoes_the_work() -> None:
    with wired(table_of()):
        lines = write(1)
    (first,) = trail.claim()
    assert trail.claim() == ()
    end_leases()
    (second,) = trail.claim()

    def late() -> None:
        with transaction.atomic():
            effect(first, trail.read_line(lines[0]))
            trail.finish(first)

    with pytest.raises(trail.LeaseLostError):
        late()
    assert effects() == Counter()
    assert not trail.fail(first, "late")
    assert not trail.renew(first, 5)
    with transaction.atomic():
        effect(second, trail.read_line(lines[0]))
        trail.finish(second)
    assert effects() == exactly_once(lines)


def test_a_retry_never_reorders_and_holds_up_nobody_else() -> None:
    seen: list[tuple[str, int]] = []
    broken = {"thing:a": 2}

    def deed(work: Work, line: Line) -> Again | None:
        if broken.get(line.about, 0):
            broken[line.about] -= 1
            return Again("not yet")
        seen.append((line.about, line.body["i"]))
        return None

    table = table_of(deed)
    with wired(table), clock.travel(START):
        write(5, "thing:a")
        write(5, "thing:b")
        Worker(table).run(until_idle=True)
        assert seen == [("thing:b", i) for i in range(5)]
        write(1, "thing:a", "thing.late")
        clock.advance(timedelta(seconds=2))
        Worker(table).run(until_idle=True)
        clock.advance(timedelta(seconds=4))
        Worker(table).run(until_idle=True)
    assert seen[5:] == [("thing:a", i) for i in (0, 1, 2, 3, 4, 0)]


def test_not_yet_is_no_failure() -> None:
    def deed(work: Work, line: Line) -> Later | None:
        if clock.now() < START + timedelta(hours=1):
            return Later(START + timedelta(hours=1))
        effect(work, line)
        return None

    table = table_of(deed)
    with wired(table), clock.travel(START):
        lines = write(1)
        Worker(table).run(until_idle=True)
        assert (trail.list_stuck(), trail.backlog().rows) == ((), 1)
        clock.advance(timedelta(hours=1))
        Worker(table).run(until_idle=True)
    assert effects() == exactly_once(lines)


def test_a_handler_that_is_gone_is_shown_and_lost_nothing() -> None:
    table = table_of()
    with wired(table):
        lines = write(1)
    Worker(Table((), {})).run(once=True)
    assert "effect" in trail.list_stuck()[0].error
    trail.retry_now(trail.list_stuck()[0].id)
    Worker(table).run(once=True)
    assert effects() == exactly_once(lines)


def test_fan_out_is_repeatable() -> None:
    def fan_out(work: Work, line: Line) -> None:
        for receiver in (1, 2):
            trail.enqueue(line.id, f"tell/{receiver}", stream=f"{receiver}:{line.about}", args={})
            trail.enqueue(line.id, f"tell/{receiver}", stream=f"{receiver}:{line.about}", args={})

    told: list[str] = []
    table = Table(
        (
            Reaction("fan", ("thing.*",), fan_out, about_stream),
            Reaction("tell", (), lambda work, line: told.append(work.handler)),
        ),
        {},
    )
    with wired(table):
        write(2)
        Worker(table).run(until_idle=True)
    assert Counter(told) == {"tell/1": 2, "tell/2": 2}


def test_two_workers_share_and_never_double() -> None:
    table = table_of()
    with wired(table):
        ordered = write(100, "thing:ordered")
        lines = ordered + write(100)

        def work() -> None:
            with wired(table):
                Worker(table, threads=1).run(until_idle=True)
            connections.close_all()

        others = [threading.Thread(target=work) for _ in range(2)]
        for other in others:
            other.start()
        for other in others:
            other.join()
    close_old_connections()
    assert effects() == exactly_once(lines)
    of_one = [line for line in lines_of_kind("effect") if line.body["of"] == "thing:ordered"]
    assert [line.about for line in of_one] == [f"effect:{line}" for line in ordered]
    assert trail.verify().ok


def test_a_slow_receiver_holds_its_lane_and_nothing_else() -> None:
    release = threading.Event()
    done: list[str] = []

    def call(handler: str) -> str:
        if handler == "slow":
            release.wait(10)
        return handler

    def reaction(name: str) -> OutsideReaction:
        return OutsideReaction(
            name,
            (f"{name}.*",),
            prepare=lambda work, line: name,
            call=call,
            settle=lambda work, line, answer: done.append(answer),
        )

    table = Table((reaction("slow"), reaction("quick")), {})
    with wired(table):
        write(20, "thing:{n}", "slow.done")
        write(20, "thing:{n}", "quick.done")
        worker = Worker(table, threads=6)
        began = time.monotonic()
        while done.count("quick") < 20:
            worker.step()
            assert time.monotonic() - began < 5
        assert done.count("slow") == 0
        assert len(worker.flights) == 2
        release.set()
        worker.run(until_idle=True)
    assert Counter(done) == {"slow": 20, "quick": 20}
    assert trail.backlog().rows == 0


def test_a_failing_call_is_tried_again() -> None:
    answers: list[object] = [ValueError("connection reset"), "fine"]
    settled: list[object] = []

    def call(prepared: object) -> object:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    table = Table(
        (
            OutsideReaction(
                "ask",
                ("thing.*",),
                prepare=lambda work, line: line.about,
                call=call,
                settle=lambda work, line, answer: settled.append(answer),
            ),
        ),
        {},
    )
    with wired(table), clock.travel(START):
        write(1)
        Worker(table).run(until_idle=True)
        assert "connection reset" in trail.list_stuck()[0].error
        clock.advance(timedelta(seconds=2))
        Worker(table).run(until_idle=True)
    assert settled == ["fine"]


def test_timers_fire_once_and_may_set_themselves_again() -> None:
    fired: list[tuple[str, datetime]] = []

    def every_day(timer: Timer) -> None:
        fired.append((timer.key, timer.due))
        if len(fired) < 3:
            trail.set_timer("daily", timer.ref, timer.key, timer.due + timedelta(days=1))

    table = Table((), {"daily": every_day})
    with clock.travel(START):
        trail.set_timer("daily", "case:1", "a", START + timedelta(hours=1))
        trail.set_timer("daily", "case:1", "b", START + timedelta(hours=1))
        trail.set_timer("daily", "case:2", "b", START + timedelta(hours=1))
        assert trail.cancel_timer("daily", "case:2", "b")
        assert trail.cancel_timers("case:1", "b") == 1
        Worker(table).run(until_idle=True)
        assert fired == []
        clock.advance(timedelta(days=7))
        Worker(table).run(until_idle=True)
    assert [due - START for _, due in fired] == [
        timedelta(hours=1),
        timedelta(days=1, hours=1),
        timedelta(days=2, hours=1),
    ]
    assert trail.list_timers("case:1") == ()


def test_a_timer_moved_meanwhile_does_not_fire() -> None:
    with clock.travel(START):
        trail.set_timer("due", "case:1", "limit", START)
        (claimed,) = trail.due_timers()
        assert trail.due_timers() == ()
        trail.set_timer("due", "case:1", "limit", START + timedelta(days=10))
        with (
            pytest.raises(trail.LeaseLostError),
            transaction.atomic(),
            trail.firing(claimed),
        ):
            trail.record("case:1", "effect", {}, actor="system:test")
        assert effects() == Counter()
        trail.fail_timer(claimed, "late")
        assert [t.due for t in trail.list_timers("case:1")] == [START + timedelta(days=10)]
        assert trail.list_stuck_timers() == ()


def test_no_more_is_claimed_than_was_asked_for() -> None:
    """PostgreSQL that takes a table for tiny asks a subquery with a LIMIT again for each of its rows."""
    with clock.travel(START), transaction.atomic():
        for n in range(9):
            trail.set_timer("due", f"case:{n}", "limit", START)
            line = trail.record(f"case:{n}", "told", {}, actor="system:test")
            trail.enqueue(line, "send", args={})
            if n == 0 and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE trail_timerrow, trail_pending")
        assert [len(trail.due_timers(1)) for _ in range(10)] == [1] * 9 + [0]
        assert [len(trail.claim(1)) for _ in range(10)] == [1] * 9 + [0]


def test_a_failing_timer_is_tried_again() -> None:
    fails = [True]

    def on_timer(timer: Timer) -> None:
        trail.record(f"effect:{timer.key}", "effect", {}, actor="system:test")
        if fails:
            fails.pop()
            raise RuntimeError("no")

    table = Table((), {"due": on_timer})
    with clock.travel(START):
        trail.set_timer("due", "case:1", "limit", START)
        Worker(table).run(until_idle=True)
        ((timer, n, error),) = trail.list_stuck_timers()
        assert (timer.due, n) == (START + timedelta(seconds=2), 1)
        assert "RuntimeError: no" in error
        clock.advance(timedelta(seconds=2))
        Worker(table).run(until_idle=True)
    assert effects() == Counter({"effect:limit": 1})
