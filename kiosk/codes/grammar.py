"""What a scanned payload is, by length, characters and prefix alone; nothing is opened here.

A signed code of ours comes as it is, or on a paper behind the ``#`` of a web address.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from backend_client.signed_codes import (
    LONGEST_OWN,
    OWN_PREFIX,
    SHORTEST_OWN,
    behind_address,
    unescaped,
)

LONGEST_PAYLOAD: Final = 2953
"""Bytes: what the largest QR code holds (ISO/IEC 18004, version 40-L in byte mode)."""

SHORTEST_IDENTITY: Final = 50
LONGEST_IDENTITY: Final = 512
"""Characters of the city app's code after its prefix."""

_OWN: Final = re.compile(r"LH1:[0-9A-Z $%*+\-./:]+")
_IDENTITY: Final = re.compile(r"SZAPP\.v1\.[A-Za-z0-9_-]+")
_OURS: Final = re.compile(r"LH[0-9]{1,4}:.*", re.DOTALL)
_CITYS: Final = re.compile(r"SZAPP\.v[0-9]{1,4}\..*", re.DOTALL)
_IDENTITY_PREFIX: Final = "SZAPP.v1."
_BIDI_CONTROLS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_LINE_BREAKS: Final = dict.fromkeys(map(ord, "\r\n\t"))


class ForeignKind(StrEnum):
    """Whose code it is not; each has a sentence that helps."""

    PAYMENT = "payment"
    """Nothing is paid here; the services are free of charge."""
    WIFI = "wifi"
    """A network's password; the kiosk needs none."""
    CONTACT = "contact"
    """A business card, a telephone number, an address for messages or a place."""
    CREDENTIAL = "credential"
    """An identity or health code of another system, which this kiosk cannot check."""
    URL = "url"
    """A web page; the kiosk opens none."""
    OTHER = "other"
    """Text that says nothing to the kiosk: where the right code is found."""


class Refusal(StrEnum):
    """Why a payload is no text that could be meant for anybody."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    """Longer than any QR code, or than this kind of code."""
    TOO_SHORT = "too_short"
    """The beginning of a code of ours or of the city's app, cut off."""
    NOT_TEXT = "not_text"
    """No UTF-8."""
    CONTROL_CHARACTERS = "control_characters"
    BIDI = "bidi"
    """Characters that turn the reading direction and so show another text than is there."""
    INVISIBLE_CHARACTERS = "invisible_characters"
    FOREIGN_CHARACTERS = "foreign_characters"
    """Our prefix or the city app's, with characters that such a code never has."""
    OTHER_VERSION = "other_version"
    """A version of our code or of the city app's that this kiosk does not know."""


@dataclass(frozen=True, slots=True)
class OwnSigned:
    """Looks like a signed code of ours; ``signed.open_code`` finds out."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class IdentityCode:
    """The city app's one-use code: opaque, for the backend alone, never logged."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Foreign:
    """Somebody else's code; what it said is gone."""

    kind: ForeignKind


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing that may go further."""

    reason: Refusal


Code = OwnSigned | IdentityCode | Foreign | Refused

_PAYMENT_NUMBERS: Final = re.compile(r"1[0-5][0-9]{16}|(?:2[5-9]|30)[0-9]{14,22}|62[0-9]{17}")
"""Shown to be scanned by a till: WeChat Pay 18 digits, Alipay 16 to 24, UnionPay 19."""

_FOREIGN: Final[tuple[tuple[ForeignKind, tuple[str, ...]], ...]] = (
    (
        ForeignKind.PAYMENT,
        (
            "wxp://",
            "weixin://wxpay/",
            "alipays://",
            "alipayqr://",
            "https://qr.alipay.com/",
            "https://qr.95516.com/",
            "000201",  # EMVCo merchant-presented: payload format indicator 01
        ),
    ),
    (ForeignKind.WIFI, ("wifi:",)),
    (
        ForeignKind.CONTACT,
        (
            "begin:vcard",
            "mecard:",
            "bizcard:",
            "mailto:",
            "tel:",
            "sms:",
            "smsto:",
            "geo:",
            "weixin://",
            "https://u.wechat.com/",
        ),
    ),
    (
        ForeignKind.CREDENTIAL,
        ("hc1:", "shc:/", "mdoc:", "openid4vp://", "openid-credential-offer:"),
    ),
    (ForeignKind.URL, ("https://", "http://", "www.", "ftp://")),
)
"""Prefixes in lower case; the first that fits decides."""


def classify(payload: bytes) -> Code:
    """The kind of any bytes whatever. Never raises; the work is bounded by LONGEST_PAYLOAD."""
    if not payload:
        return Refused(Refusal.EMPTY)
    if len(payload) > LONGEST_PAYLOAD:
        return Refused(Refusal.TOO_LONG)
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return Refused(Refusal.NOT_TEXT)
    reason = _unfit(text)
    return Refused(reason) if reason else _kind(text)


def _unfit(text: str) -> Refusal | None:
    """Only a business card has line breaks (RFC 6350), and nothing of it is kept."""
    card = text[: len("BEGIN:VCARD")].upper() == "BEGIN:VCARD"
    shown = text.translate(_LINE_BREAKS) if card else text
    categories = {unicodedata.category(character) for character in shown}
    if "Cc" in categories:
        return Refusal.CONTROL_CHARACTERS
    if not _BIDI_CONTROLS.isdisjoint(shown):
        return Refusal.BIDI
    if categories & {"Cf", "Co", "Zl", "Zp"}:
        return Refusal.INVISIBLE_CHARACTERS
    return None if shown.strip() else Refusal.EMPTY


def _kind(text: str) -> Code:
    if text.startswith(OWN_PREFIX):
        return _own(text)
    if text.startswith(_IDENTITY_PREFIX):
        spare = len(_IDENTITY_PREFIX)
        reason = _misfit(text, _IDENTITY, SHORTEST_IDENTITY + spare, LONGEST_IDENTITY + spare)
        return Refused(reason) if reason else IdentityCode(text)
    if _OURS.fullmatch(text) or _CITYS.fullmatch(text):
        return Refused(Refusal.OTHER_VERSION)
    return _on_paper(text) or Foreign(_foreign_kind(text))


def _own(text: str) -> Code:
    reason = _misfit(text, _OWN, SHORTEST_OWN, LONGEST_OWN)
    return Refused(reason) if reason else OwnSigned(text)


def _on_paper(text: str) -> Code | None:
    """One of ours behind a web address; None where it is somebody else's page."""
    behind = behind_address(text)
    if behind is None or not _OURS.fullmatch(behind):
        return None
    if not behind.startswith(OWN_PREFIX):
        return Refused(Refusal.OTHER_VERSION)
    code = unescaped(behind)
    return Refused(Refusal.FOREIGN_CHARACTERS) if code is None else _own(code)


def _misfit(text: str, grammar: re.Pattern[str], shortest: int, longest: int) -> Refusal | None:
    if len(text) > longest:
        return Refusal.TOO_LONG
    if len(text) < shortest:
        return Refusal.TOO_SHORT
    return None if grammar.fullmatch(text) else Refusal.FOREIGN_CHARACTERS


def _foreign_kind(text: str) -> ForeignKind:
    if _PAYMENT_NUMBERS.fullmatch(text):
        return ForeignKind.PAYMENT
    lowered = text.lower()
    fitting = (kind for kind, prefixes in _FOREIGN if lowered.startswith(prefixes))
    return next(fitting, ForeignKind.OTHER)
