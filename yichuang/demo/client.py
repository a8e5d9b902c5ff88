"""Those who come to the portal over HTTP: a partner's program by its key, people by name and password."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

import httpx

from yichuang.demo.papers import content_of

T = TypeVar("T")
API = "/api/v1"


class WentWrong(Exception):
    """Something did not come out as it should; the text says what, for whoever reads the end of the demonstration."""


@dataclass
class Caller:
    """Somebody at the portal. Every answer but the wanted one raises WentWrong with what was said."""

    base: str
    who: str
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        """One connection that is kept."""
        self.http = httpx.Client(base_url=self.base, timeout=30, trust_env=False)

    def with_key(self, key: str) -> Caller:
        """A program that shows its key."""
        self.http.headers["Authorization"] = f"Bearer {key}"
        return self

    def log_in(self, password: str) -> Caller:
        """A person, by the form."""
        self.post_form("/login/", username=self.who, password=password)
        if "yichuang_session" not in self.http.cookies:
            raise WentWrong(f"{self.who} cannot log in")
        return self

    def post_form(self, path: str, **fields: str) -> httpx.Response:
        """A form of a page, with the token that the page holds."""
        self.http.get(path, follow_redirects=True)
        token = self.http.cookies.get("csrftoken", "")
        answer = self.http.post(path, data={**fields, "csrfmiddlewaretoken": token})
        if answer.status_code >= 400:
            raise WentWrong(f"{self.who}: POST {path}: {answer.status_code}")
        return answer

    def call(self, method: str, path: str, body: object = None, want: int = 200) -> Any:
        """A call of the API; the JSON of its answer."""
        headers: dict[str, str] = {"Idempotency-Key": uuid4().hex} if method == "POST" else {}
        if "yichuang_session" in self.http.cookies:
            headers["X-CSRFToken"] = self.http.cookies.get("csrftoken") or ""
        answer = self.http.request(method, API + path, json=body, headers=headers)
        if answer.status_code != want:
            raise WentWrong(
                f"{self.who}: {method} {path}: {answer.status_code} {answer.text[:800]}"
            )
        return answer.json() if answer.content else None

    def hand_in(self, application: Mapping[str, Any]) -> str:
        """A whole application, its materials given by names of files; gives the number of its case."""
        files = {key: file(name) for key, name in application["materials"].items()}
        whole = {**application, "materials": files}
        return str(self.call("POST", "/cases", whole, want=201)["number"])

    def deed(self, number: str, verb: str, **told: Any) -> Any:
        """A verb on a case."""
        return self.call("POST", f"/cases/{number}/verbs/{verb}", told)

    def case(self, number: str) -> dict[str, Any]:
        """The case as this one may see it."""
        return dict(self.call("GET", f"/cases/{number}"))


def file(name: str) -> dict[str, str]:
    """A small real file of the kind that its name says, as the API takes it."""
    content = content_of(name.rpartition(".")[2], name)
    return {"name": name, "content": base64.b64encode(content).decode()}


def until(look: Callable[[], T | None], seconds: float, what: str) -> T:
    """What `look` gives as soon as it is something; WentWrong with `what` when it is not in time."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise WentWrong(what)
        time.sleep(0.05)
    return found
