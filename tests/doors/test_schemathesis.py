"""Whatever is sent to the API, it never breaks and answers as it describes itself: to a key, to staff, to nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.doors.api_calls import ITEM, application, by_key, user_of
from tests.town import CHUZHOU, SYSTEM, WORKS, Town
from yichuang.api.testing import VERBS, description, fields_of
from yichuang.config.wsgi import application as served
from yichuang.kernel.people import api as people

pytestmark = pytest.mark.slow
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
SCOPES = ("submit:*", "sign:*", "webhooks", "payments")
schema = schemathesis.openapi.from_dict(description())
schema.app = served
thorough = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
Headers = Mapping[str, str]


@contextmanager
def one_connection() -> Iterator[None]:
    """A request of a test stays in the test's transaction, as Django's own client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(town: Town) -> Headers:
    """A partner with every scope."""
    return {"Authorization": f"Bearer {people.issue_key(SYSTEM, partner='grid', scopes=SCOPES)}"}


@pytest.fixture
def office(town: Town) -> Headers:
    """Who adopts measures for a city, logged in."""
    return session("office.chuzhou")


@pytest.fixture
def reviewer(town: Town) -> Headers:
    """Who has a task in the case, logged in."""
    return session("reviewer.natural_resources.chuzhou")


def session(login: str) -> Headers:
    """The cookies and the token of somebody who has logged in."""
    client = Client()
    client.force_login(user_of(login))
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    token = "a" * 32
    return {
        "Cookie": f"{django_settings.SESSION_COOKIE_NAME}={cookie}; csrftoken={token}",
        "X-CSRFToken": token,
    }


@pytest.fixture
def known(town: Town) -> dict[str, str]:
    """What exists: a running case and a draft of the partner, a city, an item, a subject."""
    grid = by_key()
    number = grid.call("POST", "/cases", application(works__route_length="501 m"), want=201)
    begun = grid.call("POST", "/drafts", {"item": ITEM, "region": CHUZHOU}, want=201)
    return {
        "number": number["number"],
        "draft": str(begun["draft"]["id"]),
        "region": CHUZHOU,
        "key": ITEM,
        "item": ITEM,
        "pack": WORKS,
        "subject": str(town.subjects["food"]),
        "node": "planning",
        "to_node": "accept",
        "from_node": "planning",
        "material": "route_map",
        "role": "applicant",
    }


def send(case: schemathesis.Case[Any], headers: Headers, known: Mapping[str, str]) -> None:
    """One request, with what exists where an address or body names it; and everything that must hold of its answer."""
    sent = {k: v for k, v in (case.headers or {}).items() if k.lower() != "authorization"}
    case.headers.clear()
    case.headers.update({**sent, **headers})
    case.cookies.clear()
    case.path_parameters.update({k: v for k, v in known.items() if k in case.path_parameters})
    if isinstance(case.body, dict):
        case.body |= {k: v for k, v in known.items() if isinstance(case.body.get(k), str)}
    with one_connection():
        case.call_and_validate(base_url="http://localhost", checks=CHECKS)


@schema.parametrize()
@seed(1)
@thorough
def test_to_a_partner(case: schemathesis.Case[Any], key: Headers, known: dict[str, str]) -> None:
    send(case, key, known)


@schema.parametrize()
@seed(1)
@thorough
def test_to_the_office(case: schemathesis.Case[Any], office: Headers) -> None:
    send(case, office, {"region": CHUZHOU, "pack": WORKS})


@schema.include(path_regex="number").parametrize()
@seed(1)
@thorough
def test_to_a_reviewer(
    case: schemathesis.Case[Any], reviewer: Headers, known: dict[str, str]
) -> None:
    send(case, reviewer, known)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb(verb: str, reviewer: Headers, known: dict[str, str]) -> None:
    """Each verb with whatever its fields may hold."""
    operation = schema["/api/v1/cases/{number}/verbs/{verb}"]["POST"]

    @seed(1)
    @thorough
    @given(case=operation.as_strategy())
    def run(case: schemathesis.Case[Any]) -> None:
        if isinstance(case.body, dict):
            case.body = {k: v for k, v in case.body.items() if k in fields_of(verb)}
            case.body |= {k: v for k, v in known.items() if k in fields_of(verb)}
        send(case, reviewer, {**known, "verb": verb})

    run()


@schema.parametrize()
@seed(1)
@settings(thorough, max_examples=5)
def test_to_nobody(case: schemathesis.Case[Any], town: Town) -> None:
    send(case, {}, {})
