"""Merkle trees of RFC 6962: append, root, proofs and their verification.

Stores nothing: nodes are read through a `get(level, index)` that the caller gives.
"""

from yichuang.engines.merkle.hashes import EMPTY_ROOT as EMPTY_ROOT
from yichuang.engines.merkle.hashes import leaf_hash as leaf_hash
from yichuang.engines.merkle.hashes import node_hash as node_hash
from yichuang.engines.merkle.tree import Get as Get
from yichuang.engines.merkle.tree import Grown as Grown
from yichuang.engines.merkle.tree import Node as Node
from yichuang.engines.merkle.tree import append as append
from yichuang.engines.merkle.tree import consistency_proof as consistency_proof
from yichuang.engines.merkle.tree import inclusion_proof as inclusion_proof
from yichuang.engines.merkle.tree import peak_places as peak_places
from yichuang.engines.merkle.tree import read_peaks as read_peaks
from yichuang.engines.merkle.tree import root as root
from yichuang.engines.merkle.tree import root_of_peaks as root_of_peaks
from yichuang.engines.merkle.verify import verify_consistency as verify_consistency
from yichuang.engines.merkle.verify import verify_inclusion as verify_inclusion

__all__ = [
    "EMPTY_ROOT",
    "Get",
    "Grown",
    "Node",
    "append",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "peak_places",
    "read_peaks",
    "root",
    "root_of_peaks",
    "verify_consistency",
    "verify_inclusion",
]
