"""Heads of the tree: kept with the installation's own check, shown with a signature that anybody can check.

The signed text is a checkpoint as transparency logs write it (C2SP tlog-checkpoint): origin, size, root in base64, and
the moment; the signature is Ed25519.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from yichuang.base import clock
from yichuang.engines.merkle import EMPTY_ROOT
from yichuang.engines.signatures import public_key, sign, verify
from yichuang.kernel.trail.contracts import Head
from yichuang.kernel.trail.models import TreeHead
from yichuang.kernel.trail.record import written_moment

_MAC = "yichuang.trail.head"
_KEY = "yichuang.trail.key"
_ED25519 = b"\x01"
_PIECE = 16_384
_HEX = re.compile(r"[0-9a-f]{64}")


def mac_of(size: int, root: bytes, at: datetime, secret: str | bytes | None = None) -> str:
    """The installation's own check of a head: cheap, for the many that never leave the database."""
    text = f"{size}:{root.hex()}:{written_moment(at)}"
    return salted_hmac(_MAC, text, secret=secret, algorithm="sha256").hexdigest()


def has_mac(row: TreeHead) -> bool:
    """Whether a kept head was made by this installation, under its present secret or a former one."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(
        constant_time_compare(row.mac, mac_of(row.size, bytes(row.root), row.at, s))
        for s in secrets
    )


def checkpoint_text(origin: str, size: int, root: str, at: datetime) -> str:
    """What is signed of a head: four lines, each ended."""
    middle = base64.b64encode(bytes.fromhex(root)).decode()
    return f"{origin}\n{size}\n{middle}\n{written_moment(at)}\n"


def checkpoint(head: Head) -> str:
    """A head as a signed note: the text, an empty line, the signature after name and number of the key."""
    name, key = head.origin.encode(), bytes.fromhex(head.key)
    number = hashlib.sha256(name + b"\n" + _ED25519 + key).digest()[:4]
    signature = base64.b64encode(number + bytes.fromhex(head.signature)).decode()
    text = checkpoint_text(head.origin, head.size, head.root, head.at)
    return f"{text}\n\u2014 {head.origin} {signature}\n"


def origin() -> str:
    """The name of this record among others: where the portal is reached, without scheme."""
    address = urlsplit(settings.PUBLIC_URL)
    return f"{address.netloc}{address.path.rstrip('/')}/record"


def public_keys() -> tuple[str, ...]:
    """The public keys (hex) that sign or signed heads here, the present one first."""
    derived = (_derived(secret) for secret in settings.SECRET_KEY_FALLBACKS)
    former = [*settings.OLD_TRAIL_KEYS, *(public_key(seed).hex() for seed in derived)]
    return (public_key(_seed()).hex(), *former)


def _seed() -> bytes:
    given = settings.TRAIL_KEY
    return bytes.fromhex(given) if given else _derived(settings.SECRET_KEY)


def _derived(secret: str | bytes) -> bytes:
    return salted_hmac(_KEY, "", secret=secret, algorithm="sha256").digest()


@lru_cache(maxsize=64)
def _signed(seed: bytes, text: str) -> str:
    return sign(seed, text.encode()).hex()


def signed_head(size: int, root: str, at: datetime) -> Head:
    """A head as it goes out of the house."""
    seed, name = _seed(), origin()
    signature = _signed(seed, checkpoint_text(name, size, root, at))
    moment = at.astimezone(clock.SHANGHAI)
    return Head(size, root, moment, name, public_key(seed).hex(), signature)


def is_signed(head: Head) -> bool:
    """Whether a head is signed by a key of this installation."""
    if not _HEX.fullmatch(head.root):
        return False
    if head.key not in public_keys():
        return False
    if signed_head(head.size, head.root, head.at) == head:
        return True  # making it anew is cheaper than checking it
    try:
        text = checkpoint_text(head.origin, head.size, head.root, head.at)
        return verify(bytes.fromhex(head.key), text.encode(), bytes.fromhex(head.signature))
    except ValueError:
        return False


def _newest() -> TreeHead | None:
    return TreeHead.objects.order_by("-size").first()


def head() -> Head:
    """The newest head; that of the empty tree before anything was sealed."""
    row = _newest()
    if row is None:
        return signed_head(0, EMPTY_ROOT.hex(), clock.now())
    return signed_head(row.size, bytes(row.root).hex(), row.at)


def publish_head() -> Head | None:
    """Append the newest head to the file of heads, if it is not there yet; None when there was nothing to do.

    The file belongs on a medium that the database's owner cannot change.
    """
    path, row = _heads_file(), _newest()
    if path is None or row is None:
        return None
    last = published_heads(1)
    if last and last[-1].size >= row.size:
        return None
    published = signed_head(row.size, bytes(row.root).hex(), row.at)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(head_as_json(published)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return published


def _heads_file() -> Path | None:
    path = getattr(settings, "HEADS_FILE", None)
    return Path(path) if path else None


def published_heads(newest: int = 0) -> tuple[Head, ...]:
    """Heads in the file of heads, in its order: all, or the newest few; none without a file.

    Raises ValueError on a broken line.
    """
    path = _heads_file()
    if path is None or not path.exists():
        return ()
    lines = _last_lines(path, newest) if newest else path.read_text("utf-8").splitlines()
    return tuple(head_from_json(json.loads(text)) for text in lines if text.strip())


def _last_lines(path: Path, count: int) -> list[str]:
    """Read from the end: what is asked for costs the same, however long the file has grown."""
    with path.open("rb") as file:
        at, tail = file.seek(0, os.SEEK_END), b""
        while at and tail.count(b"\n") <= count:
            step = min(_PIECE, at)
            at = file.seek(at - step)
            tail = file.read(step) + tail
    return [line for line in tail.decode().splitlines() if line.strip()][-count:]


def head_as_json(of: Head) -> dict[str, Any]:
    """A head as it stands in files and answers."""
    return {
        "origin": of.origin,
        "size": of.size,
        "root": of.root,
        "at": written_moment(of.at),
        "key": of.key,
        "signature": of.signature,
    }


def head_from_json(given: Any) -> Head:
    """A head as it stood in a file. Raises ValueError when it is none."""
    try:
        return Head(
            int(given["size"]),
            str(given["root"]),
            datetime.fromisoformat(given["at"]).astimezone(clock.SHANGHAI),
            str(given.get("origin", "")),
            str(given.get("key", "")),
            str(given["signature"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no head of a record: {str(given)[:80]}") from error
