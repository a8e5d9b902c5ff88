"""The content policy stays strict, and no template needs it loosened."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from tests.house.source import ROOT, assert_none, place
from yichuang.config.security import CONTENT_POLICY, headers

urlpatterns = [path("", lambda _request: HttpResponse("here"))]

INLINE = {
    "a script without src": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I
    ),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "text marked safe": re.compile(r"\|\s*safe\b"),
}


def test_the_policy_allows_nothing_inline() -> None:
    assert "unsafe" not in CONTENT_POLICY
    assert "*" not in CONTENT_POLICY
    policy = dict(part.split(" ", 1) for part in CONTENT_POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.house.test_security")
def test_every_answer_bears_it() -> None:
    for address, status in (("/", 200), ("/nowhere", 404)):
        response = Client().get(address)
        assert response.status_code == status
        assert response.headers["Content-Security-Policy"] == CONTENT_POLICY
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"


def test_a_view_may_set_its_own() -> None:
    def respond(_request: object) -> HttpResponse:
        return HttpResponse("paper", headers={"Content-Security-Policy": "sandbox"})

    response = headers(respond)(RequestFactory().get("/"))
    assert response.headers["Content-Security-Policy"] == "sandbox"


def test_templates_have_nothing_inline() -> None:
    # papers become PDF and never reach a browser: their styles are theirs
    found = [
        p
        for p in (ROOT / "yichuang").rglob("*.html")
        if "templates" in p.parts and "papers" not in p.parts
    ]
    faults = [
        f"{place(p)}: {name}"
        for p in found
        for name, pattern in INLINE.items()
        if pattern.search(p.read_text("utf-8"))
    ]
    assert_none(faults)
