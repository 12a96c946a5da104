"""Digests, numbers and check codes: all derived, so that a seed gives the same ones again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import date
from typing import Final

from backend_client.contracts import WireModel

PUBLISHED_KEY: Final = b"luohu kiosk sandbox: published, so it protects nothing"
"""Keys app codes, bearers and check codes where no other is given: fictitious data only."""

_CHECK_CODE_BYTES: Final = 5
"""40 bits, eight base32 letters: short enough to type, too many to try over the network."""


def digest(*parts: str | bytes) -> str:
    """SHA-256 over length-prefixed parts, as hex."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big") + data)
    return state.hexdigest()


def body_digest(body: WireModel, *context: str) -> str:
    """Tells two bodies of one idempotent id apart, whatever the order of their JSON keys."""
    canonical = json.dumps(body.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return digest(canonical, *context)


def keyed(key: bytes, *parts: str) -> bytes:
    """HMAC-SHA-256 over the parts."""
    return hmac.digest(key, digest(*parts).encode(), "sha256")


def number_for(prefix: str, day: date, identifier: str, attempt: int) -> str:
    """Prefix, date and eight digits; ``attempt`` moves on when the digits are taken."""
    digits = int(digest(prefix, identifier, str(attempt))[:12], 16) % 100_000_000
    return f"{prefix}{day:%Y%m%d}{digits:08d}"


def check_code(key: bytes, number: str, copy_no: int) -> str:
    """What proves that a paper's number was not guessed; copy 0 is the electronic record."""
    tag = keyed(key, "check", number, str(copy_no))[:_CHECK_CODE_BYTES]
    return base64.b32encode(tag).decode()


def same(one: str, other: str) -> bool:
    """Equality in constant time, for any text."""
    return hmac.compare_digest(one.encode(), other.encode())
