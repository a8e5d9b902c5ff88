"""The hot path: one line and its pending rows, in the caller's transaction, by two plain statements.

Costs one INSERT for the line and one for all pending rows; none when nobody listens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from os import urandom
from typing import Any

from django.db import connection

from yichuang.base import clock
from yichuang.base.canonical import canonical_json
from yichuang.base.refs import Ref

Body = Mapping[str, Any]
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Interest:
    """A handler that must see a line. `stream` names the queue within which order is kept, None: no order.

    With `only` it must see those lines alone whose body says yes to it.
    """

    handler: str
    stream: Callable[[Ref, Body], str | None] | None = None
    only: Callable[[Body], bool] | None = None


Interests = Callable[[str], Sequence[Interest]]


def _nobody(_kind: str) -> Sequence[Interest]:
    return ()


_interests: Interests = _nobody


def listen(interests: Interests) -> None:
    """Whom to ask which handlers must see a line of a kind. Called once, by the wiring."""
    global _interests  # noqa: PLW0603 - the one place where the room is wired
    _interests = interests


@contextmanager
def listening(interests: Interests) -> Iterator[None]:
    """Within the block these interests count instead of the wired ones. For tests."""
    before = _interests
    listen(interests)
    try:
        yield
    finally:
        listen(before)


def preimage(
    *, about: str, seq: int | None, kind: str, node: str, actor: str, at: datetime, digest: str
) -> bytes:
    """What a leaf is the hash of, in canonical form: a line's columns, for its body the salted digest (hex)."""
    columns = {
        "about": about,
        "seq": seq,
        "kind": kind,
        "node": node,
        "actor": actor,
        "at": written_moment(at),
        "digest": digest,
    }
    return canonical_json(columns).encode()


def written_moment(at: datetime) -> str:
    """A moment as leaves and heads are made over it: UTC with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest_of(salt: bytes, body: str) -> str:
    """What stands for a body in the leaf (hex). The salt keeps short bodies from being guessed."""
    return sha256(salt + body.encode()).hexdigest()


def leaf_of(content: bytes) -> bytes:
    """The leaf hash of RFC 6962: SHA-256 over a zero byte and the content."""
    return sha256(b"\x00" + content).digest()


def need_transaction(deed: str) -> None:
    """Raises RuntimeError outside a transaction: a line without its change, or the reverse, must not exist."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{deed} needs the transaction of the change that it belongs to")


_LINE = (
    "INSERT INTO trail_line (about, seq, kind, node, actor, at, body, salt, leaf) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)


_PENDING = (
    "INSERT INTO trail_pending "
    "(line, handler, stream, args, due, since, leased, tries, fails, err) VALUES "
)
_PENDING_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


def record(
    about: Ref | str,
    kind: str,
    body: Body,
    *,
    actor: str,
    seq: int | None = None,
    node: str = "",
    at: datetime | None = None,
) -> int:
    """Write one line about a thing and the work that follows from it; gives the line's id.

    `actor` is written `kind:id`, `at` is the moment of the deed (now when None), `seq` the case's own count.
    Raises RuntimeError outside a transaction, TypeError when the body holds a float.
    """
    need_transaction("record")
    about, moment = str(about), at or clock.now()
    text, salt = canonical_json(dict(body)), urandom(SALT_BYTES)
    digest = digest_of(salt, text)
    leaf = leaf_of(
        preimage(about=about, seq=seq, kind=kind, node=node, actor=actor, at=moment, digest=digest)
    )
    stored_at = connection.ops.adapt_datetimefield_value(moment)
    with connection.cursor() as cursor:
        cursor.execute(_LINE, [about, seq, kind, node, actor, stored_at, text, salt, leaf])
        line = int(cursor.fetchone()[0])
        wanted = [i for i in _interests(kind) if i.only is None or i.only(body)]
        if wanted:
            _insert_pending(cursor, line, about, body, wanted)
    return line


def _insert_pending(
    cursor: Any, line: int, about: str, body: Body, wanted: Sequence[Interest]
) -> None:
    due = clock.now().timestamp()
    ref = Ref.parse(about)
    values: list[object] = []
    for interest in wanted:
        stream = interest.stream(ref, body) if interest.stream else None
        values += [line, interest.handler, stream, "{}", due, due, 0.0, 0, 0, ""]
    rows = ", ".join([_PENDING_ROW] * len(wanted))
    cursor.execute(_PENDING + rows, values)
