"""Trial T20: receivers that fail, hang, hang up or send elsewhere; nothing is lost, nobody else is slowed."""

import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import Settings

from yichuang.base import clock
from yichuang.blocks.notices import api as notices
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import OPERATOR, Actor
from yichuang.kernel.people.testing import SYSTEM, make_clerk
from yichuang.kernel.trail import api as trail
from yichuang.outside import webhook
from yichuang.reactions.registry import Table
from yichuang.reactions.table import REACTIONS, TIMERS
from yichuang.reactions.testing import Receiver, receiving
from yichuang.reactions.tests.setting import wired
from yichuang.reactions.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)
# requests of cases that are not there: only what tells partners reacts to them
TABLE = Table(tuple(r for r in REACTIONS if r.handler.startswith("webhooks.")), TIMERS)
START = datetime(2024, 3, 1, 9, 0, tzinfo=clock.SHANGHAI)


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # long enough for a busy machine; where receivers hang on purpose the test shortens it
    monkeypatch.setattr(webhook, "LIMIT", 5)
    with clock.travel(START), wired(TABLE):
        yield


def subscribe(receiver: Receiver, partner: str = "grid") -> int:
    made = notices.subscribe(SYSTEM, partner=partner, url=receiver.url, kinds=["service.requested"])
    receiver.secret = made.secret
    return made.id


def decide(case: str, n: int = 0, partner: str = "grid") -> None:
    body = {
        "case": case,
        "message": f"{partner}.result",
        "result": "granted",
        "sends": {"n": n},
        "set": "kept to ourselves",
        "to": [],
        "channel": "",
    }
    with transaction.atomic():
        trail.record(f"service:{case}-{n}", "service.requested", body, actor="system:cases")


def work() -> None:
    Worker(TABLE).run(until_idle=True)


def arrived(receiver: Receiver) -> dict[str, list[int]]:
    """Per case what arrived, doubles discarded by id, in the order of arrival."""
    seen: set[str] = set()
    found: dict[str, list[int]] = defaultdict(list)
    for message, body in receiver.arrived:
        if message not in seen:
            seen.add(message)
            found[body["data"]["case"]].append(body["data"]["sends"]["n"])
    return found


@pytest.mark.clause("C03.2")
def test_a_result_arrives_signed_and_says_no_more_than_it_should() -> None:
    with receiving() as receiver, receiving() as other:
        subscription = subscribe(receiver)
        subscribe(other, "water")
        decide("A1")
        work()
    ((message, body),) = receiver.arrived
    assert receiver.forged == 0
    assert other.arrived == []
    assert body["type"] == "grid.result"
    assert body["data"] == {"case": "A1", "result": "granted", "sends": {"n": 0}}
    assert datetime.fromisoformat(body["timestamp"]) == START
    (delivery,) = notices.list_deliveries(SYSTEM, subscription=subscription).rows
    assert (delivery.message_id, delivery.tries, delivery.order) == (message, 1, "A1")
    assert delivery.delivered_at == START
    (line,) = trail.list_lines(f"delivery:{delivery.id}").rows
    assert (line.kind, line.body["partner"]) == ("webhook.delivered", "grid")


@pytest.mark.clause("C03.2")
@pytest.mark.slow
def test_three_bad_days_lose_nothing_and_reorder_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LIMIT", 0.3)
    settings.WEBHOOK_ALARM_MINUTES = 60
    operator = people.actor_for(make_clerk("operator", roles=(OPERATOR,)))
    with receiving("500") as receiver:
        subscription = subscribe(receiver)
        case = 0
        for mode in ("500", "hang", "reset"):
            receiver.mode = mode
            for _ in range(4):
                for _ in range(16):
                    case += 1
                    for n in range(2):
                        decide(f"C{case}", n)
                work()
                clock.advance(timedelta(hours=6))
        assert receiver.arrived == []
        (seen,) = notices.list_subscriptions(operator)
        assert (seen.waiting, seen.failing_since) == (384, START)
        assert seen.failures >= 12
        assert "Error" in seen.last_error or "HTTP" in seen.last_error
        waiting = notices.list_deliveries(operator, subscription=subscription, waiting=True)
        assert len(waiting.rows) == 100
        (alarm,) = notices.list_messages(operator).rows
        assert "grid" in alarm.title.zh
        assert trail.backlog().rows == 384
        # a failing receiver is probed, not stormed: one call each time its pause is over
        assert receiver.calls <= 3 * 4 * 2

        receiver.mode = "ok"
        monkeypatch.setattr(webhook, "LIMIT", 5)
        work()
        assert arrived(receiver) == {f"C{n}": [0, 1] for n in range(1, 193)}
        assert receiver.forged == 0
        (well,) = notices.list_subscriptions(operator)
        assert (well.waiting, well.failures, well.failing_since, well.retry_at) == (
            0,
            0,
            None,
            None,
        )
        assert trail.list_timers(f"subscription:{subscription}") == ()
        assert trail.backlog().rows == 0


@pytest.mark.clause("C03.2")
def test_a_hanging_receiver_slows_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "LIMIT", 60)
    with receiving("hang") as bad, receiving() as good:
        subscribe(bad, "slow")
        subscribe(good, "grid")
        for n in range(30):
            decide(f"S{n}", partner="slow")
        for n in range(30):
            decide(f"G{n}")
        worker = Worker(TABLE)
        began = time.monotonic()
        while len(good.arrived) < 30 and time.monotonic() - began < 25:
            worker.step()
        # all thirty are here while the first call to the other still hangs
        assert len(good.arrived) == 30
        assert bad.calls <= 2
        bad.release.set()
        worker.run(until_idle=True)
        assert trail.backlog().rows == 30


def test_redirects_are_not_followed_and_a_dead_port_is_an_error() -> None:
    with receiving("redirect") as receiver:
        subscription = subscribe(receiver)
        decide("A1")
        work()
        assert receiver.calls == 1
        (seen,) = notices.list_subscriptions(SYSTEM)
        assert seen.last_error == "HTTP 307 (redirects are not followed)"
    notices.try_now(SYSTEM, subscription=subscription)
    work()
    (seen,) = notices.list_subscriptions(SYSTEM)
    assert (seen.failures, seen.waiting) == (2, 1)
    assert seen.last_error.startswith("ConnectError")
    assert trail.list_stuck()[0].error.startswith("ConnectError")


def test_replay_sends_the_same_again_in_order() -> None:
    with receiving() as receiver:
        subscription = subscribe(receiver)
        for n in range(3):
            decide("A1", n)
        work()
        before = list(receiver.arrived)
        partner = Actor(label="key:1", name="grid", partner="grid")
        assert notices.replay(partner, subscription=subscription, since=START) == 3
        work()
        assert receiver.arrived == before + before
        assert [body["data"]["sends"]["n"] for _, body in before] == [0, 1, 2]
        clock.advance(timedelta(days=1))
        assert notices.replay(partner, subscription=subscription, since=clock.now()) == 0


def test_an_ended_subscription_is_told_nothing_more() -> None:
    with receiving("500") as receiver:
        subscription = subscribe(receiver)
        decide("A1")
        work()
        notices.end_subscription(SYSTEM, subscription=subscription)
        receiver.mode = "ok"
        decide("A2")
        clock.advance(timedelta(hours=2))
        work()
        assert receiver.arrived == []
        assert trail.backlog().rows == 0
