"""Checking proofs with nothing but the proof and the published roots (RFC 9162, 2.1.3.2 and 2.1.4.2)."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.engines.merkle.hashes import node_hash


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the leaf hash stands at `index` in the tree of `size` leaves that has this root."""
    if not 0 <= index < size:
        return False
    node, last, value = index, size - 1, leaf
    for sister in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            value = node_hash(sister, value)
            # Where the tree has no right side, the same node stands for several levels.
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            value = node_hash(value, sister)
        node, last = node >> 1, last >> 1
    return last == 0 and value == root


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of `old` leaves is the beginning of that of `new`: nothing before was changed or removed."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    was = now = path[0]
    for sister in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            was, now = node_hash(sister, was), node_hash(sister, now)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            now = node_hash(now, sister)
        node, last = node >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root
