"""Pictures at rest: AES-256-GCM under the backend's key, each sealed into its own place.

The database alone shows no picture, and one that was moved to another application, kiosk or field
does not open.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend_client.sandbox.numbering import digest

_NONCE_BYTES: Final = 12
"""NIST SP 800-38D 8.2: the nonce length for random nonces."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture belongs."""

    attachment_id: str
    application_id: str
    kiosk_id: str
    item_id: str
    field_id: str

    @property
    def name(self) -> bytes:
        """Bound into the seal."""
        parts = (self.application_id, self.kiosk_id, self.item_id, self.field_id)
        return digest(self.attachment_id, *parts).encode()


def seal_picture(key: bytes, place: Place, picture: bytes) -> bytes:
    """What the database keeps."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, picture, place.name)


def unseal_picture(key: bytes, place: Place, sealed: bytes) -> bytes:
    """The picture; ValueError for another key, another place or changed bytes."""
    try:
        return _cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.name)
    except (InvalidTag, ValueError):
        message = "not sealed with this key for this place"
    raise ValueError(message)


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.sha256(b"attachment" + key).digest())
