"""Command and response APDUs of ISO/IEC 7816-4, as far as card readers need them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, unique

STATUS_WORD_LENGTH = 2


@unique
class StatusWord(IntEnum):
    """Status words of ISO/IEC 7816-4, table 6, that drivers and simulators tell apart."""

    OK = 0x9000
    EXECUTION_ERROR = 0x6F00
    WRONG_LENGTH = 0x6700
    SECURITY_STATUS = 0x6982
    COMMAND_NOT_ALLOWED = 0x6986
    FUNCTION_NOT_SUPPORTED = 0x6A81
    FILE_NOT_FOUND = 0x6A82
    WRONG_P1_P2 = 0x6B00
    INS_NOT_SUPPORTED = 0x6D00
    CLA_NOT_SUPPORTED = 0x6E00


@dataclass(frozen=True, slots=True)
class Command:
    """A short case 1 or case 2 command (no command data); ``le`` 256 is sent as 00."""

    cla: int
    ins: int
    p1: int
    p2: int
    le: int | None = None

    def to_bytes(self) -> bytes:
        """The command as sent to the card: 4 or 5 bytes."""
        header = bytes((self.cla, self.ins, self.p1, self.p2))
        return header if self.le is None else header + bytes((self.le & 0xFF,))

    @classmethod
    def from_bytes(cls, apdu: bytes) -> Command | None:
        """The command in ``apdu``, or None when it is neither case 1 nor case 2 short."""
        match tuple(apdu):
            case (cla, ins, p1, p2):
                return cls(cla, ins, p1, p2)
            case (cla, ins, p1, p2, le):
                return cls(cla, ins, p1, p2, le or 256)
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Response:
    """Response data and status word; ``repr`` hides the data, which may be personal."""

    data: bytes = field(repr=False)
    sw: int

    @property
    def ok(self) -> bool:
        """Whether the card says 90 00."""
        return self.sw == StatusWord.OK

    def to_bytes(self) -> bytes:
        """The response as the card sends it."""
        return self.data + self.sw.to_bytes(2, "big")

    @classmethod
    def from_bytes(cls, raw: bytes) -> Response:
        """Split off the status word; ValueError for fewer than two bytes."""
        if len(raw) < STATUS_WORD_LENGTH:
            message = "a response APDU has at least a status word"
            raise ValueError(message)
        return cls(raw[:-STATUS_WORD_LENGTH], int.from_bytes(raw[-STATUS_WORD_LENGTH:], "big"))
