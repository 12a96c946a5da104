"""A photographed material that belongs to one field of one application."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Annotated, ClassVar, Final, Literal, Self
from uuid import UUID

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from backend_client.contracts._base import ItemId, WireModel

MAX_ATTACHMENT_BYTES: Final = 500_000
"""Of the picture itself. In base64 inside JSON the message stays below 1 MB, which is the body
limit of common reverse proxies (nginx: client_max_body_size 1m).
"""

MAX_ATTACHMENTS: Final = 8
"""Pictures that one application may have."""

_BASE64_LENGTH: Final = 4 * -(-MAX_ATTACHMENT_BYTES // 3)
_JPEG_START: Final = b"\xff\xd8\xff"
"""Start of image and the first byte of the marker after it (ITU-T T.81 B.1.1.3)."""
_JPEG_END: Final = b"\xff\xd9"
"""End of image, with nothing after it: a picture cut short on its way lacks it."""


def _from_base64(value: object) -> object:
    """Text is base64 in its one canonical spelling (RFC 4648 section 4); bytes are the picture."""
    if not isinstance(value, str):
        return value
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if base64.b64encode(raw).decode() != value:
        msg = "not base64"
        raise ValueError(msg)
    return raw


Picture = Annotated[
    bytes,
    Field(strict=True, max_length=MAX_ATTACHMENT_BYTES, repr=False),
    BeforeValidator(_from_base64),
    PlainSerializer(lambda raw: base64.b64encode(raw).decode(), return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "contentEncoding": "base64",
            "contentMediaType": "image/jpeg",
            "maxLength": _BASE64_LENGTH,
        }
    ),
]

FieldId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
"""Key of a field in the item's flow, as in ``Application.answers``."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Attachment(WireModel):
    """``PUT /v1/attachments/{attachment_id}``, before the application that names it: there the
    answer of ``field_id`` is this id. Same id and body: same answer. Same id, other body: 422.

    ``content`` takes the picture's bytes in Python and base64 text in JSON.
    """

    shown: ClassVar[tuple[str, ...]] = ("attachment_id", "item_id")

    attachment_id: UUID
    application_id: UUID
    item_id: ItemId
    field_id: FieldId
    media_type: Literal["image/jpeg"]
    sha256: Sha256
    """Of ``content``, lower-case hex."""
    content: Picture

    @model_validator(mode="after")
    def _whole_picture(self) -> Self:
        if not self.content.startswith(_JPEG_START) or not self.content.endswith(_JPEG_END):
            msg = "no whole JPEG picture"
            raise ValueError(msg)
        if hashlib.sha256(self.content).hexdigest() != self.sha256:
            msg = "the digest is of another picture"
            raise ValueError(msg)
        return self

    @classmethod
    def of_jpeg(
        cls, attachment_id: UUID, application_id: UUID, item_id: str, field_id: str, jpeg: bytes
    ) -> Self:
        """With the digest of ``jpeg``. ValidationError (a ValueError) for what no backend takes."""
        return cls(
            attachment_id=attachment_id,
            application_id=application_id,
            item_id=item_id,
            field_id=field_id,
            media_type="image/jpeg",
            sha256=hashlib.sha256(jpeg).hexdigest(),
            content=jpeg,
        )


class AttachmentReceived(WireModel):
    """The picture is on file; also what ``GET /v1/attachments/{attachment_id}`` answers."""

    shown: ClassVar[tuple[str, ...]] = ("attachment_id",)

    attachment_id: UUID
    sha256: Sha256
    """Which picture: after a lost answer the kiosk sees whether it was its own."""
