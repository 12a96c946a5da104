"""How a new kiosk becomes known to the backend."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from backend_client.contracts._base import WireModel
from backend_client.contracts.codes import RawKey

KioskId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,32}$")]
"""What a signed code may name as its audience."""

EnrolmentToken = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9_-]{20}(?:[A-Za-z0-9_-]{4}){0,5}[A-Za-z0-9_-]{2,4}$", max_length=43
    ),
]
"""16 to 32 bytes in base64url without padding."""


class EnrolmentRequest(WireModel):
    """``POST /v1/enrolments``: signed with the very key that is to be enrolled.

    The one-use token is of a signed code for this kiosk. The same token, kiosk and key again are
    no error, so that a lost answer may be asked for again.
    """

    shown: ClassVar[tuple[str, ...]] = ("kiosk_id",)

    kiosk_id: KioskId
    token: EnrolmentToken
    public_key: RawKey
