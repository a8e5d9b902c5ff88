"""Signatures that anybody can check with the public key alone: Ed25519 of RFC 8032, in plain Python."""

from yichuang.engines.signatures.ed25519 import public_key as public_key
from yichuang.engines.signatures.ed25519 import sign as sign
from yichuang.engines.signatures.ed25519 import verify as verify

__all__ = ["public_key", "sign", "verify"]
