"""Profile ``pcsc-uid``: the serial number of a contactless chip, which names nobody.

A plain PC/SC reader gets no more from a resident card, whose chip talks to a SAM only. It tells
that a card lies there and that it is the same one as before: assurance 1, never an identity.
"""

from __future__ import annotations

from drivers._documents import CardRead, CardUnread, ChipOnly, ReadFailure, TravelKey
from drivers.card.apdu import Command
from drivers.card.procedures import Transmit
from drivers.card.sam_pages import READER_CLASS

RESIDENT_SERIAL_LENGTH = 8
RESIDENT_SERIAL = Command(0x00, 0x36, 0x00, 0x00, le=RESIDENT_SERIAL_LENGTH).to_bytes()
"""A resident card's own command for its serial number (two public descriptions of its radio
protocol); the identifier that readers see of it (PUPI) is four zero bytes."""

GET_UID = Command(READER_CLASS, 0xCA, 0x00, 0x00, le=256).to_bytes()
"""GET DATA of the chip's UID, PUPI or IDm, made up by the reader (PC/SC part 3, 3.2.2.1.3)."""

UID_LENGTHS = range(4, 11)
"""PUPI of type B: 4 bytes; UID of type A: 4, 7 or 10; IDm and ISO 15693: 8."""


def chip_serial(transmit: Transmit, key: TravelKey | None) -> CardRead:
    """The serial number as ``ChipOnly``, or NOT_AN_IDENTITY_CARD for a chip that tells none."""
    del key
    own = transmit(RESIDENT_SERIAL)
    if own.ok and len(own.data) == RESIDENT_SERIAL_LENGTH and any(own.data):
        return ChipOnly(own.data)
    seen = transmit(GET_UID)
    if seen.ok and len(seen.data) in UID_LENGTHS and any(seen.data):
        return ChipOnly(seen.data)
    return CardUnread(ReadFailure.NOT_AN_IDENTITY_CARD)
