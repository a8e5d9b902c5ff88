"""The same request twice is one deed: the answer given to a key is kept and given again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from yichuang.base import clock
from yichuang.base.canonical import canonical_json
from yichuang.base.errors import Conflict
from yichuang.base.text import Text
from yichuang.kernel.trail.models import Once
from yichuang.kernel.trail.record import need_transaction


def once(actor: str, key: str, digest: str) -> Mapping[str, Any] | None:
    """None: this is the first time, go on and `remember`. Otherwise the answer given before.

    `digest` is that of the whole request. The first statement of a deed: whoever comes second under the same
    key waits for the first to commit. Raises Conflict when the key was used for another request.
    """
    need_transaction("once")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_once (actor, key, digest, at) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (actor, key) DO NOTHING",
            [actor, key, digest, connection.ops.adapt_datetimefield_value(clock.now())],
        )
        if cursor.rowcount == 1:
            return None
    row = Once.objects.get(actor=actor, key=key)
    if row.digest != digest:
        raise Conflict(
            "key_used",
            Text("这个幂等键已用于另一请求", "This idempotency key was used for another request"),
            data={"at": row.at},
            remedy=Text("新的请求请换一个键", "Use a new key for a new request"),
        )
    if row.answer is None:
        raise RuntimeError(f"the answer to {key} was never remembered")
    answer: Mapping[str, Any] = json.loads(row.answer)
    return answer


def remember(actor: str, key: str, answer: Mapping[str, Any]) -> None:
    """Keep the answer to a key, in the transaction that `once` began. Raises RuntimeError without it."""
    need_transaction("remember")
    kept = Once.objects.filter(actor=actor, key=key, answer=None).update(
        answer=canonical_json(dict(answer))
    )
    if not kept:
        raise RuntimeError(f"remember without once: {key}")


def forget_answers(before: datetime) -> int:
    """Remove answers older than a moment; gives how many. A key is good for as long as they are kept."""
    return Once.objects.filter(at__lt=before).delete()[0]
