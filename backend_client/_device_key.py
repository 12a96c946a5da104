"""The kiosk's own Ed25519 key: what makes a request a kiosk's request."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A loaded device key; ``repr`` shows nothing of it."""

    private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def generate(cls) -> DeviceKey:
        """A new key, held in memory only."""
        return cls(Ed25519PrivateKey.generate())

    @property
    def public_bytes(self) -> bytes:
        """The raw 32-byte public key that a backend enrols."""
        return self.private.public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        """What requests carry as ``keyid``."""
        return key_thumbprint(self.public_bytes)


def key_thumbprint(public: bytes) -> str:
    """The RFC 7638 thumbprint of an Ed25519 public key (RFC 8037 members), base64url."""
    Ed25519PublicKey.from_public_bytes(public)
    members = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(public)}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    return _base64url(hashlib.sha256(canonical).digest())


def load_or_create_device_key(path: Path) -> DeviceKey:
    """The key stored at ``path`` (PKCS#8 PEM, mode 0600), made on first use.

    Raises OSError where the file cannot be read or made, PermissionError where others may read
    it, and ValueError where it holds no Ed25519 key. Two processes that start at once end up with
    the same key: the first to create the file wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        _create(path, Ed25519PrivateKey.generate())
    return _load(path)


def _create(path: Path, key: Ed25519PrivateKey) -> None:
    """Write a complete file beside the final one, then link it there if none exists yet."""
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if path.exists():
        raise FileExistsError
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(0o600)
        path.hardlink_to(fresh)
    finally:
        fresh.unlink()


def _load(path: Path) -> DeviceKey:
    if path.stat().st_mode & 0o077:
        msg = "the device key must be readable by its owner only (mode 0600)"
        raise PermissionError(msg)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if isinstance(key, Ed25519PrivateKey):
        return DeviceKey(key)
    msg = "the device key file does not hold an Ed25519 key"
    raise ValueError(msg)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
