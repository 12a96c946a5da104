"""Profile ``pcsc-sam-readbinary``: a SAM reader that shows the decrypted card as six pages.

The reader does the radio and SAM work and answers READ BINARY (``FF B0 page 00 00``) with the data
block of the SAM's "read text and photo" command, 256 bytes a page: two big-endian lengths
(0x0100, 0x0400), the 256-byte text record, the 1024-byte photo; 1284 bytes in all.
Source: the reader command table of the SAM business-terminal protocol (GA/T 467, command 30 01)
and the page layout of a published PC/SC host program for such readers.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from drivers._documents import CardUnread, ReadFailure
from drivers.card.apdu import Command, Response, StatusWord

TEXT_LENGTH = 256
PHOTO_LENGTH = 1024
_LENGTHS = struct.Struct(">HH")
BLOCK_LENGTH = _LENGTHS.size + TEXT_LENGTH + PHOTO_LENGTH
PAGE_LENGTH = 256
PAGES = -(-BLOCK_LENGTH // PAGE_LENGTH)

READER_CLASS = 0xFF
"""CLA of commands for the reader itself (PC/SC part 3, section 3.2.2)."""
READ_BINARY = 0xB0

_REFUSALS = frozenset(
    {
        StatusWord.SECURITY_STATUS,
        StatusWord.COMMAND_NOT_ALLOWED,
        StatusWord.FUNCTION_NOT_SUPPORTED,
        StatusWord.FILE_NOT_FOUND,
        StatusWord.WRONG_P1_P2,
        StatusWord.INS_NOT_SUPPORTED,
        StatusWord.CLA_NOT_SUPPORTED,
        StatusWord.WRONG_LENGTH,
        0x6881,  # logical channel not supported: CLA FF taken for a channel number
        0x6981,  # command incompatible with the file's structure
        0x6985,  # conditions of use not satisfied
        0x6A86,  # incorrect P1 P2
        0x6A88,  # referenced data not found
    }
)
"""How a bank, transit, door or contact card answers the first page."""


@dataclass(frozen=True, slots=True)
class SamBlock:
    """The text record (256 bytes) and the WLT photo (1024 bytes) of one card."""

    text: bytes = field(repr=False)
    photo: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        """The 1284 bytes as the pages carry them."""
        return _LENGTHS.pack(len(self.text), len(self.photo)) + self.text + self.photo


def page_command(page: int) -> bytes:
    """The APDU that asks for a page, 0 to 5."""
    return Command(READER_CLASS, READ_BINARY, page, 0, le=256).to_bytes()


def page_of(block: bytes, page: int) -> bytes:
    """The part of a data block that a page carries; empty behind its end."""
    return block[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]


def read_block(transmit: Callable[[bytes], Response]) -> SamBlock | CardUnread:
    """Ask for all pages in order and check every length; what ``transmit`` raises passes."""
    block = bytearray()
    for page in range(PAGES):
        response = transmit(page_command(page))
        if not response.ok:
            foreign = page == 0 and response.sw in _REFUSALS
            return CardUnread(
                ReadFailure.NOT_AN_IDENTITY_CARD if foreign else ReadFailure.UNREADABLE
            )
        if len(response.data) != min(PAGE_LENGTH, BLOCK_LENGTH - len(block)):
            return CardUnread(ReadFailure.UNREADABLE)
        block += response.data
    return _split(bytes(block))


def _split(block: bytes) -> SamBlock | CardUnread:
    if _LENGTHS.unpack_from(block) != (TEXT_LENGTH, PHOTO_LENGTH):
        return CardUnread(ReadFailure.UNREADABLE)
    text_end = _LENGTHS.size + TEXT_LENGTH
    return SamBlock(text=block[_LENGTHS.size : text_end], photo=block[text_end:])
