"""Sorts what a printer sends: answers, pushed status and echoes share one unframed stream.

Epson's fixed bits tell the kinds apart:

====================  ===========  ==============================
DLE EOT answer        0xx1xx10     one byte
automatic status      0xx1xx00     then three bytes 0xx0xxxx
GS r answer           0xx0xxxx     one byte
GS ( H echo           37 22        four characters, 00
buffer clear          37 25        00
GS I 65 to 69         5F           text, 00
XON, XOFF             11, 13       one byte
====================  ===========  ==============================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_HEADER, _ECHO, _CLEARED, _INFORMATION = 0x37, 0x22, 0x25, 0x5F
_ECHO_LENGTH, _CLEARED_LENGTH, _AUTO_LENGTH = 7, 3, 4
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
class Garbage:
    """A byte that fits no reply."""

    value: int


Reply = (
    RealTimeAnswer | AutoStatus | PaperSensor | ProcessEcho | BuffersCleared | Information | Garbage
)


class ReplyParser:
    """Sorts a stream of any split into replies; keeps the incomplete rest for the next bytes."""

    def __init__(self) -> None:
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
            sorted_one = _first_reply(self._rest)
            if sorted_one is None:
                return
            reply, length = sorted_one
            self._rest = self._rest[length:]
            yield reply


def _first_reply(data: bytes) -> tuple[Reply, int] | None:
    """The first reply and its length, or None while it is incomplete."""
    first = data[0]
    if first == _HEADER:
        return _headed(data)
    if first == _INFORMATION:
        return _information(data)
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
    return Garbage(data[0]), 1


def _information(data: bytes) -> tuple[Reply, int] | None:
    end = data.find(0, 1, _MAX_INFORMATION)
    text = data[1:] if end < 0 else data[1:end]
    if not _PRINTABLE.issuperset(text) or (end < 0 and len(data) >= _MAX_INFORMATION):
        return Garbage(data[0]), 1
    return None if end < 0 else (Information(text.decode("ascii")), end + 1)
