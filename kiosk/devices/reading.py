"""From what was read to what the visit goes on with, or to the notice that says why not."""

from __future__ import annotations

from drivers import CardRead, CardUnread, IdentityDocument, ReadFailure, Scan, ScanHint
from kiosk.session import NoticeCode
from kiosk.session.data import HeldDocument

_NOTICES = {
    ReadFailure.REMOVED: NoticeCode.CARD_REMOVED,
    ReadFailure.NOT_AN_IDENTITY_CARD: NoticeCode.CARD_NOT_IDENTITY,
    ReadFailure.MALFORMED: NoticeCode.CARD_MALFORMED,
    ReadFailure.UNREADABLE: NoticeCode.CARD_UNREADABLE,
    ReadFailure.KEY_NEEDED: NoticeCode.CARD_NOT_IDENTITY,
    ReadFailure.KEY_REFUSED: NoticeCode.CARD_NOT_IDENTITY,
    ReadFailure.FORGED: NoticeCode.CARD_NOT_IDENTITY,
}


_HINTS = {
    ScanHint.TOO_DARK: NoticeCode.CODE_TOO_DARK,
    ScanHint.TOO_BRIGHT: NoticeCode.CODE_TOO_BRIGHT,
    ScanHint.BLURRED: NoticeCode.CODE_BLURRED,
}


def unclear(scan: Scan) -> NoticeCode | None:
    """Why nothing could be read, where the picture itself says so."""
    return None if scan.symbols else _HINTS.get(scan.hint)


def held(read: CardRead) -> HeldDocument | NoticeCode:
    """What the visit may go on with."""
    match read:
        case IdentityDocument():
            return HeldDocument(
                name=read.name,
                id_number=read.id_number,
                sex=read.sex,
                ethnic_code=read.ethnic_code,
                birth_date=read.birth_date,
                address=read.address,
                issuer=read.issuer,
                valid_from=read.valid_from,
                valid_until=read.valid_until,
            )
        case CardUnread(reason=reason):
            return _NOTICES[reason]
        case _:
            return NoticeCode.CARD_NOT_IDENTITY
