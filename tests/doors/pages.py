"""How the tests of pages read them: a browser without scripts, logged in or not, and what a page says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.doors.api_calls import user_of
from tests.town import CHUZHOU

# Django's answer with what its test client adds; the stubs name it only privately.
Answer = Any
VOID = frozenset("area br col hr img input link meta path rect circle line polyline source".split())


class Outline(HTMLParser):
    """What a page is made of: headings, landmarks, ids, labels, style attributes, handlers, unclosed elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.controls: list[Mapping[str, str]] = []
        self.labels: set[str] = set()
        self.bad: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the element."""
        found = {k: v or "" for k, v in attrs}
        self.tags.append(tag)
        self.bad += [f"<{tag} {k}>" for k in found if k == "style" or k.startswith("on")]
        self.ids += [found["id"]] if "id" in found else []
        if tag == "label":
            self.labels.add(found.get("for", ""))
        if tag == "a" and found.get("href", "").startswith("#"):
            self.targets.append(found["href"][1:])
        if tag in ("input", "select", "textarea") and found.get("type") not in ("hidden", "submit"):
            self.controls.append({**found, "inside": "label" if "label" in self.open else ""})
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Notes what is closed in the wrong order."""
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.bad.append(f"</{tag}> closes {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def faults(self) -> list[str]:
        """Everything that is wrong with the page."""
        found = list(self.bad)
        found += [f"{self.tags.count('h1')} h1"] if self.tags.count("h1") != 1 else []
        found += [t for t in ("header", "main", "footer", "nav") if t not in self.tags]
        found += [f"id {i} twice" for i in self.ids if self.ids.count(i) > 1]
        found += [f"#{t} leads nowhere" for t in self.targets if t not in self.ids]
        for control in self.controls:
            named = control.get("id") in self.labels or control["inside"]
            if not (named or "aria-label" in control or "aria-labelledby" in control):
                found.append(f"{control.get('name')} has no label")
        return found


@dataclass
class Reader:
    """A browser without scripts. `get` and `post` give the page's text and fail with what it said."""

    client: Client = field(default_factory=Client)

    def get(self, url: str, want: int = 200) -> str:
        """A page, whole and sound."""
        return page_of(self.client.get(url), want)

    def post(self, url: str, data: Mapping[str, Any], want: int = 302) -> Answer:
        """The answer to a form."""
        answer = self.client.post(url, data)
        assert answer.status_code == want, (
            answer.status_code,
            words(answer.content.decode())[:900],
        )
        return answer

    def follow(self, url: str, data: Mapping[str, Any]) -> str:
        """Where a form leads."""
        where: str = self.post(url, data)["Location"]
        return where


def page_of(answer: Answer, want: int = 200) -> str:
    """The page of an answer; it has no fault of form."""
    html: str = answer.content.decode()
    assert answer.status_code == want, (answer.status_code, words(html)[:900])
    faults = Outline(html).faults()
    assert not faults, faults
    return html


def reader(login: str = "", region: str = CHUZHOU) -> Reader:
    """Somebody who looks at a city's portal."""
    client = Client()
    client.cookies["yichuang_region"] = region
    if login:
        client.force_login(user_of(login))
    return Reader(client)


def words(html: str) -> str:
    """What a page says, without its marks."""
    body = html.split("<main", 1)[-1].split("</main>", 1)[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))).strip()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)
