"""What is said about a code that is not taken: one sentence for each kind and each reason.

Several reasons that call for the same act share a sentence; the log tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kiosk.codes import CodeRefused, ForeignKind, Purpose, Reason, Refusal
from kiosk.session.notices import NoticeCode

FOREIGN: Final[Mapping[ForeignKind, NoticeCode]] = MappingProxyType(
    {
        ForeignKind.PAYMENT: NoticeCode.CODE_PAYMENT,
        ForeignKind.WIFI: NoticeCode.CODE_WIFI,
        ForeignKind.CONTACT: NoticeCode.CODE_CONTACT,
        ForeignKind.CREDENTIAL: NoticeCode.CODE_OTHER_SYSTEM,
        ForeignKind.URL: NoticeCode.CODE_WEB_PAGE,
        ForeignKind.OTHER: NoticeCode.CODE_UNKNOWN,
    }
)

REFUSED: Final[Mapping[Refusal, NoticeCode]] = MappingProxyType(
    {
        Refusal.EMPTY: NoticeCode.CODE_EMPTY,
        Refusal.TOO_LONG: NoticeCode.CODE_TOO_LONG,
        Refusal.TOO_SHORT: NoticeCode.CODE_CUT_OFF,
        Refusal.NOT_TEXT: NoticeCode.CODE_NOT_TEXT,
        Refusal.CONTROL_CHARACTERS: NoticeCode.CODE_CONTROL_CHARACTERS,
        Refusal.BIDI: NoticeCode.CODE_TURNED_TEXT,
        Refusal.INVISIBLE_CHARACTERS: NoticeCode.CODE_HIDDEN_CHARACTERS,
        Refusal.FOREIGN_CHARACTERS: NoticeCode.CODE_DAMAGED,
        Refusal.OTHER_VERSION: NoticeCode.CODE_OTHER_VERSION,
    }
)

NOT_OPENED: Final[Mapping[Reason, NoticeCode]] = MappingProxyType(
    {
        Reason.NOT_OURS: NoticeCode.CODE_UNKNOWN,
        Reason.TOO_LONG: NoticeCode.CODE_TOO_LONG,
        Reason.NOT_BASE45: NoticeCode.CODE_DAMAGED,
        Reason.MALFORMED_CBOR: NoticeCode.CODE_DAMAGED,
        Reason.NOT_COSE: NoticeCode.CODE_DAMAGED,
        Reason.WRONG_ALGORITHM: NoticeCode.CODE_FORGED,
        Reason.UNKNOWN_KEY: NoticeCode.CODE_ISSUER_UNKNOWN,
        Reason.BAD_SIGNATURE: NoticeCode.CODE_FORGED,
        Reason.MALFORMED_CLAIMS: NoticeCode.CODE_IRREGULAR,
        Reason.UNKNOWN_CLAIM: NoticeCode.CODE_IRREGULAR,
        Reason.MISSING_CLAIM: NoticeCode.CODE_IRREGULAR,
        Reason.UNKNOWN_PURPOSE: NoticeCode.CODE_OTHER_VERSION,
        Reason.MALFORMED_CONTENT: NoticeCode.CODE_IRREGULAR,
        Reason.WRONG_ISSUER: NoticeCode.CODE_UNAUTHORISED,
        Reason.KEY_NOT_FOR_PURPOSE: NoticeCode.CODE_UNAUTHORISED,
        Reason.WRONG_PURPOSE: NoticeCode.CODE_NOT_HERE,
        Reason.WRONG_AUDIENCE: NoticeCode.CODE_OTHER_KIOSK,
        Reason.NOT_YET_VALID: NoticeCode.CODE_NOT_YET,
        Reason.EXPIRED: NoticeCode.CODE_PAST,
        Reason.LIVES_TOO_LONG: NoticeCode.CODE_UNAUTHORISED,
        Reason.REPLAYED: NoticeCode.CODE_USED,
        Reason.NO_ROOM_TO_REMEMBER: NoticeCode.CODE_NO_ROOM,
    }
)

_ELSEWHERE: Final[Mapping[Purpose, NoticeCode]] = MappingProxyType(
    {
        Purpose.STAFF_SIGN_IN: NoticeCode.CODE_FOR_STAFF,
        Purpose.KIOSK_ENROLMENT: NoticeCode.CODE_FOR_UPKEEP,
        Purpose.CONFIGURATION: NoticeCode.CODE_FOR_UPKEEP,
    }
)


def notice_of(refused: CodeRefused, asked: frozenset[Purpose]) -> NoticeCode:
    """Why one of our own codes does not serve where ``asked`` is asked for."""
    purpose = refused.purpose
    if refused.reason is not Reason.WRONG_PURPOSE or purpose is None:
        return NOT_OPENED[refused.reason]
    if purpose in _ELSEWHERE:
        return _ELSEWHERE[purpose]
    if Purpose.RESIDENT_CREDENTIAL in asked:
        return NoticeCode.CODE_NOT_IDENTITY
    return NoticeCode.CODE_FOR_RESIDENTS
