"""By which address a guesser is counted: where it comes from, or what a named proxy says; never its own claim."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings

from tests.town import Town
from yichuang.config import wsgi

PROXY = "10.1.2.3"
GUESSES = 32


@pytest.fixture
def fresh() -> Iterator[None]:
    """No guess was counted yet; the application is as before afterwards. The test keeps its connection."""
    cache.clear()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    cache.clear()
    importlib.reload(wsgi)


def guess(address: str, forwarded: str) -> str:
    """The status of one guess at a query code."""
    environ: dict[str, Any] = {
        "PATH_INFO": "/api/v1/progress",
        "QUERY_STRING": "number=2023101934110012340000012&code=000000",
        "REMOTE_ADDR": address,
        "HTTP_X_FORWARDED_FOR": forwarded,
        "HTTP_HOST": "127.0.0.1",
    }
    setup_testing_defaults(environ)
    told: list[str] = []
    for _ in wsgi.application(environ, lambda status, _: told.append(status)):
        pass
    return told[0][:3]


def test_a_forged_address_does_not_make_guesses_free(town: Town, fresh: None) -> None:
    with override_settings(TRUSTED_PROXIES=[PROXY]):
        importlib.reload(wsgi)
        statuses = [guess("203.0.113.7", f"198.51.100.{n}") for n in range(GUESSES)]
    assert statuses[0] == "404"
    assert statuses[-1] == "429"


def test_behind_a_named_proxy_each_client_is_counted_alone(town: Town, fresh: None) -> None:
    with override_settings(TRUSTED_PROXIES=[PROXY]):
        importlib.reload(wsgi)
        # who guesses may write what it likes before the address that the proxy adds
        mine = [guess(PROXY, f"198.51.100.{n}, 203.0.113.7") for n in range(GUESSES)]
        assert mine[-1] == "429"
        assert guess(PROXY, "203.0.113.8") == "404"


def test_without_a_named_proxy_the_header_means_nothing(town: Town, fresh: None) -> None:
    importlib.reload(wsgi)
    statuses = [guess(PROXY, f"198.51.100.{n}") for n in range(GUESSES)]
    assert statuses[-1] == "429"
