"""Hashes of RFC 6962: leaves and inner nodes are told apart by their first byte."""

from __future__ import annotations

import hashlib

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The 32 bytes that stand for one leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32 bytes that stand for two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()
