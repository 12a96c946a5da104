"""The phone app's one-use identity codes, as the sandbox mints and opens them.

``SZAPP.v1.`` + base64url(nonce 12 bytes, AES-256-GCM sealed issue time and resident key). The
kiosk can do nothing with a code but hand it on.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend_client.sandbox.numbering import PUBLISHED_KEY, digest

APP_CODE_LIFE: Final = timedelta(seconds=60)
_PREFIX: Final = "SZAPP.v1."
_NONCE_BYTES: Final = 12
_TIME_BYTES: Final = 8
_MILLISECONDS: Final = 1000


@dataclass(frozen=True, slots=True)
class OpenedCode:
    """A genuine code, whatever its age."""

    resident_key: str
    issued_at: datetime
    fingerprint: str
    """Names the code whatever its spelling (base64 has several for one content)."""

    def fresh_at(self, now: datetime) -> bool:
        """Not older than its life, and not from the future beyond as much."""
        return abs(now - self.issued_at) <= APP_CODE_LIFE


def mint_app_code(resident_key: str, issued_at: datetime, key: bytes = PUBLISHED_KEY) -> str:
    """What the app would show as a QR code for this resident of ``residents.yaml``."""
    milliseconds = round(issued_at.timestamp() * _MILLISECONDS)
    nonce = os.urandom(_NONCE_BYTES)
    content = milliseconds.to_bytes(_TIME_BYTES, "big") + resident_key.encode()
    sealed = nonce + _cipher(key).encrypt(nonce, content, _PREFIX.encode())
    return _PREFIX + base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def open_app_code(code: str, key: bytes = PUBLISHED_KEY) -> OpenedCode | None:
    """The code's content, None when it was not minted with ``key``."""
    if not code.startswith(_PREFIX) or not code.isascii():
        return None
    body = code.removeprefix(_PREFIX)
    try:
        sealed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        nonce, content = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        opened = _cipher(key).decrypt(nonce, content, _PREFIX.encode())
    except (binascii.Error, ValueError, InvalidTag):
        return None
    milliseconds = int.from_bytes(opened[:_TIME_BYTES], "big")
    issued_at = datetime.fromtimestamp(milliseconds / _MILLISECONDS, UTC)
    return OpenedCode(opened[_TIME_BYTES:].decode(), issued_at, digest(sealed))


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.sha256(b"app code" + key).digest())
