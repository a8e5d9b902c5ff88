"""Sealing: lines get their place in a tree of RFC 6962, after their transactions and by one sealer at a time.

Places follow the order of sealing, not the id: on PostgreSQL ids become visible out of order.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from yichuang.base import clock
from yichuang.engines.merkle import EMPTY_ROOT, Node, append, read_peaks
from yichuang.kernel.trail.contracts import Head
from yichuang.kernel.trail.models import Line, TreeHead, TreeNode

BATCH = 300
_SALT = "yichuang.trail.head"
_LOCK = 0x7961_6369  # any number, the same in every process


def seal(limit: int = BATCH) -> int:
    """Give up to `limit` waiting lines their places, in one short transaction; gives how many.

    0 when nothing waits or another sealer is at it.
    """
    if not Line.objects.filter(pos=None).exists():
        return 0
    with transaction.atomic():
        if not _only_sealer():
            return 0
        waiting = list(
            Line.objects.filter(pos=None).order_by("id").values_list("id", "leaf")[:limit]
        )
        if not waiting:
            return 0
        size = sealed_size()
        grown = append(size, read_peaks(size, stored_node), [bytes(leaf) for _, leaf in waiting])
        _place([(size + offset, line) for offset, (line, _) in enumerate(waiting)])
        _store_nodes([node for node in grown.nodes if node.level > 0])
        TreeHead.objects.create(
            size=grown.size,
            root=grown.root,
            at=clock.now(),
            signature=_sign(grown.size, grown.root.hex()),
        )
    return len(waiting)


def _only_sealer() -> bool:
    """True when nobody else seals now; held until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _place(places: list[tuple[int, int]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE trail_line SET pos = v.pos "
                "FROM unnest(%s::bigint[], %s::bigint[]) AS v(pos, id) WHERE trail_line.id = v.id",
                [[pos for pos, _ in places], [line for _, line in places]],
            )
        else:
            cursor.executemany("UPDATE trail_line SET pos = %s WHERE id = %s", places)


def _store_nodes(nodes: list[Node]) -> None:
    if not nodes:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO trail_treenode (level, idx, hash) VALUES (%s, %s, %s)",
            [(node.level, node.index, node.hash) for node in nodes],
        )


def sealed_size() -> int:
    """How many lines have their place."""
    last = TreeHead.objects.order_by("-size").values_list("size", flat=True).first()
    return last or 0


def stored_node(level: int, index: int) -> bytes:
    """The hash of a full subtree as stored; level 0 is the line itself. Raises DoesNotExist."""
    if level == 0:
        return bytes(Line.objects.values_list("leaf", flat=True).get(pos=index))
    return bytes(TreeNode.objects.values_list("hash", flat=True).get(level=level, idx=index))


def _sign(size: int, root: str, secret: str | bytes | None = None) -> str:
    return salted_hmac(_SALT, f"{size}:{root}", secret=secret, algorithm="sha256").hexdigest()


def is_signed(head: Head) -> bool:
    """Whether a head carries this installation's signature, by its present key or a former one."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(
        constant_time_compare(head.signature, _sign(head.size, head.root, key)) for key in keys
    )


def _head(row: TreeHead) -> Head:
    return Head(row.size, bytes(row.root).hex(), row.at.astimezone(clock.SHANGHAI), row.signature)


def head() -> Head:
    """The newest head; that of the empty tree, unsigned, before anything was sealed."""
    row = TreeHead.objects.order_by("-size").first()
    return _head(row) if row else Head(0, EMPTY_ROOT.hex(), clock.now(), "")


def stored_heads(upto: int) -> tuple[Head, ...]:
    """Every head of the database up to a size, smallest first."""
    return tuple(_head(row) for row in TreeHead.objects.filter(size__lte=upto).order_by("size"))


def _heads_file() -> Path | None:
    path = getattr(settings, "HEADS_FILE", None)
    return Path(path) if path else None


def publish_head() -> Head | None:
    """Append the newest head to the file of heads, if it is not there yet; None when there was nothing to do.

    The file belongs on a medium that the database's owner cannot change.
    """
    path = _heads_file()
    row = TreeHead.objects.order_by("-size").first()
    if path is None or row is None or row.published:
        return None
    published = _head(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(_as_json(published)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    TreeHead.objects.filter(size__lte=row.size, published=False).update(published=True)
    return published


def _as_json(of: Head) -> dict[str, Any]:
    return {"size": of.size, "root": of.root, "at": of.at.isoformat(), "signature": of.signature}


def published_heads() -> tuple[Head, ...]:
    """The heads in the file of heads, in its order; none without a file. Raises ValueError on a broken line."""
    path = _heads_file()
    if path is None or not path.exists():
        return ()
    lines = (json.loads(text) for text in path.read_text("utf-8").splitlines() if text.strip())
    return tuple(
        Head(at["size"], at["root"], datetime.fromisoformat(at["at"]), at["signature"])
        for at in lines
    )
