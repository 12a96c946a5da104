"""COSE_Sign1 (RFC 9052, 4.2) with Ed25519, in exactly one shape.

Tag 18; protected header ``{1: -8 (EdDSA), 4: key id}``; no unprotected header; payload within.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from backend_client.signed_codes.reasons import Reason
from backend_client.signed_codes.strict_cbor import UnfitCborError, decode, encode

KEY_ID_BYTES: Final = 8

_TAG_SIGN1: Final = b"\xd2"
"""RFC 9052, table 1: CBOR tag 18."""
_ALGORITHM: Final = 1
_KEY_ID: Final = 4
_EDDSA: Final = -8
"""RFC 9053, table 2."""
_SIGNATURE_BYTES: Final = 64
"""RFC 8032, 5.1.6."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A signed message whose signature nobody has checked yet."""

    key_id: bytes
    protected: bytes = field(repr=False)
    payload: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether ``key`` signed header and payload."""
        try:
            key.verify(self.signature, _to_be_signed(self.protected, self.payload))
        except InvalidSignature:
            return False
        return True


def key_id(key: Ed25519PublicKey) -> bytes:
    """The first eight bytes of the raw public key's SHA-256 (after the EU's certificates)."""
    return hashlib.sha256(key.public_bytes_raw()).digest()[:KEY_ID_BYTES]


def seal(payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """The tagged message; reading it needs the key that ``key_id`` names."""
    protected = encode({_ALGORITHM: _EDDSA, _KEY_ID: key_id(key.public_key())})
    signature = key.sign(_to_be_signed(protected, payload))
    return _TAG_SIGN1 + encode([protected, {}, payload, signature])


def read_sealed(data: bytes) -> Sealed | Reason:
    """MALFORMED_CBOR, NOT_COSE or WRONG_ALGORITHM for what is no message of ours."""
    if not data.startswith(_TAG_SIGN1):
        return Reason.MALFORMED_CBOR if _unfit(data) else Reason.NOT_COSE
    try:
        parts = decode(data.removeprefix(_TAG_SIGN1))
    except UnfitCborError:
        return Reason.MALFORMED_CBOR
    match parts:
        case [
            bytes() as protected,
            dict() as open_header,
            bytes() as payload,
            bytes() as signature,
        ]:
            if open_header or len(signature) != _SIGNATURE_BYTES:
                return Reason.NOT_COSE
            named = _named_key(protected)
            if isinstance(named, Reason):
                return named
            return Sealed(named, protected, payload, signature)
        case _:
            return Reason.NOT_COSE


def _named_key(protected: bytes) -> bytes | Reason:
    try:
        header = decode(protected)
    except UnfitCborError:
        return Reason.MALFORMED_CBOR
    if not isinstance(header, dict) or set(header) != {_ALGORITHM, _KEY_ID}:
        return Reason.NOT_COSE
    if header[_ALGORITHM] != _EDDSA:
        return Reason.WRONG_ALGORITHM
    named: object = header[_KEY_ID]
    return named if isinstance(named, bytes) and len(named) == KEY_ID_BYTES else Reason.NOT_COSE


def _unfit(data: bytes) -> bool:
    try:
        decode(data)
    except UnfitCborError:
        return True
    return False


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """RFC 9052, 4.4: Sig_structure without external data."""
    return encode(["Signature1", protected, b"", payload])
