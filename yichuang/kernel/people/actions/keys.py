"""Keys by which a partner's program acts: shown once, kept as a hash, revoked at once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from yichuang.base import clock
from yichuang.base.errors import NotFound, NotPermitted
from yichuang.base.text import Text
from yichuang.kernel.people.actors import actor_for
from yichuang.kernel.people.contracts import Actor
from yichuang.kernel.people.models import ApiKey
from yichuang.kernel.people.permits import need_admin
from yichuang.kernel.trail import api as trail


def _hash(secret: str) -> str:
    """Enough for a secret of 192 random bits; a password would need a slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_key(
    actor: Actor,
    *,
    partner: str,
    scopes: Sequence[str],
    live: bool = False,
    account: int | None = None,
) -> str:
    """A new key for a partner; gives the whole key, which cannot be read again.

    `account` lends its posts and mandates to the key; the key then ends with the account.
    """
    need_admin(actor)
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(24)
    row = ApiKey.objects.create(
        prefix=prefix,
        secret_hash=_hash(secret),
        partner=partner,
        scopes=list(scopes),
        live=live,
        account_id=account,
        created_at=clock.now(),
    )
    body = {"partner": partner, "prefix": prefix, "scopes": list(scopes), "live": live}
    trail.record(f"key:{row.pk}", "key.issued", body, actor=actor.label)
    return f"yc_{'live' if live else 'test'}_{prefix}_{secret}"


@transaction.atomic
def revoke_key(actor: Actor, *, prefix: str) -> None:
    """End a key at once. Raises NotFound."""
    need_admin(actor)
    row = ApiKey.objects.filter(prefix=prefix, revoked_at=None).first()
    if row is None:
        raise NotFound("key_not_found", Text("没有这把密钥", "There is no such key"))
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    trail.record(f"key:{row.pk}", "key.revoked", {"prefix": prefix}, actor=actor.label)


def actor_for_key(raw: str) -> Actor:
    """The partner behind a key as it was sent. Raises NotPermitted when the key is none, revoked or of another kind."""
    kind, _, rest = raw.removeprefix("yc_").partition("_")
    prefix, _, secret = rest.partition("_")
    row = ApiKey.objects.filter(prefix=prefix, revoked_at=None).first()
    expected = row.secret_hash if row else _hash("nobody's")
    fits = hmac.compare_digest(expected, _hash(secret))
    if row is None or not fits or kind != ("live" if row.live else "test"):
        raise NotPermitted(
            "key_unknown",
            Text("接口密钥无效或已停用", "The key is not valid, or was revoked"),
            remedy=Text("请核对密钥，或向平台申请新的", "Check the key, or ask for a new one"),
        )
    lent = actor_for(row.account_id) if row.account_id else Actor(label="", name=row.partner)
    return replace(
        lent,
        label=f"key:{row.prefix}",
        name=row.partner,
        partner=row.partner,
        scopes=tuple(row.scopes),
        roles=("live" if row.live else "test",),
    )
