"""Frames between a host and a reader with an identity card SAM, over serial, USB or escape.

Request: ``AA AA AA 96 69 | Len | CMD Para Data | CHK``; reply: ``AA AA AA 96 69 | Len | SW1 SW2 SW3
Data | CHK``. Len (2 bytes, big-endian) counts everything behind itself, CHK is the XOR of
everything behind the preamble but itself. Source: the reader protocol papers to GA/T 467 that
vendors publish, in agreement with published host programs. The order of the frames and the data
of identity cards: ``sam_dialogue``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import Enum, IntEnum, unique
from functools import reduce
from operator import xor

from drivers.card.sam_pages import PHOTO_LENGTH, TEXT_LENGTH

PREAMBLE = bytes.fromhex("AAAAAA9669")
_LENGTH = struct.Struct(">H")
HEADER_LENGTH = len(PREAMBLE) + _LENGTH.size
_SAM_ID = struct.Struct("<HHIII")
_STATUS_LENGTH = 3
_SHORTEST = _STATUS_LENGTH + 1
_LONGEST = _STATUS_LENGTH + 6 + TEXT_LENGTH + PHOTO_LENGTH + 1024 + 1
"""Text, photo and 1024 bytes of fingerprints behind three 2-byte lengths."""
LONGEST_FRAME = HEADER_LENGTH + _LONGEST
"""2321 bytes."""


@unique
class SamCommand(Enum):
    """Requests: CMD, Para and data. The speed of the line is left as the reader has it."""

    RESET = bytes.fromhex("10FF")
    RESET_OLD = bytes.fromhex("01FF")
    """What one vendor's kit has instead; the protocol papers have 10 FF."""
    STATUS = bytes.fromhex("11FF")
    READ_SAM_ID = bytes.fromhex("12FF")
    FIND = bytes.fromhex("2001")
    SELECT = bytes.fromhex("2002")
    READ_TEXT_PHOTO = bytes.fromhex("3001")
    READ_NEWEST_ADDRESS = bytes.fromhex("3003")
    READ_TEXT_PHOTO_FINGERPRINT = bytes.fromhex("3010")
    SET_MAX_RF_BYTES = bytes.fromhex("61FF50")


@unique
class SamStatus(IntEnum):
    """SW3 of a reply; ``UNKNOWN`` stands for every value that the protocol papers do not list."""

    UNKNOWN = -1
    BAD_CHECKSUM = 0x10
    BAD_LENGTH = 0x11
    BAD_COMMAND = 0x21
    UNRECOGNISED_ERROR = 0x24
    CARD_REJECTS_SAM = 0x31
    SAM_REJECTS_CARD = 0x32
    VERIFICATION_FAILED = 0x33
    WRONG_CARD = 0x40
    READ_FAILED = 0x41
    RANDOM_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NO_CARD = 0x80
    SELECT_FAILED = 0x81
    DONE = 0x90
    NO_SUCH_ITEM = 0x91
    CARD_FOUND = 0x9F


_RELAYING = frozenset(
    {
        SamStatus.CARD_REJECTS_SAM,
        SamStatus.READ_FAILED,
        SamStatus.RANDOM_FAILED,
        SamStatus.SELECT_FAILED,
    }
)
"""Where SW1 SW2 may be the card's own status word; with every other status they are 00 00."""
_STATUSES = {int(status): status for status in SamStatus if status is not SamStatus.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply with the right checksum; ``repr`` hides the data, which may be personal."""

    sw3: int
    data: bytes = field(default=b"", repr=False)
    sw12: int = 0

    @property
    def status(self) -> SamStatus:
        """What SW3 says; ``UNKNOWN`` also when SW1 SW2 are set where they cannot be."""
        status = _STATUSES.get(self.sw3, SamStatus.UNKNOWN)
        return status if not self.sw12 or status in _RELAYING else SamStatus.UNKNOWN

    @property
    def card_sw(self) -> int | None:
        """The status word that the card gave (ISO/IEC 7816-4), when the SAM relays one."""
        return self.sw12 if self.sw12 and self.status in _RELAYING else None

    def to_bytes(self) -> bytes:
        """The frame as the reader sends it."""
        return frame(self.sw12.to_bytes(2, "big") + bytes((self.sw3,)) + self.data)


@unique
class BrokenFrame(Enum):
    """A preamble behind which no reply came."""

    BAD_CHECKSUM = "bad_checksum"
    BAD_LENGTH = "bad_length"


@dataclass(frozen=True, slots=True)
class SamId:
    """The number of a SAM; ``str`` gives its printed form, such as 05.03-20200101-0000000001-...

    Two 2-byte and three 4-byte little-endian words, after one published host program, which shows
    only the low byte of the short words.
    """

    words: tuple[int, int, int, int, int]

    def __str__(self) -> str:
        return "{:02d}.{:02d}-{:d}-{:010d}-{:010d}".format(*self.words)

    @classmethod
    def from_bytes(cls, data: bytes) -> SamId | None:
        """The id in the data of a ``READ_SAM_ID`` reply, or None when they are not 16 bytes."""
        return cls(_SAM_ID.unpack(data)) if len(data) == _SAM_ID.size else None


def checksum(content: bytes | bytearray) -> int:
    """XOR of all bytes: 0 for a Len, content and CHK that belong together."""
    return reduce(xor, content, 0)


def frame(content: bytes) -> bytes:
    """``content`` with preamble, Len and CHK; struct.error above 65534 bytes."""
    counted = _LENGTH.pack(len(content) + 1) + content
    return PREAMBLE + counted + bytes((checksum(counted),))


def encode(command: SamCommand) -> bytes:
    """The request frame."""
    return frame(command.value)


class FrameParser:
    """Finds replies in a stream that may be cut anywhere; never keeps more than one frame.

    Bytes before a preamble are skipped. Behind a broken frame the search goes on right after its
    preamble, so a reply that a wrong Len has swallowed is still found.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def pending(self) -> int:
        """Bytes kept for the next ``feed``: fewer than ``LONGEST_FRAME``."""
        return len(self._buffer)

    def clear(self) -> None:
        """Forget what was kept, as before a new request."""
        self._buffer.clear()

    def feed(self, data: bytes) -> tuple[Reply | BrokenFrame, ...]:
        """The replies and broken frames that ``data`` completes, in the order of the stream."""
        found: list[Reply | BrokenFrame] = []
        for start in range(0, len(data), LONGEST_FRAME):
            self._buffer += data[start : start + LONGEST_FRAME]
            while (item := self._next()) is not None:
                found.append(item)
        return tuple(found)

    def _next(self) -> Reply | BrokenFrame | None:
        self._seek_preamble()
        if len(self._buffer) < HEADER_LENGTH:
            return None
        (length,) = _LENGTH.unpack_from(self._buffer, len(PREAMBLE))
        if not _SHORTEST <= length <= _LONGEST:
            del self._buffer[: len(PREAMBLE)]
            return BrokenFrame.BAD_LENGTH
        end = HEADER_LENGTH + length
        if len(self._buffer) < end:
            return None
        if checksum(self._buffer[len(PREAMBLE) : end]):
            del self._buffer[: len(PREAMBLE)]
            return BrokenFrame.BAD_CHECKSUM
        content = bytes(self._buffer[HEADER_LENGTH : end - 1])
        del self._buffer[:end]
        return Reply(content[2], content[_STATUS_LENGTH:], int.from_bytes(content[:2], "big"))

    def _seek_preamble(self) -> None:
        at = self._buffer.find(PREAMBLE)
        if at < 0:
            at = max(0, len(self._buffer) - len(PREAMBLE) + 1)
        del self._buffer[:at]
