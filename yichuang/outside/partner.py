"""Any foreign system that speaks signed JSON over HTTP: one message out, one answer in, its state on request.

POST {url}/{message} with {"id", "message", "payload"}; the answer is {"state": done|pending|refused, "took_effect",
"answer"}. GET {url}/{message}/{id} asks what became of it; 404 means that it never arrived. Never inside a transaction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings

from yichuang.base import clock
from yichuang.base.text import Text
from yichuang.outside import twin
from yichuang.outside.contracts import Answer, Late, TwinSpec
from yichuang.outside.signing import holds, sign

MOST_BYTES = 1024 * 1024
STATES = frozenset(("done", "pending", "refused"))


@dataclass(frozen=True, slots=True)
class Line:
    """How a partner is reached: address, shared secret, how long to wait (seconds), whether it signs answers."""

    url: str
    secret: str
    timeout: float = 5.0
    signs: bool = True


def call(
    partner: str,
    message: str,
    payload: Mapping[str, Any],
    *,
    key: str,
    behaviour: TwinSpec | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Answer:
    """Sends one message under our stable `key` and says what came of it. Never raises for what the partner does.

    A partner that settings do not name is answered by its simulated twin (`behaviour` as the pack declares it); in
    production, where twins are off, the answer is `failed` and nothing was sent.
    """
    line = lines().get(partner)
    if line is None:
        return (
            twin.receive(partner, message, payload, key, behaviour)
            if twins_on()
            else _no_line(partner)
        )
    body = json.dumps(
        {"id": key, "message": message, "payload": payload}, ensure_ascii=False, sort_keys=True
    ).encode()
    headers = {
        **sign(line.secret, key, clock.now(), body),
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    url = f"{line.url}/{quote(message, safe='')}"
    return _exchange(line, "POST", url, headers, body, transport)


def ask_state(
    partner: str, message: str, *, key: str, transport: httpx.BaseTransport | None = None
) -> Answer:
    """What the partner knows of the message sent under `key`. `took_effect` False: it never arrived or was refused."""
    line = lines().get(partner)
    if line is None:
        return twin.tell_state(partner, message, key) if twins_on() else _no_line(partner)
    headers = sign(line.secret, key, clock.now(), b"")
    url = f"{line.url}/{quote(message, safe='')}/{quote(key, safe='')}"
    return _exchange(line, "GET", url, headers, None, transport)


def read_push(partner: str, headers: Mapping[str, str], body: bytes) -> Late | None:
    """An answer that the partner sends by itself, None when it is not signed by it or is not understood."""
    line = lines().get(partner)
    if line is None or not holds(line.secret, headers, body, clock.now()):
        return None
    tree = _tree(body)
    if (
        tree is None
        or not isinstance(tree.get("id"), str)
        or not isinstance(tree.get("message"), str)
    ):
        return None
    return Late(partner, tree["message"], tree["id"], _read(tree))


def is_simulated(partner: str) -> bool:
    """Whether the twin answers for this partner here."""
    return partner not in lines() and twins_on()


def twins_on() -> bool:
    """Whether simulated twins answer for partners that settings do not name: everywhere but in production."""
    return bool(getattr(settings, "PARTNER_TWINS", not getattr(settings, "PRODUCTION", False)))


def lines() -> Mapping[str, Line]:
    """The partners that settings name: a mapping, or the path of a JSON file {"grid": {"url", "secret"}}."""
    given = getattr(settings, "PARTNERS", None) or {}
    if isinstance(given, str | Path):
        return _file_lines(str(given))
    return {name: Line(**entry) for name, entry in dict(given).items()}


@lru_cache(maxsize=4)
def _file_lines(path: str) -> Mapping[str, Line]:
    written = json.loads(Path(path).read_text("utf-8"))
    return {name: Line(**entry) for name, entry in written.items()}


def _exchange(
    line: Line,
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
    transport: httpx.BaseTransport | None,
) -> Answer:
    try:
        with (
            httpx.Client(
                transport=transport, timeout=line.timeout, follow_redirects=False
            ) as client,
            client.stream(method, url, headers=dict(headers), content=body) as response,
        ):
            content = b""
            for piece in response.iter_bytes():
                content += piece
                if len(content) > MOST_BYTES:
                    return _unknown(Text("对方的答复过大", "the answer is too large"))
            return _judge(line, method, response, content)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol):
        # Nothing left this machine: it is safe to try again.
        return Answer(
            False,
            "failed",
            took_effect=False,
            error=Text("连接不上对方系统", "the partner cannot be reached"),
        )
    except httpx.HTTPError:
        return _unknown(Text("对方没有在时限内答复", "the partner did not answer in time"))


def _judge(line: Line, method: str, response: httpx.Response, content: bytes) -> Answer:
    if method == "GET" and response.status_code == 404:
        return Answer(
            False,
            "failed",
            took_effect=False,
            error=Text("对方没有收到", "the partner never got it"),
        )
    if response.is_redirect or response.status_code >= 500:
        words = Text(
            f"对方系统出错（{response.status_code}）",
            f"the partner failed ({response.status_code})",
        )
        return _unknown(words)
    if line.signs and not holds(line.secret, response.headers, content, clock.now()):
        return _unknown(Text("答复的签名不符", "the answer's signature does not hold"))
    tree = _tree(content)
    if tree is None:
        return _unknown(Text("看不懂对方的答复", "the answer cannot be read"))
    if response.status_code >= 400:
        return Answer(False, "refused", tree, took_effect=False, error=_words(tree))
    return _read(tree)


def _read(tree: Mapping[str, Any]) -> Answer:
    state = tree.get("state")
    body = tree.get("answer") if isinstance(tree.get("answer"), dict) else {}
    if state not in STATES:
        return _unknown(Text("看不懂对方的答复", "the answer cannot be read"))
    if state == "refused":
        return Answer(False, "refused", body or {}, took_effect=False, error=_words(tree))
    took = tree.get("took_effect", True if state == "done" else None)
    return Answer(
        True, str(state), body or {}, took_effect=took if isinstance(took, bool) else None
    )


def _tree(content: bytes) -> dict[str, Any] | None:
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return tree if isinstance(tree, dict) else None


def _words(tree: Mapping[str, Any]) -> Text:
    said = str(tree.get("error") or "")[:200]
    return Text(
        f"对方拒绝：{said}" if said else "对方拒绝", f"the partner refused: {said}".rstrip(": ")
    )


def _unknown(error: Text) -> Answer:
    return Answer(False, "unknown", took_effect=None, error=error)


def _no_line(partner: str) -> Answer:
    words = Text(
        f"没有配置外部系统“{partner}”的连接", f"no line to the partner {partner!r} is configured"
    )
    return Answer(False, "failed", took_effect=False, error=words)
