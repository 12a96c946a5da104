"""From what was read to what the visit goes on with, or to the notice that says why not."""

from __future__ import annotations

from datetime import date

from drivers import (
    CardRead,
    CardUnread,
    ChipOnly,
    IdentityDocument,
    ReadFailure,
    Scan,
    ScanHint,
    Sex,
    SocialSecurityCard,
    TravelDocument,
    TravelKeyRead,
    ZoneFailure,
    ZoneReading,
    ZoneUnread,
)
from kiosk.session import NoticeCode
from kiosk.session.data import DocumentKey, DocumentKind, HeldDocument

_NOTICES = {
    ReadFailure.REMOVED: NoticeCode.CARD_REMOVED,
    ReadFailure.NOT_AN_IDENTITY_CARD: NoticeCode.CARD_NOT_IDENTITY,
    ReadFailure.MALFORMED: NoticeCode.CARD_MALFORMED,
    ReadFailure.UNREADABLE: NoticeCode.CARD_UNREADABLE,
    ReadFailure.KEY_NEEDED: NoticeCode.CARD_KEY_NEEDED,
    ReadFailure.KEY_REFUSED: NoticeCode.CARD_KEY_REFUSED,
    ReadFailure.FORGED: NoticeCode.CARD_FORGED,
}

_ZONE_NOTICES = {
    ZoneFailure.NO_ZONE: NoticeCode.ZONE_MISSING,
    ZoneFailure.UNREADABLE: NoticeCode.ZONE_UNREADABLE,
    ZoneFailure.UNPROVEN: NoticeCode.ZONE_UNREADABLE,
    ZoneFailure.NO_KEY: NoticeCode.ZONE_WITHOUT_KEY,
}

_HINTS = {
    ScanHint.TOO_DARK: NoticeCode.CODE_TOO_DARK,
    ScanHint.TOO_BRIGHT: NoticeCode.CODE_TOO_BRIGHT,
    ScanHint.BLURRED: NoticeCode.CODE_BLURRED,
    ScanHint.CLOSER: NoticeCode.CODE_TOO_SMALL,
    ScanHint.HOLD_STILL: NoticeCode.CODE_MOVING,
}


def unclear(scan: Scan) -> NoticeCode | None:
    """Why nothing could be read, where the picture itself says so."""
    return None if scan.symbols else _HINTS.get(scan.hint)


def document_key(reading: ZoneReading) -> DocumentKey | NoticeCode:
    """The key that the page on the tray gave, or why it gave none."""
    match reading:
        case TravelKeyRead(key=key):
            return DocumentKey(key.number, key.birth_date, key.valid_until)
        case ZoneUnread(reason=reason):
            return _ZONE_NOTICES[reason]


def held(read: CardRead, today: date) -> HeldDocument | NoticeCode:
    """What the visit may go on with; ``today`` is the lobby's date, which judges expiry."""
    match read:
        case CardUnread(reason=reason):
            return _NOTICES[reason]
        case ChipOnly():
            return NoticeCode.CARD_CHIP_ONLY
        case IdentityDocument() | SocialSecurityCard() | TravelDocument() if read.expired_on(today):
            return NoticeCode.CARD_EXPIRED
        case IdentityDocument():
            return _identity(read)
        case SocialSecurityCard():
            return _social_security(read)
        case TravelDocument():
            return _travel(read)


def _identity(read: IdentityDocument) -> HeldDocument:
    return HeldDocument(
        kind=DocumentKind(read.kind),
        name=read.name,
        number=read.id_number,
        sex=read.sex,
        birth_date=read.birth_date,
        valid_from=read.valid_from,
        valid_until=read.valid_until,
        ethnic_code=read.ethnic_code,
        address=read.address,
        issuer=read.issuer,
        latin_name=read.latin_name,
        nationality=read.nationality,
    )


def _social_security(read: SocialSecurityCard) -> HeldDocument | NoticeCode:
    """A card that names nobody keeps that to itself, or was never written."""
    if read.name is None or read.id_number is None:
        return NoticeCode.CARD_PROTECTED if read.withheld else NoticeCode.CARD_MALFORMED
    return HeldDocument(
        kind=DocumentKind.SOCIAL_SECURITY,
        name=read.name,
        number=read.id_number,
        sex=read.sex or Sex.UNKNOWN,
        birth_date=read.birth_date or _born(read.id_number),
        valid_from=read.issued_on,
        valid_until=read.expires_on,
        ethnic_code=read.ethnic_code or "",
    )


def _born(id_number: str) -> date:
    """The date of birth inside a checked citizen number: digits 7 to 14 (GB 11643)."""
    return date.fromisoformat(id_number[6:14])


def _travel(read: TravelDocument) -> HeldDocument:
    return HeldDocument(
        kind=DocumentKind.TRAVEL,
        name=read.name,
        number=read.number,
        sex=read.sex,
        birth_date=read.birth_date,
        valid_from=None,
        valid_until=read.valid_until,
        issuer=read.issuing_state,
        latin_name=read.latin_name,
        nationality=read.nationality,
    )
