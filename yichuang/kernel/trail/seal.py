"""Sealing: lines get their place in a tree of RFC 6962, after their transactions and by one sealer at a time.

Places follow the order of sealing, not the id: on PostgreSQL ids become visible out of order.
"""

from __future__ import annotations

from django.db import connection, transaction

from yichuang.base import clock
from yichuang.engines.merkle import Node, append, read_peaks
from yichuang.kernel.trail.heads import mac_of
from yichuang.kernel.trail.models import Line, TreeHead, TreeNode

BATCH = 300
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
        at = clock.now()
        TreeHead.objects.create(
            size=grown.size, root=grown.root, at=at, mac=mac_of(grown.size, grown.root, at)
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
