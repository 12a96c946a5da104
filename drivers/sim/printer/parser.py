"""The receive buffer and what it means, byte by byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers.sim.printer.operations import (
    Cut,
    Emphasis,
    FeedLines,
    FeedUnits,
    ImageRows,
    Initialise,
    Justify,
    LineSpacing,
    MotionUnits,
    Nothing,
    Operation,
    PrintMode,
    RequestEcho,
    RequestIdentity,
    RequestSensor,
    SetAutoStatus,
    Text,
)

_LEADS = frozenset(b"\x10\x1b\x1c\x1d")
_LINE_FEED, _FIRST_CHARACTER = 0x0A, 0x20

_FIXED: dict[bytes, tuple[int, Callable[[bytes], Operation]]] = {
    b"\x1b@": (0, lambda _: Initialise()),
    b"\x1bJ": (1, lambda a: FeedUnits(a[0])),
    b"\x1bd": (1, lambda a: FeedLines(a[0])),
    b"\x1b2": (0, lambda _: LineSpacing(None)),
    b"\x1b3": (1, lambda a: LineSpacing(a[0])),
    b"\x1ba": (1, lambda a: Justify(a[0] % 48)),
    b"\x1b!": (1, lambda a: PrintMode(a[0])),
    b"\x1bE": (1, lambda a: Emphasis(bool(a[0] & 1))),
    b"\x1dP": (2, lambda a: MotionUnits(a[1])),
    b"\x1da": (1, lambda a: SetAutoStatus(a[0])),
    b"\x1dr": (1, lambda a: RequestSensor(a[0] % 48)),
    b"\x1dI": (1, lambda a: RequestIdentity(a[0])),
}
"""Commands of fixed length: how many arguments, and what they make (n + 48 means n)."""

_WITHOUT_EFFECT = {
    **dict.fromkeys((b"\x1c&", b"\x1c."), 0),
    **dict.fromkeys((b"\x1bt", b"\x1bM", b"\x1b ", b"\x1bR", b"\x1b-", b"\x1bG"), 1),
    **dict.fromkeys((b"\x1d!", b"\x1dB", b"\x1db", b"\x1cC", b"\x1c!"), 1),
    **dict.fromkeys((b"\x10\x04", b"\x10\x05"), 1),
}
"""Fonts and code pages, and real-time bytes, which have acted on their arrival."""

_REAL_TIME_LENGTHS = {1: 3, 2: 3, 3: 7, 8: 8}
"""DLE DC4: bytes from fn on."""
_IMAGE_HEAD, _SIZED_HEAD, _ECHO_LENGTH = 8, 5, 6
_CUT_HERE = frozenset({0, 1, 48, 49})
_CUT_AFTER_FEED = frozenset({65, 66})


@dataclass(slots=True)
class _Image:
    stride: int
    rows_left: int
    scale: int


class CommandParser:
    """Takes bytes in any split and gives operations in order."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._image: _Image | None = None

    def __len__(self) -> int:
        return len(self._buffer)

    def feed(self, data: bytes) -> None:
        """Put bytes behind the others."""
        self._buffer += data

    def clear(self) -> None:
        """Forget everything, a half-received image too."""
        self._buffer.clear()
        self._image = None

    def next(self) -> Operation | None:
        """The next operation, or None until more bytes come."""
        if self._image:
            return self._image_rows(self._image)
        if not self._buffer:
            return None
        if self._buffer[0] in _LEADS:
            return self._command()
        return self._characters()

    def _take(self, count: int) -> bytes:
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _characters(self) -> Operation:
        if self._buffer[0] < _FIRST_CHARACTER:
            return FeedLines(1) if self._take(1)[0] == _LINE_FEED else Nothing()
        end = 0
        while end < len(self._buffer) and self._buffer[end] >= _FIRST_CHARACTER:
            end += 1
        return Text(self._take(end))

    def _command(self) -> Operation | None:
        head = bytes(self._buffer[:2])
        if len(head) == 1:
            return None
        special = {
            b"\x1dv": self._image_head,
            b"\x1d(": self._sized,
            b"\x1dV": self._cut,
            b"\x10\x14": self._real_time,
        }.get(head)
        if special:
            return special()
        if head in _FIXED:
            count, make = _FIXED[head]
            return make(self._take(2 + count)[2:]) if len(self._buffer) >= 2 + count else None
        return self._skip(2 + _WITHOUT_EFFECT.get(head, 0))

    def _skip(self, count: int) -> Operation | None:
        """Pass over a command; of an unknown one the head, so that the rest prints as text."""
        if len(self._buffer) < count:
            return None
        self._take(count)
        return Nothing()

    def _cut(self) -> Operation | None:
        mode = self._buffer[2:3]
        if not mode:
            return None
        if mode[0] in _CUT_HERE:
            self._take(3)
            return Cut(None)
        if mode[0] in _CUT_AFTER_FEED:
            return Cut(self._take(4)[3]) if len(self._buffer) >= len(b"GVmn") else None
        return self._skip(3)

    def _real_time(self) -> Operation | None:
        function = self._buffer[2:3]
        return self._skip(2 + _REAL_TIME_LENGTHS.get(function[0], 1)) if function else None

    def _sized(self) -> Operation | None:
        if len(self._buffer) < _SIZED_HEAD:
            return None
        size = int.from_bytes(self._buffer[3:5], "little")
        if len(self._buffer) < _SIZED_HEAD + size:
            return None
        command = self._take(_SIZED_HEAD + size)
        body = command[_SIZED_HEAD:]
        if command[2:3] == b"H" and body[:2] == b"00" and size == _ECHO_LENGTH:
            return RequestEcho(body[2:])
        return Nothing()

    def _image_head(self) -> Operation | None:
        kind = self._buffer[2:3]
        if kind and kind != b"0":
            return self._skip(2)
        if len(self._buffer) < _IMAGE_HEAD:
            return None
        head = self._take(_IMAGE_HEAD)
        stride = int.from_bytes(head[4:6], "little")
        rows = int.from_bytes(head[6:8], "little")
        if stride and rows:
            self._image = _Image(stride, rows, head[3] % 48)
        return Nothing()

    def _image_rows(self, image: _Image) -> Operation | None:
        """What has arrived of an image; a printer does not wait for the rest of it."""
        count = min(image.rows_left, len(self._buffer) // image.stride)
        if not count:
            return None
        image.rows_left -= count
        if not image.rows_left:
            self._image = None
        return ImageRows(image.stride, self._take(count * image.stride), image.scale)
