"""Who calls: a partner by key, or an account by the portal's session with CSRF on everything that changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from yichuang.base.errors import NotFound, NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.people import api as people
from yichuang.kernel.people.contracts import Actor

SAFE = ("GET", "HEAD", "OPTIONS")


class ByKey(HttpBearer):
    """`Authorization: Bearer KEY`. Who sends a header is never taken for the owner of a session beside it."""

    def __call__(self, request: HttpRequest) -> Any:
        """The partner, None without a header; a wrong one is refused at once."""
        if "authorization" not in request.headers:
            return None
        found = super().__call__(request)
        if found is None:
            raise HttpError(401, "not a bearer key")
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The partner behind the key; None when the key is unknown."""
        if not token.isascii() or len(token) > 200:
            return None
        try:
            return people.actor_for_key(token)
        except (NotPermitted, NotFound):
            return None


class BySession(APIKeyCookie):
    """The portal's own session: the same rights as on its pages."""

    param_name = "yichuang_session"

    def __call__(self, request: HttpRequest) -> Any:
        """The account, None for a stranger. An unsafe method needs the CSRF token."""
        if not request.user.is_authenticated or request.user.pk is None:
            return None
        if request.method not in SAFE and check_csrf(request) is not None:
            raise HttpError(403, "csrf")
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The account with all it may do; None when it was switched off meanwhile."""
        known = getattr(request, "actor", None)
        if isinstance(known, Actor):
            return known
        try:
            return people.actor_for(int(str(request.user.pk)))
        except NotFound:
            return None


def caller(request: HttpRequest) -> Actor:
    """Who calls this operation, as `ByKey` or `BySession` found it."""
    actor = getattr(request, "auth", None)
    if not isinstance(actor, Actor):
        raise RuntimeError("the operation was declared without auth")
    return actor


def may(actor: Actor, scope: str) -> bool:
    """Whether a key carries a scope such as `submit:pack.item`; `submit:*` covers all. Accounts need none."""
    kind = scope.partition(":")[0]
    return not actor.partner or scope in actor.scopes or f"{kind}:*" in actor.scopes


def need_scope(actor: Actor, scope: str) -> None:
    """Raises NotPermitted when a key lacks the scope."""
    if not may(actor, scope):
        raise NotPermitted(
            "api.scope",
            Text(f"接口密钥没有 {scope} 的权限", f"the key lacks the scope {scope}"),
            data={"scope": scope},
            remedy=Text("请向平台申请该权限", "ask the platform for it"),
        )
