"""The keys that our own signed codes are signed with, published to every kiosk."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from backend_client.contracts._base import WireModel

RawKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""32 bytes in base64url without padding."""

PurposeName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]{0,39}$")]
"""As in ``signed_codes.Purpose``; a kiosk passes over a name that it does not know."""

IssuerName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,32}$")]


class CodeKey(WireModel):
    """One public key: who signs with it, and what for."""

    shown: ClassVar[tuple[str, ...]] = ("issuer", "purposes")

    issuer: IssuerName
    algorithm: Literal["EdDSA"] = "EdDSA"
    public_key: RawKey
    purposes: tuple[PurposeName, ...]

    @property
    def public_bytes(self) -> bytes:
        """The raw key."""
        return urlsafe_b64decode(self.public_key + "=")


class CodeKeys(WireModel):
    """``GET /v1/code-keys``: every key whose codes are to be believed today, retired ones too as
    long as papers signed with them are about.
    """

    keys: tuple[CodeKey, ...]
