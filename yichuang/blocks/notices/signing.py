"""The Standard Webhooks signature: v1, HMAC-SHA256 over `id.timestamp.body`, in base64."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping

PREFIX = "whsec_"


def new_secret() -> str:
    """A secret of 24 random bytes as receivers' libraries read it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def headers_of(secret: str, message_id: str, timestamp: int, body: bytes) -> Mapping[str, str]:
    """All headers of a signed message; `timestamp` in seconds of the machine's clock, as receivers compare it."""
    return {
        "content-type": "application/json; charset=utf-8",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret, message_id, timestamp, body),
    }


def verify_signature(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a message is signed with this secret: what a receiver does. Names of headers in any case."""
    named = {name.lower(): value for name, value in headers.items()}
    message_id, timestamp = named.get("webhook-id", ""), named.get("webhook-timestamp", "")
    if not timestamp.isdigit():
        return False
    expected = sign(secret, message_id, int(timestamp), body)
    given = named.get("webhook-signature", "").split()
    return any(hmac.compare_digest(expected, one) for one in given)
