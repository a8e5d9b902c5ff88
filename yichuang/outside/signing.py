"""Signatures on messages, after the Standard Webhooks scheme: HMAC-SHA256 over id, moment and body."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

TOLERANCE = 300


def sign(secret: str, ident: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers that prove who sent `body` under `ident` and when."""
    moment = str(int(at.timestamp()))
    return {
        "webhook-id": ident,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{_mac(secret, ident, moment, body)}",
    }


def holds(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether the headers sign this body, no more than five minutes ago or ahead."""
    given = {name.lower(): value for name, value in headers.items()}
    ident, moment = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
    if not ident or not moment.isdigit() or abs(now.timestamp() - int(moment)) > TOLERANCE:
        return False
    expected = _mac(secret, ident, moment, body)
    return any(
        version == "v1" and hmac.compare_digest(mac.encode(), expected.encode())
        for version, _, mac in (
            s.partition(",") for s in given.get("webhook-signature", "").split()
        )
    )


def _mac(secret: str, ident: str, moment: str, body: bytes) -> str:
    # A secret written whsec_... carries its key in base64, any other is the key itself.
    key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
    signed = f"{ident}.{moment}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
