"""Addresses that a reader brings along: only the portal's own are followed."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, target: str, default: str = "/") -> str:
    """`target` when it is a page of this portal, else `default`."""
    ok = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ok and not urlsplit(target).netloc else default
