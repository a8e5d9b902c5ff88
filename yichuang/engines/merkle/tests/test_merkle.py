"""The tree against the vectors that implementations of RFC 6962 share, against pymerkle, and against forgery."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from yichuang.engines.merkle import (
    EMPTY_ROOT,
    append,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    read_peaks,
    root,
    verify_consistency,
    verify_inclusion,
)

# Leaves and roots of the Certificate Transparency reference tree.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


class Store:
    """Nodes as a table would keep them: written once."""

    def __init__(self, leaves: list[bytes], piece: int = 1000) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.size = 0
        for start in range(0, len(leaves), piece):
            peaks = read_peaks(self.size, self.get)
            grown = append(self.size, peaks, map(leaf_hash, leaves[start : start + piece]))
            for node in grown.nodes:
                assert (node.level, node.index) not in self.nodes
                self.nodes[node.level, node.index] = node.hash
            self.size = grown.size
            assert grown.root == root(self.size, self.get)

    def get(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]


def test_empty_tree() -> None:
    assert root(0, Store([]).get) == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_roots_of_the_reference_tree() -> None:
    store = Store(LEAVES)
    assert [root(n, store.get).hex() for n in range(1, 9)] == list(ROOTS)


def test_paths_of_the_reference_tree() -> None:
    get = Store(LEAVES).get
    assert [p.hex() for p in inclusion_proof(0, 8, get)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [p.hex() for p in inclusion_proof(5, 8, get)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [p.hex() for p in consistency_proof(6, 8, get)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 21, 64, 100])
def test_pymerkle_has_the_same_roots(size: int) -> None:
    leaves = [b"line %d" % k for k in range(size)]
    oracle = InmemoryTree.init_from_entries(leaves, algorithm="sha256")
    store = Store(leaves, piece=9)
    for n in range(1, size + 1):
        assert root(n, store.get) == oracle.get_root(n)


def test_every_proof_of_every_small_tree_holds() -> None:
    leaves = [b"line %d" % k for k in range(40)]
    get = Store(leaves).get
    roots = [root(n, get) for n in range(41)]
    for size in range(1, 41):
        for index in range(size):
            proof = inclusion_proof(index, size, get)
            assert verify_inclusion(leaf_hash(leaves[index]), index, size, proof, roots[size])
        for old in range(1, size + 1):
            proof = consistency_proof(old, size, get)
            assert verify_consistency(old, size, roots[old], roots[size], proof)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_no_changed_proof_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 70))
    leaves = [b"line %d" % k for k in range(size)]
    get = Store(leaves).get
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    proof, head = inclusion_proof(index, size, get), root(size, get)
    leaf = leaf_hash(leaves[index])
    assert not verify_inclusion(leaf_hash(b"other"), index, size, proof, head)
    assert not verify_inclusion(leaf, (index + 1) % size, size, proof, head)
    assert not verify_inclusion(leaf, index, size, proof[:-1], head)
    assert not verify_inclusion(leaf, index, size, (*proof, leaf), head)
    place = data.draw(st.integers(0, len(proof) - 1))
    bent = (*proof[:place], hashlib.sha256(proof[place]).digest(), *proof[place + 1 :])
    assert not verify_inclusion(leaf, index, size, bent, head)
    joined = consistency_proof(old, size, get)
    assert verify_consistency(old, size, root(old, get), head, joined)
    assert not verify_consistency(old, size, leaf_hash(b"x"), head, joined)
    assert not verify_consistency(old, size, root(old, get), leaf_hash(b"x"), joined)
    assert not verify_consistency(old, size, root(old, get), head, (*joined, leaf))


def test_a_changed_line_shows_in_the_root() -> None:
    leaves = [b"line %d" % k for k in range(33)]
    head = root(33, Store(leaves).get)
    for bent in (
        [*leaves[:7], b"other", *leaves[8:]],
        [*leaves[:7], leaves[8], leaves[7], *leaves[9:]],
        [*leaves[:7], *leaves[8:], b"line 33"],
    ):
        assert root(33, Store(bent).get) != head


def test_wrong_peaks_and_places_are_refused() -> None:
    get = Store(LEAVES).get
    with pytest.raises(ValueError, match="peaks"):
        append(3, [leaf_hash(b"")], [leaf_hash(b"")])
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(8, 8, get)
    with pytest.raises(ValueError, match="no beginning"):
        consistency_proof(9, 8, get)
    assert not verify_consistency(0, 8, EMPTY_ROOT, root(8, get), ())
    assert node_hash(b"a", b"b") != leaf_hash(b"ab")
