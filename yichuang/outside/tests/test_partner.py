"""Partners over HTTP and their twins: what took effect, what did not, and what nobody can tell yet."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from django.test import override_settings

from yichuang.base import clock
from yichuang.outside.api import (
    TwinSpec,
    ask_state,
    call,
    collect_late,
    holds,
    is_simulated,
    read_push,
    sign,
)

SECRET = "shared-secret-of-the-grid"
LINE = override_settings(PARTNERS={"grid": {"url": "https://grid.invalid/api", "secret": SECRET}})
Respond = Callable[[httpx.Request], httpx.Response]


def grid(
    state: dict[str, object] | None = None, status: int = 200, secret: str = SECRET
) -> Respond:
    """A partner that checks our signature and signs its answer."""

    def respond(request: httpx.Request) -> httpx.Response:
        body = request.read()
        assert holds(SECRET, request.headers, body, clock.now()), "our own signature must hold"
        content = json.dumps(state or {}).encode()
        return httpx.Response(
            status, content=content, headers=sign(secret, "a1", clock.now(), content)
        )

    return respond


def ask(respond: Respond, key: str = "k1") -> object:
    with LINE:
        return call("grid", "result", {"n": 1}, key=key, transport=httpx.MockTransport(respond))


def test_a_signed_answer_is_taken() -> None:
    answer = ask(grid({"state": "done", "answer": {"ticket": "T1"}}))
    assert (answer.ok, answer.took_effect, answer.body) == (True, True, {"ticket": "T1"})  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("respond", "state", "took_effect"),
    [
        (grid({"state": "pending"}), "pending", None),
        (grid({"state": "refused", "error": "no"}), "refused", False),
        (grid({"error": "wrong field"}, status=400), "refused", False),
        (grid({}, status=503), "unknown", None),
        (grid({"state": "done"}, secret="another"), "unknown", None),
        (grid({"state": "perhaps"}), "unknown", None),
        (
            lambda r: httpx.Response(307, headers={"Location": "https://elsewhere.invalid"}),
            "unknown",
            None,
        ),
        (lambda r: httpx.Response(200, content=b"x" * (2 << 20)), "unknown", None),
    ],
)
def test_what_is_not_a_plain_done_is_told_apart(
    respond: Respond, state: str, took_effect: bool | None
) -> None:
    answer = ask(respond)
    assert (answer.state, answer.took_effect) == (state, took_effect)  # type: ignore[attr-defined]


def test_a_timeout_is_unknown_and_a_refused_connection_is_not() -> None:
    def hang(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    def closed(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("closed", request=request)

    assert ask(hang).took_effect is None  # type: ignore[attr-defined]
    assert ask(closed).took_effect is False  # type: ignore[attr-defined]


def test_state_is_asked_and_404_means_it_never_arrived() -> None:
    def nowhere(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/api/result/k1"
        return httpx.Response(404)

    with LINE:
        assert (
            ask_state(
                "grid", "result", key="k1", transport=httpx.MockTransport(nowhere)
            ).took_effect
            is False
        )


def test_a_push_must_be_signed_by_the_partner_and_fresh() -> None:
    body = json.dumps(
        {"id": "k1", "message": "result", "state": "done", "answer": {"a": "b"}}
    ).encode()
    with LINE:
        late = read_push("grid", sign(SECRET, "p1", clock.now(), body), body)
        assert late is not None
        assert (late.key, late.answer.body) == ("k1", {"a": "b"})
        assert read_push("grid", sign("wrong", "p1", clock.now(), body), body) is None
        old = sign(SECRET, "p1", clock.now() - timedelta(minutes=6), body)
        assert read_push("grid", old, body) is None
        assert read_push("grid", sign(SECRET, "p1", clock.now(), body), body + b" ") is None


def test_production_without_a_line_sends_nothing() -> None:
    with override_settings(PARTNER_TWINS=False):
        assert not is_simulated("grid")
        answer = call("grid", "result", {}, key="k1")
    assert (answer.state, answer.took_effect) == ("failed", False)


@pytest.mark.django_db
class TestTwin:
    def test_it_answers_from_what_was_sent_and_says_that_it_is_simulated(self) -> None:
        spec = TwinSpec.of({"answers": {"ticket": "T{serial}", "for": "{firm}"}})
        answer = call("grid", "result", {"firm": "测试厂"}, key="k1", behaviour=spec)
        assert answer.simulated
        assert answer.body["for"] == "测试厂"
        assert (
            call("grid", "result", {"firm": "测试厂"}, key="k1", behaviour=spec).body == answer.body
        )

    def test_a_lost_request_took_no_effect_a_lost_answer_did(self) -> None:
        for loses, took_effect in (("request", False), ("answer", True)):
            spec = TwinSpec(fails_first=1, loses=loses)
            assert call("grid", "result", {}, key=loses, behaviour=spec).took_effect is None
            assert ask_state("grid", "result", key=loses).took_effect is took_effect

    def test_a_late_answer_comes_when_due_and_twice_where_it_doubles(self) -> None:
        spec = TwinSpec.of({"answers": {"a": "b"}, "after": "2 days", "doubles": "yes"})
        with clock.travel(clock.now()):
            assert call("grid", "result", {}, key="k1", behaviour=spec).state == "pending"
            assert collect_late() == ()
            clock.advance(timedelta(days=2))
            assert [(late.key, late.answer.body) for late in collect_late()] == [
                ("k1", {"a": "b"})
            ] * 2
            assert collect_late() == ()
            assert ask_state("grid", "result", key="k1").took_effect is True

    def test_silence_is_silence_but_the_state_is_told(self) -> None:
        spec = TwinSpec(never=True)
        with clock.travel(clock.now()):
            assert call("grid", "result", {}, key="k1", behaviour=spec).state == "unknown"
            clock.advance(timedelta(days=30))
            assert collect_late() == ()
            assert ask_state("grid", "result", key="k1").state == "pending"
            assert ask_state("grid", "result", key="k2").took_effect is False
