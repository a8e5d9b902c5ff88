"""Posting to a partner's receiver: no redirects, no waiting past the limit, only the answer's status is read."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import httpx

# Seconds for everything: name, connection, sending, status line and headers.
LIMIT = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the receiver took it (2xx), its HTTP status (0 for none), and in words what went wrong."""

    ok: bool
    status: int
    error: str = ""


@cache
def _trust() -> ssl.SSLContext:
    """Loading the authorities takes 20 ms; once is enough."""
    return ssl.create_default_context()


def post(url: str, body: bytes, headers: Mapping[str, str], limit: float = 0) -> Answer:
    """Post once. Never raises for what the world outside does; never inside a transaction."""
    return asyncio.run(_post(url, body, headers, limit or LIMIT))


async def _post(url: str, body: bytes, headers: Mapping[str, str], limit: float) -> Answer:
    try:
        # httpx limits each read; a receiver that drips bytes would hold a thread for hours
        async with (
            asyncio.timeout(limit),
            httpx.AsyncClient(
                verify=_trust(), follow_redirects=False, timeout=limit, trust_env=False
            ) as client,
            client.stream("POST", url, content=body, headers=dict(headers)) as response,
        ):
            return _answer(response.status_code)
    except TimeoutError:
        return Answer(False, 0, f"no answer within {limit:g} s")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return Answer(False, 0, f"{type(error).__name__}: {error}"[:300])


def _answer(status: int) -> Answer:
    if 200 <= status < 300:
        return Answer(True, status)
    note = " (redirects are not followed)" if 300 <= status < 400 else ""
    return Answer(False, status, f"HTTP {status}{note}")
