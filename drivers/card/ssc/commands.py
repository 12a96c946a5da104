"""The commands that may ever be sent to a social security card.

The set of instructions is closed: nothing here can build VERIFY (INS 20) or any other command
that needs a secret or changes the card, because a few wrong PINs lock a resident's card.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, unique

from drivers.card.ssc.items import ElementaryFile

APPLICATION_NAME = b"sx1.sh." + "社会保障".encode("gbk")
"""DF name of the social security application (file structure of the 2012 card rules)."""

MODE_TAG = 0
"""P2, low bits: P1 is the tag of the wanted item (the social security card's own rule)."""
MODE_NUMBER = 4
"""P2, low bits: P1 is the record number (ISO/IEC 7816-4, table 49)."""
_CURRENT_FILE = 0
"""P2, high bits: read the file that SELECT made current."""
BY_NAME = 0x04
"""P1 of SELECT by DF name (ISO/IEC 7816-4, 7.1.1)."""
BELOW_CURRENT = 0x02
ANYWHERE = 0x00
"""P1 of SELECT by file identifier, below the current DF or anywhere: cards know one of both."""


@unique
class Instruction(IntEnum):
    """INS bytes that leave the kiosk (ISO/IEC 7816-4)."""

    SELECT = 0xA4
    READ_RECORD = 0xB2
    GET_RESPONSE = 0xC0


@dataclass(frozen=True, slots=True)
class SscCommand:
    """A short command with class 00: with ``data``, or with an expected length ``le`` (1-256)."""

    instruction: Instruction
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None

    def __post_init__(self) -> None:
        Instruction(self.instruction)

    def to_bytes(self) -> bytes:
        """The command as sent to the card; 256 is sent as Le 00."""
        header = bytes((0, self.instruction, self.p1, self.p2))
        body = bytes((len(self.data),)) + self.data if self.data else b""
        return header + body + (b"" if self.le is None else bytes((self.le & 0xFF,)))


def select_application() -> SscCommand:
    """SELECT of the social security application by its DF name."""
    return SscCommand(Instruction.SELECT, BY_NAME, 0, APPLICATION_NAME)


def select_file(file: ElementaryFile) -> tuple[SscCommand, ...]:
    """Both forms of SELECT for a file, the more usual one first."""
    identifier = file.to_bytes(2, "big")
    return tuple(
        SscCommand(Instruction.SELECT, form, 0, identifier) for form in (BELOW_CURRENT, ANYWHERE)
    )


def read_by_tag(tag: int, le: int, sfi: int = _CURRENT_FILE) -> SscCommand:
    """READ RECORD of the item with this tag in the current file, or in that of ``sfi``."""
    return SscCommand(Instruction.READ_RECORD, tag, sfi << 3 | MODE_TAG, le=le)


def read_by_number(number: int, le: int, sfi: int = _CURRENT_FILE) -> SscCommand:
    """READ RECORD of a record number, from 1, in the current file, or in that of ``sfi``."""
    return SscCommand(Instruction.READ_RECORD, number, sfi << 3 | MODE_NUMBER, le=le)


def get_response(le: int) -> SscCommand:
    """GET RESPONSE for the ``le`` bytes that a card announced with 61 xx."""
    return SscCommand(Instruction.GET_RESPONSE, 0, 0, le=le)
