"""HTTP message signatures (RFC 9421) by the kiosk's device key, made and checked.

Covered: method, authority, path, query, the bearer where there is one, and the body through
Content-Digest (RFC 9530). ``created`` bounds the life of a captured request; what is replayed
inside that window changes nothing: every write is idempotent on an id that the kiosk made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)
from http_sf.compat import InnerList

from backend_client._clock import WallClock
from backend_client._device_key import DeviceKey

SIGNATURE_TAG: Final = "luohu-kiosk-v1"
SIGNATURE_LIFE: Final = timedelta(minutes=5)
"""Kiosk clocks are synchronised by NTP; more than this apart is a fault worth refusing."""

_COVERED: Final = ("@method", "@authority", "@path", "@query")


@dataclass(slots=True)
class Message:
    """The view of a request that the signature library works on."""

    method: str
    url: str
    headers: Mapping[str, str]
    """Every header line; a dict where it is to be signed."""


class _Keys(HTTPSignatureKeyResolver):
    def __init__(
        self,
        private: Ed25519PrivateKey | None,
        public: Callable[[str], Ed25519PublicKey | None],
    ) -> None:
        self._private = private
        self._public = public

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey | None:
        del key_id
        return self._private

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        return self._public(key_id)


class _ClockedVerifier(HTTPMessageVerifier):
    """The library's verifier on an injected clock."""

    def __init__(self, keys: _Keys, clock: WallClock) -> None:
        super().__init__(signature_algorithm=algorithms.ED25519, key_resolver=keys)
        self._clock = clock

    def validate_created_and_expires(self, sig_input: InnerList, max_age: object = None) -> None:
        del max_age
        created = sig_input.params.get("created")
        if type(created) is not int:
            msg = "created is missing"
            raise InvalidSignature(msg)
        if abs(self._clock().timestamp() - created) > SIGNATURE_LIFE.total_seconds():
            msg = "created is too far from now"
            raise InvalidSignature(msg)


class RequestSigner:
    """Signs as one kiosk."""

    def __init__(self, key: DeviceKey) -> None:
        self._key_id = key.key_id
        keys = _Keys(key.private, lambda _key_id: None)
        self._signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=keys)

    def sign(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> dict[str, str]:
        """``headers`` plus Content-Digest, Signature-Input and Signature."""
        message = Message(method, url, dict(headers))
        self._signer.sign(
            message,
            key_id=self._key_id,
            created=now,
            tag=SIGNATURE_TAG,
            covered_component_ids=covered_components(headers),
            body=body,
        )
        return dict(message.headers)


class RequestVerifier:
    """Checks requests against enrolled keys; ``public`` finds a key by its thumbprint."""

    def __init__(self, public: Callable[[str], Ed25519PublicKey | None], clock: WallClock) -> None:
        self._verifier = _ClockedVerifier(_Keys(None, public), clock)

    def verify(self, message: Message, body: bytes) -> str:
        """The id of the key that signed; raises InvalidSignature for anything less."""
        results = self._verifier.verify(
            message,
            expect_tag=SIGNATURE_TAG,
            require_components=(*covered_components(message.headers), "content-digest"),
            body=body,
        )
        return str(results[0].parameters["keyid"])


def covered_components(headers: Mapping[str, str]) -> tuple[str, ...]:
    """What a signature must cover for a request with these headers."""
    bearer = any(name.lower() == "authorization" for name in headers)
    return (*_COVERED, "authorization") if bearer else _COVERED
