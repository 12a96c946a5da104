"""The commands of eMRTD access (ICAO 9303-10; 9303-11, 4.3), plain."""

from __future__ import annotations

from dataclasses import dataclass, field

APPLICATION = bytes.fromhex("A0000002471001")
"""AID of the LDS1 eMRTD application (ICAO 9303-10)."""
CARD_ACCESS = 0x011C
"""Identifier of EF.CardAccess, which announces PACE (ICAO 9303-10)."""
CHALLENGE_LENGTH = 8
TOKEN_LENGTH = 40
"""Bytes of an authentication cryptogram: 32 encrypted and the MAC."""
MAX_OFFSET = 0x7FFF

_MASTER_FILE = bytes.fromhex("3F00")


@dataclass(frozen=True, slots=True)
class PlainCommand:
    """A short command of any case (ISO/IEC 7816-4, 5.1); ``le`` 256 is sent as 00."""

    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)
    le: int | None = None

    def to_bytes(self) -> bytes:
        """The command as sent without secure messaging, CLA 00."""
        body = bytes((len(self.data),)) + self.data if self.data else b""
        tail = b"" if self.le is None else bytes((self.le & 0xFF,))
        return bytes((0, self.ins, self.p1, self.p2)) + body + tail


def select_application() -> PlainCommand:
    """SELECT by name, no answer data."""
    return PlainCommand(0xA4, 0x04, 0x0C, APPLICATION)


def select_master_file() -> PlainCommand:
    """SELECT the root of the card, where EF.CardAccess is; no answer data."""
    return PlainCommand(0xA4, 0x00, 0x0C, _MASTER_FILE)


def get_challenge() -> PlainCommand:
    """GET CHALLENGE: eight random bytes."""
    return PlainCommand(0x84, 0, 0, le=CHALLENGE_LENGTH)


def external_authenticate(token: bytes) -> PlainCommand:
    """EXTERNAL AUTHENTICATE with the terminal's 40-byte cryptogram; as many come back."""
    return PlainCommand(0x82, 0, 0, token, le=TOKEN_LENGTH)


def select_file(identifier: int) -> PlainCommand:
    """SELECT an elementary file of the application, no answer data."""
    return PlainCommand(0xA4, 0x02, 0x0C, identifier.to_bytes(2, "big"))


def read_binary(offset: int, length: int) -> PlainCommand:
    """READ BINARY of the selected file; ValueError for an offset above ``MAX_OFFSET``."""
    if not 0 <= offset <= MAX_OFFSET:
        message = "READ BINARY has 15-bit offsets"
        raise ValueError(message)
    return PlainCommand(0xB0, offset >> 8, offset & 0xFF, le=length)
