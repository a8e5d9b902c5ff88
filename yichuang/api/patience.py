"""Questions that anybody may put without an account are answered slowly to whoever guesses."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from ninja.errors import Throttled

A_MINUTE = 60
MOST = 30


def slowly(request: HttpRequest, what: str) -> None:
    """Raises Throttled (429) after thirty questions of one address in a minute."""
    key = f"api.patience.{what}.{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, A_MINUTE)
    try:
        asked = cache.incr(key)
    except ValueError:
        # the minute ended between the two
        return
    if asked > MOST:
        raise Throttled(A_MINUTE)
