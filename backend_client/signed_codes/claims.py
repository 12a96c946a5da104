"""The claims of a code: a CWT claims set (RFC 8392, 3.1) with two private claims of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from backend_client.signed_codes.contents import Content, content_claim, purpose_of, read_content
from backend_client.signed_codes.purposes import Purpose
from backend_client.signed_codes.reasons import Reason
from backend_client.signed_codes.strict_cbor import UnfitCborError, decode, encode

EVERY_KIOSK: Final = "*"
"""The audience of a code that any kiosk may read."""
CODE_ID_BYTES: Final = 16

_LATEST: Final = 2**33
"""Seconds since 1970: the year 2242, well within what a datetime holds."""
_NAMES: Final = re.compile(r"[A-Za-z0-9._-]{1,32}")


class _Claim(IntEnum):
    ISSUER = 1
    AUDIENCE = 3
    EXPIRES = 4
    NOT_BEFORE = 5
    CODE_ID = 7
    PURPOSE = -65537
    """Below -65536 is private use (RFC 8392, 9.1)."""
    CONTENT = -65538


_ALL_CLAIMS: Final = frozenset(claim.value for claim in _Claim)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a code says. Times in seconds since 1970; ``expires`` is the first invalid second."""

    issuer: str
    audience: str
    not_before: int
    expires: int
    code_id: bytes = field(repr=False)
    content: Content

    @property
    def purpose(self) -> Purpose:
        """What the code is for."""
        return purpose_of(self.content)

    def encoded(self) -> bytes:
        """The payload to sign. ValueError where no reader would accept it."""
        payload = encode(
            {
                _Claim.ISSUER.value: self.issuer,
                _Claim.AUDIENCE.value: self.audience,
                _Claim.EXPIRES.value: self.expires,
                _Claim.NOT_BEFORE.value: self.not_before,
                _Claim.CODE_ID.value: self.code_id,
                _Claim.PURPOSE.value: self.purpose.value,
                _Claim.CONTENT.value: content_claim(self.content),
            }
        )
        if read_claims(payload) != self:
            message = "no valid claims"
            raise ValueError(message)
        return payload


def read_claims(payload: bytes) -> Claims | Reason:
    """The claims of a payload whose signature is good; the reason when they are not ours."""
    try:
        raw = decode(payload)
    except UnfitCborError:
        return Reason.MALFORMED_CLAIMS
    if not isinstance(raw, dict):
        return Reason.MALFORMED_CLAIMS
    if not set(raw) <= _ALL_CLAIMS:
        return Reason.UNKNOWN_CLAIM
    if set(raw) != _ALL_CLAIMS:
        return Reason.MISSING_CLAIM
    if raw[_Claim.PURPOSE] not in list(Purpose):
        return Reason.UNKNOWN_PURPOSE
    content = read_content(Purpose(raw[_Claim.PURPOSE]), raw[_Claim.CONTENT])
    if content is None:
        return Reason.MALFORMED_CONTENT
    claims = Claims(
        issuer=raw[_Claim.ISSUER],
        audience=raw[_Claim.AUDIENCE],
        not_before=raw[_Claim.NOT_BEFORE],
        expires=raw[_Claim.EXPIRES],
        code_id=raw[_Claim.CODE_ID],
        content=content,
    )
    return claims if _well_formed(claims) else Reason.MALFORMED_CLAIMS


def _well_formed(claims: Claims) -> bool:
    return (
        _is_name(claims.issuer)
        and (claims.audience == EVERY_KIOSK or _is_name(claims.audience))
        and _is_moment(claims.not_before)
        and _is_moment(claims.expires)
        and claims.not_before < claims.expires
        and _is_code_id(claims.code_id)
    )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _NAMES.fullmatch(value) is not None


def _is_moment(value: object) -> bool:
    return isinstance(value, int) and 0 < value < _LATEST


def _is_code_id(value: object) -> bool:
    return isinstance(value, bytes) and len(value) == CODE_ID_BYTES
