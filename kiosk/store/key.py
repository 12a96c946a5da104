"""The database key: 32 random bytes in a file that only the kiosk's user may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_BYTES = 32
"""AES-256, SQLCipher's cipher."""
PRIVATE = 0o600


def load_or_create_key(path: Path) -> bytes:
    """Read the key, making it on the first start; ValueError when the file holds something else.

    A production installation puts the file in place through the system's credential store.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            message = f"{path}: a key of {KEY_BYTES} bytes is expected"
            raise ValueError(message) from None
        return key
    key = secrets.token_bytes(KEY_BYTES)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key
