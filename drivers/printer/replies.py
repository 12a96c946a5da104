"""Sorts what a printer sends: answers, pushed status and echoes share one unframed stream.

Epson's fixed bits tell the kinds apart:

====================  ===========  ==============================
DLE EOT answer        0xx1xx10     one byte
automatic status      0xx1xx00     then three bytes 0xx0xxxx
GS r answer           0xx0xxxx     one byte
GS ( H echo           37 22        four characters, 00
buffer clear          37 25        00
offline response      37 23        status, 00
GS I 65 to 69         5F           text, 00
power-on notice       3B 31        00
XON, XOFF             11, 13       one byte
DLE EOT 20 answer     10 0F        four bytes of any value
====================  ===========  ==============================

``10 0F`` could begin an automatic status too. It is taken for the full status of a kiosk printer
only by a parser that is told to expect one, and no such printer is asked for automatic status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_HEADER, _ECHO, _CLEARED, _WENT_OFFLINE, _INFORMATION = 0x37, 0x22, 0x25, 0x23, 0x5F
_NOTICE, _POWER_ON = 0x3B, 0x31
_FULL_STATUS, _FULL_STATUS_LENGTH = b"\x10\x0f", 6
_ECHO_LENGTH, _CLEARED_LENGTH, _AUTO_LENGTH, _NOTICE_LENGTH, _OFFLINE_LENGTH = 7, 3, 4, 3, 4
_MAX_INFORMATION = 82
"""GS I sends at most 80 characters between header and NUL."""
_FIXED_BITS, _REAL_TIME, _AUTO = 0x93, 0x12, 0x10
_FIXED_BITS_OF_SENSORS = 0x90
_PRINTABLE = frozenset(range(0x20, 0x7F))
_FLOW_CONTROL = frozenset({0x11, 0x13})


@dataclass(frozen=True, slots=True)
class RealTimeAnswer:
    """The answer to one DLE EOT; which one, only the order of asking tells."""

    value: int


@dataclass(frozen=True, slots=True)
class AutoStatus:
    """Four bytes of automatic status back."""

    value: bytes


@dataclass(frozen=True, slots=True)
class PaperSensor:
    """The answer to GS r 1."""

    value: int


@dataclass(frozen=True, slots=True)
class ProcessEcho:
    """Everything before the GS ( H with this identifier is printed."""

    identifier: bytes


@dataclass(frozen=True, slots=True)
class BuffersCleared:
    """DLE DC4 function 8 is done."""


@dataclass(frozen=True, slots=True)
class Information:
    """The answer to GS I 65 to 69."""

    text: str


@dataclass(frozen=True, slots=True)
class FullStatus:
    """Paper, user, recoverable and unrecoverable states: the four bytes after ``10 0F``."""

    value: bytes


@dataclass(frozen=True, slots=True)
class WentOffline:
    """The offline response that GS ( H function 49 enables."""

    value: int


@dataclass(frozen=True, slots=True)
class PoweredOn:
    """The printer has just started: whatever it had been sent is lost."""


@dataclass(frozen=True, slots=True)
class Garbage:
    """A byte that fits no reply."""

    value: int


Reply = (
    RealTimeAnswer
    | AutoStatus
    | PaperSensor
    | ProcessEcho
    | BuffersCleared
    | Information
    | FullStatus
    | WentOffline
    | PoweredOn
    | Garbage
)


class ReplyParser:
    """Sorts a stream of any split into replies; keeps the incomplete rest for the next bytes."""

    def __init__(self, *, full_status: bool = False) -> None:
        self._full_status = full_status
        self._rest = b""

    def feed(self, data: bytes) -> list[Reply]:
        """The replies that are complete with ``data``."""
        self._rest += data
        return list(self._complete())

    def _complete(self) -> Iterator[Reply]:
        while self._rest:
            if self._rest[0] in _FLOW_CONTROL:
                self._rest = self._rest[1:]
                continue
            sorted_one = self._first()
            if sorted_one is None:
                return
            reply, length = sorted_one
            self._rest = self._rest[length:]
            yield reply

    def _first(self) -> tuple[Reply, int] | None:
        head = self._rest[:2]
        if self._full_status and _FULL_STATUS.startswith(head):
            if len(self._rest) < _FULL_STATUS_LENGTH:
                return None
            return FullStatus(self._rest[2:_FULL_STATUS_LENGTH]), _FULL_STATUS_LENGTH
        return _first_reply(self._rest)


def _first_reply(data: bytes) -> tuple[Reply, int] | None:
    """The first reply and its length, or None while it is incomplete."""
    first = data[0]
    if first == _HEADER:
        return _headed(data)
    if first == _INFORMATION:
        return _information(data)
    if first == _NOTICE:
        return _notice(data)
    if first & _FIXED_BITS == _REAL_TIME:
        return RealTimeAnswer(first), 1
    if first & _FIXED_BITS == _AUTO:
        return _auto_status(data)
    if first & _FIXED_BITS_OF_SENSORS == 0:
        return PaperSensor(first), 1
    return Garbage(first), 1


def _auto_status(data: bytes) -> tuple[Reply, int] | None:
    packet = data[:_AUTO_LENGTH]
    if any(byte & _FIXED_BITS_OF_SENSORS for byte in packet[1:]):
        return Garbage(data[0]), 1
    return (AutoStatus(packet), _AUTO_LENGTH) if len(packet) == _AUTO_LENGTH else None


def _notice(data: bytes) -> tuple[Reply, int] | None:
    if bytes([_NOTICE, _POWER_ON, 0]).startswith(data[:_NOTICE_LENGTH]):
        return (PoweredOn(), _NOTICE_LENGTH) if len(data) >= _NOTICE_LENGTH else None
    return Garbage(data[0]), 1


def _headed(data: bytes) -> tuple[Reply, int] | None:
    if len(data) == 1:
        return None
    if data[1] == _ECHO:
        characters, end = data[2:6], data[6:7]
        if not _PRINTABLE.issuperset(characters) or end not in {b"", b"\0"}:
            return Garbage(data[0]), 1
        return (ProcessEcho(characters), _ECHO_LENGTH) if end else None
    if data[1] == _CLEARED:
        if len(data) < _CLEARED_LENGTH:
            return None
        if data[2] == 0:
            return BuffersCleared(), _CLEARED_LENGTH
    if data[1] == _WENT_OFFLINE:
        if len(data) < _OFFLINE_LENGTH:
            return None
        if data[3] == 0:
            return WentOffline(data[2]), _OFFLINE_LENGTH
    return Garbage(data[0]), 1


def _information(data: bytes) -> tuple[Reply, int] | None:
    end = data.find(0, 1, _MAX_INFORMATION)
    text = data[1:] if end < 0 else data[1:end]
    if not _PRINTABLE.issuperset(text) or (end < 0 and len(data) >= _MAX_INFORMATION):
        return Garbage(data[0]), 1
    return None if end < 0 else (Information(text.decode("ascii")), end + 1)
