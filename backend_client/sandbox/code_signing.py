"""The key that signs our own codes: made once, kept in the database, sealed by the backend's key.

The database alone signs nothing. What is published lets kiosks check codes without asking.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, select

from backend_client.contracts import CodeKey, CodeKeys
from backend_client.sandbox.database import Database
from backend_client.sandbox.tables import code_keys
from backend_client.signed_codes import (
    CODE_ID_BYTES,
    Content,
    Purpose,
    TrustedKey,
    Validity,
    issue_code,
    trusted,
)

ISSUER: Final = "luohu"
"""Stands in every code, so it is short."""

_ONLY: Final = "codes"
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class CodeSigner:
    """Issues codes in the name of one issuer, for every purpose."""

    issuer: str
    key: Ed25519PrivateKey = field(repr=False)

    def issue(self, content: Content, valid: Validity, code_id: bytes | None = None) -> str:
        """The text of a code; ``code_id``: 16 bytes that name it, None: random ones.

        Raises ValueError for what no kiosk would open.
        """
        name = os.urandom(CODE_ID_BYTES) if code_id is None else code_id
        return issue_code(content, self.key, self.issuer, valid, name)

    def published(self) -> CodeKeys:
        """What kiosks are told."""
        raw = self.key.public_key().public_bytes_raw()
        known = CodeKey(
            issuer=self.issuer,
            public_key=base64.urlsafe_b64encode(raw).rstrip(b"=").decode(),
            purposes=tuple(purpose.name for purpose in Purpose),
        )
        return CodeKeys(keys=(known,))

    def trusted(self) -> Mapping[bytes, TrustedKey]:
        """The same for opening codes here."""
        return trusted([TrustedKey(self.key.public_key(), self.issuer, frozenset(Purpose))])


def load_or_create_signer(database: Database, key: bytes, now: datetime) -> CodeSigner:
    """The one signer of this database, sealed with ``key``. ValueError for another ``key``."""

    def work(connection: Connection, _attempt: int) -> bytes:
        known = connection.scalar(select(code_keys.c.sealed).where(code_keys.c.name == _ONLY))
        if known is None:
            known = _seal(Ed25519PrivateKey.generate().private_bytes_raw(), key)
            connection.execute(
                code_keys.insert().values(name=_ONLY, sealed=known, made_at=now),
            )
        return bytes(known)

    raw = _unseal(database.write_once(work), key)
    return CodeSigner(ISSUER, Ed25519PrivateKey.from_private_bytes(raw))


def _seal(raw: bytes, key: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, raw, _ONLY.encode())


def _unseal(sealed: bytes, key: bytes) -> bytes:
    try:
        return _cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _ONLY.encode())
    except InvalidTag:
        message = "the database was made with another backend key"
    raise ValueError(message)


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.sha256(b"code signing" + key).digest())
