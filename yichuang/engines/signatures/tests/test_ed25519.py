"""Ed25519 against the vectors of RFC 8032, 7.1, and against whoever changes a bit."""

import pytest

from yichuang.engines.signatures import public_key, sign, verify

# seed, public key, message, signature
VECTORS = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)


@pytest.mark.parametrize("vector", VECTORS)
def test_vectors_of_the_rfc(vector: tuple[str, ...]) -> None:
    seed, public, message, signature = (bytes.fromhex(part) for part in vector)
    assert public_key(seed) == public
    assert sign(seed, message) == signature
    assert verify(public, message, signature)


def test_whatever_was_changed_is_refused() -> None:
    seed = bytes(range(32))
    public, message = public_key(seed), b"head of 7 lines"
    signature = sign(seed, message)
    assert verify(public, message, signature)
    assert not verify(public, message + b".", signature)
    assert not verify(public_key(bytes(32)), message, signature)
    for place in (0, 31, 32, 63):
        bent = bytearray(signature)
        bent[place] ^= 1
        assert not verify(public, message, bytes(bent)), place


def test_what_is_no_key_and_no_signature_is_refused() -> None:
    seed = bytes(32)
    public, signature = public_key(seed), sign(seed, b"")
    assert not verify(public[:31], b"", signature)
    assert not verify(public, b"", signature[:63])
    assert not verify(b"\xff" * 32, b"", signature)
    # no x belongs to this y
    assert not verify((2).to_bytes(32, "little"), b"", signature)
    # the same signature with its second half made larger by the order of the group
    order = 2**252 + 27742317777372353535851937790883648493
    longer = int.from_bytes(signature[32:], "little") + order
    assert not verify(public, b"", signature[:32] + longer.to_bytes(32, "little"))
    with pytest.raises(ValueError, match="32 bytes"):
        sign(b"short", b"")
