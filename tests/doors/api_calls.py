"""How the tests of the API call it: by session with its token, or by key; and an application that is whole."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from pypdf import PdfWriter

from tests.town import CHUZHOU, SYSTEM, WORKS, Town
from yichuang.kernel.people import api as people

ITEM = f"{WORKS}.works"
SCOPES = (f"submit:{ITEM}", f"sign:{ITEM}")
ROOT = "/api/v1"
# Django's answer with what its test client adds; the stubs name it only privately.
Answer = Any


@dataclass
class Caller:
    """Somebody at the API. `call` gives the answer; a status other than wanted fails with what was said."""

    headers: Mapping[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def send(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """The raw answer."""
        return self.client.generic(
            method,
            ROOT + path,
            data=b"" if body is None else _json(body),
            content_type="application/json",
            headers={**self.headers, **headers},
        )

    def call(
        self, method: str, path: str, body: object = None, *, want: int = 200, **headers: str
    ) -> Any:
        """The answer's JSON."""
        answer = self.send(method, path, body, **headers)
        assert answer.status_code == want, (answer.status_code, answer.content.decode()[:2000])
        return _read(answer)


def _json(body: object) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def _read(answer: Answer) -> Any:
    return json.loads(answer.content) if answer.content else None


def user_of(login: str) -> Any:
    """The account, as Django's own client wants it."""
    account = people.find_account(login)
    assert account is not None, login
    return get_user_model().objects.get(pk=account)


def by_login(town: Town, login: str) -> Caller:
    """Whoever logs in so, with the token that the portal's pages hold."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(login))
    token = "t" * 32
    client.cookies["csrftoken"] = token
    return Caller({"X-CSRFToken": token}, client)


def by_key(partner: str = "grid", scopes: tuple[str, ...] = SCOPES) -> Caller:
    """A partner's program."""
    key = people.issue_key(SYSTEM, partner=partner, scopes=scopes)
    return Caller({"Authorization": f"Bearer {key}"})


def a_pdf() -> str:
    """A PDF of one page, in base64."""
    kept = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.write(kept)
    return base64.b64encode(kept.getvalue()).decode()


def a_file() -> SimpleUploadedFile:
    """The same as the field of a form."""
    return SimpleUploadedFile("路由图.pdf", base64.b64decode(a_pdf()), "application/pdf")


def application(**answers: str) -> dict[str, Any]:
    """A whole application for a 10 kV connection; single answers may be set by `works__route_length="501 m"`."""
    said = {
        "works.name": "厂区 10 千伏接入工程(测试)",
        "works.site": "滁州市来安县食品园一号(测试)",
        "works.voltage": "10kv",
        "works.user_kind": "ordinary",
        "works.capacity": "315 kVA",
        "works.route": "line_1",
        "works.route_length": "500 m",
        "works.laying": "duct",
        "works.crosses": "none",
        "works.digs_road": "no",
        "works.occupies_road": "no",
        "works.uses_green": "no",
        "works.by_highway": "no",
        "works.start_date": "2023-11-01",
        "works.end_date": "2023-11-30",
        "works.restoration_plan": "按原样恢复路面和绿地",
    }
    said |= {k.replace("__", "."): v for k, v in answers.items()}
    return {
        "item": ITEM,
        "region": CHUZHOU,
        "applicant": {"kind": "enterprise", "code": "91341122MA2LAN090E"},
        "answers": said,
        "materials": {
            "route_map": {"name": "路由图.pdf", "content": a_pdf()},
            "construction_plan": {"name": "方案.pdf", "content": a_pdf()},
        },
        "signed": ["applicant"],
    }


def at_once(times: int, deed: Any) -> list[Any]:
    """The same deed in as many threads in the same moment, each with a connection of its own."""
    start = Barrier(times)

    def one(n: int) -> Any:
        try:
            start.wait()
            return deed(n)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        # each thread lives on the day of the test
        waiting = [pool.submit(copy_context().run, one, n) for n in range(times)]
        return [done.result() for done in waiting]
