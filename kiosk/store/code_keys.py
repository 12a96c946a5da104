"""The keys of those who sign our codes, as last fetched: they serve offline after a restart too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select

from kiosk.store.database import Store
from kiosk.store.tables import code_keys


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A raw Ed25519 public key of 32 bytes, its issuer, and the names of its purposes."""

    public_key: bytes = field(repr=False)
    issuer: str
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptKeys:
    """``fetched_at`` is None while no keys have ever been kept."""

    keys: tuple[KeptKey, ...] = ()
    fetched_at: datetime | None = None


class CodeKeyShelf:
    """Every call is one transaction and raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> KeptKeys:
        """What was kept last."""
        with self._store.begin() as connection:
            rows = connection.execute(select(code_keys).order_by(code_keys.c.public_key)).all()
        keys = tuple(
            KeptKey(bytes(row.public_key), row.issuer, tuple(row.purposes.split())) for row in rows
        )
        moments = [row.fetched_at for row in rows]
        return KeptKeys(keys, datetime.fromtimestamp(min(moments), UTC) if moments else None)

    def replace(self, keys: Iterable[KeptKey], fetched_at: datetime) -> None:
        """Keep these and no others: a key that is published no longer is believed no longer."""
        rows = [
            {
                "public_key": key.public_key,
                "issuer": key.issuer,
                "purposes": " ".join(key.purposes),
                "fetched_at": fetched_at.timestamp(),
            }
            for key in keys
        ]
        with self._store.begin() as connection:
            connection.execute(code_keys.delete())
            if rows:
                connection.execute(code_keys.insert(), rows)
