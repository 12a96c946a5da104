"""Whose signed codes are believed: the backend's list, kept for when it is away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from backend_client import BackendClient, BackendError
from kiosk.codes import Purpose, TrustedKey, key_id
from kiosk.logs import log
from kiosk.store import CodeKeyShelf, KeptKey, StoreError

RENEW_AFTER: Final = timedelta(hours=1)


class Trust:
    """``keys`` may be read on any thread while ``renew`` runs on another."""

    def __init__(
        self, shelf: CodeKeyShelf, client: BackendClient, clock: Callable[[], datetime]
    ) -> None:
        """Begin with what was kept; blocks on the disk, raises StoreError."""
        self._shelf = shelf
        self._client = client
        self._clock = clock
        kept = shelf.load()
        self._keys = trusted_keys(kept.keys)
        self._fetched_at = kept.fetched_at

    @property
    def keys(self) -> Mapping[bytes, TrustedKey]:
        """By key id, for ``open_code``."""
        return self._keys

    def renew(self) -> None:
        """Fetch the keys where there are none, or none of the last hour.

        Blocks up to the client's deadline. What goes wrong is logged; the keys known then stay.
        """
        if not self._due():
            return
        try:
            published = self._client.code_keys()
        except BackendError as error:
            log().warning("code_keys_not_fetched", error=type(error).__name__)
            return
        now = self._clock()
        kept = [KeptKey(key.public_bytes, key.issuer, key.purposes) for key in published.keys]
        self._keys, self._fetched_at = trusted_keys(kept), now
        try:
            self._shelf.replace(kept, now)
        except StoreError as error:
            log().warning("code_keys_not_kept", error=type(error).__name__)

    def _due(self) -> bool:
        """A moment of fetching that lies in the future says that a clock was wrong."""
        if not self._keys or self._fetched_at is None:
            return True
        return not timedelta(0) <= self._clock() - self._fetched_at < RENEW_AFTER


def trusted_keys(kept: Iterable[KeptKey]) -> Mapping[bytes, TrustedKey]:
    """The keys that are fit for use, by key id; each of the others is logged and left out."""
    found: dict[bytes, TrustedKey] = {}
    for key in kept:
        trusted = _trusted(key)
        if isinstance(trusted, str):
            log().warning("code_key_ignored", code=trusted)
        elif key_id(trusted.public_key) in found:
            log().warning("code_key_ignored", code="same_key_twice")
        else:
            found[key_id(trusted.public_key)] = trusted
    return found


def _trusted(kept: KeptKey) -> TrustedKey | str:
    purposes = frozenset(Purpose[name] for name in kept.purposes if name in Purpose.__members__)
    if not purposes:
        return "no_purpose_known"
    if not kept.issuer:
        return "no_issuer"
    try:
        return TrustedKey(
            Ed25519PublicKey.from_public_bytes(kept.public_key), kept.issuer, purposes
        )
    except ValueError:
        return "no_ed25519_key"
