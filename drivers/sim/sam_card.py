"""Simulated cards as pure functions: APDUs in, APDUs out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol

from drivers._documents import DocumentKind, IdentityDocument, Sex
from drivers.card.apdu import Command, Response, StatusWord
from drivers.card.identity_record import RECORD_LENGTH
from drivers.card.sam_pages import (
    PAGES,
    PHOTO_LENGTH,
    READ_BINARY,
    READER_CLASS,
    SamBlock,
    page_of,
)
from drivers.sim.residents import SimResident
from drivers.sim.sam_module import SimIdCard

_CONTACTLESS_STORAGE = bytes.fromhex("3B8F8001804F0CA000000306")
"""Head of the answer-to-reset of a storage card (PC/SC part 3, section 3.1.3.2.3)."""


class SimCard(Protocol):
    """Something that can be laid on a reader."""

    @property
    def atr(self) -> bytes:
        """The answer-to-reset that the reader makes up for it."""
        ...

    def respond(self, apdu: bytes) -> bytes:
        """The response APDU, two bytes of status word at least; any bytes are answered."""
        ...

    @property
    def id_card(self) -> SimIdCard | None:
        """What a SAM module sees of it; None for a card that no SAM accepts."""
        ...


CardMaker = Callable[[str], SimCard]
"""A fresh card, as at the start of a stay, for its key."""


def storage_atr(standard: int, name: int) -> bytes:
    """The 20-byte answer-to-reset for a card's radio standard and name codes, with its checksum."""
    body = _CONTACTLESS_STORAGE + bytes((standard,)) + name.to_bytes(2, "big") + bytes(4)
    checksum = 0
    for byte in body[1:]:
        checksum ^= byte
    return body + bytes((checksum,))


class SimSamCard:
    """An identity card as a SAM reader shows it: six pages of one data block."""

    atr = storage_atr(standard=0x07, name=0x9000)
    """ISO 14443-3 type B; 90 00 in the name bytes is how such readers mark an identity card."""

    def __init__(self, id_card: SimIdCard) -> None:
        self._id_card = id_card
        self._block = id_card.block.to_bytes()

    @property
    def id_card(self) -> SimIdCard:
        """See SimCard."""
        return self._id_card

    def respond(self, apdu: bytes) -> bytes:
        """Answer READ BINARY of a page; refuse all else as ISO 7816-4 wants it."""
        return self._response(Command.from_bytes(apdu)).to_bytes()

    def _response(self, command: Command | None) -> Response:
        match command:
            case None | Command(le=None):
                return Response(b"", StatusWord.WRONG_LENGTH)
            case Command(cla=cla) if cla != READER_CLASS:
                return Response(b"", StatusWord.CLA_NOT_SUPPORTED)
            case Command(ins=ins) if ins != READ_BINARY:
                return Response(b"", StatusWord.INS_NOT_SUPPORTED)
            case Command(p1=page, p2=offset) if page >= PAGES or offset:
                return Response(b"", StatusWord.WRONG_P1_P2)
            case Command(p1=page, le=le):
                return Response(page_of(self._block, page)[:le], StatusWord.OK)


class ForeignCard:
    """A transit, bank or door card: it has no pages."""

    atr = storage_atr(standard=0x03, name=0x0001)
    """ISO 14443-3 type A, MIFARE Classic 1K."""
    id_card = None

    def respond(self, apdu: bytes) -> bytes:
        """6A 81, whatever is asked."""
        del apdu
        return Response(b"", StatusWord.FUNCTION_NOT_SUPPORTED).to_bytes()


def blank_card(key: str) -> SimSamCard:
    """An identity card whose text record was never written."""
    text = " ".encode("utf-16-le") * (RECORD_LENGTH // 2)
    return SimSamCard(SimIdCard(SamBlock(text, photo_of(key))))


def document_of(resident: SimResident) -> IdentityDocument:
    """What a faultless read of the resident's card returns."""
    return IdentityDocument(
        kind=DocumentKind.RESIDENT,
        name=resident.name,
        id_number=resident.id_number,
        sex=Sex(resident.sex),
        ethnic_code=resident.ethnic_code,
        birth_date=resident.birth,
        address=resident.address,
        issuer=resident.issuer,
        valid_from=resident.valid_from,
        valid_until=resident.valid_until,
        photo=photo_of(resident.key),
    )


def photo_of(key: str) -> bytes:
    """A stand-in for the WLT photo: 1024 bytes that differ from card to card."""
    return hashlib.shake_128(key.encode()).digest(PHOTO_LENGTH)
