"""The receive buffer and what it means, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from drivers.sim.printer.grammar import SIZED, fixed_commands
from drivers.sim.printer.model import SimModel
from drivers.sim.printer.operations import (
    ColumnDots,
    Cut,
    FeedLines,
    ImageRows,
    Nothing,
    Operation,
    PrintGraphics,
    PrintQr,
    QrSettings,
    Refused,
    RequestEcho,
    SetOfflineResponse,
    StoreGraphics,
    StoreQr,
    Text,
)

_LEADS = frozenset(b"\x10\x1b\x1c\x1d")
_LINE_FEED, _FIRST_CHARACTER = 0x0A, 0x20
_QUIET = frozenset(b"\x00\x07\x0d\x18")
"""NUL, BEL, CR and CAN: nothing on paper, and nothing wrong."""

_REAL_TIME_LENGTHS = {1: 3, 2: 3, 3: 7, 7: 2, 8: 8}
"""DLE DC4: bytes from fn on."""
_IMAGE_HEAD, _SIZED_HEAD, _LONG_HEAD, _COLUMN_HEAD = 8, 5, 7, 5
_ECHO_LENGTH, _GRAPHICS_HEAD, _MOST_MODULE = 6, 10, 16
_CUT_HERE = frozenset({0, 1, 48, 49})
_CUT_AFTER_FEED = frozenset({65, 66})
_COLUMN_BYTES = {0: 1, 1: 1, 32: 3, 33: 3}
_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}
_BAR_CODE_COUNTED = 65
"""GS k: from this m on a length follows, below it the data ends with NUL."""
_REAL_TIME_IN_IMAGE = re.compile(rb"\x10[\x04\x05\x14]")


@dataclass(slots=True)
class _Image:
    stride: int
    rows_left: int
    scale: int


@dataclass(slots=True)
class _Sink:
    """Data of a command that is longer than the buffer may be; freed as it arrives."""

    left: int
    make: Callable[[bytes], Operation]
    dots: bool
    taken: bytearray


class CommandParser:
    """Takes bytes in any split and gives operations in order."""

    def __init__(self, model: SimModel | None = None) -> None:
        self._model = model or SimModel()
        self._fixed = fixed_commands(self._model)
        self._buffer = bytearray()
        self._image: _Image | None = None
        self._sink: _Sink | None = None
        self._before = b""
        self.accidents = 0
        """Beginnings of real-time commands that were found in dots."""

    def __len__(self) -> int:
        return len(self._buffer)

    def feed(self, data: bytes) -> None:
        """Put bytes behind the others."""
        self._buffer += data

    def clear(self) -> None:
        """Forget everything, a half-received command too."""
        self._buffer.clear()
        self._image = self._sink = None

    def next(self) -> Operation | None:
        """The next operation, or None until more bytes come."""
        if self._image:
            return self._image_rows(self._image)
        if self._sink:
            return self._sunk(self._sink)
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
            control = self._take(1)
            if control[0] == _LINE_FEED:
                return FeedLines(1)
            return Nothing() if control[0] in _QUIET else Refused("control character", control)
        end = 0
        while end < len(self._buffer) and self._buffer[end] >= _FIRST_CHARACTER:
            end += 1
        return Text(self._take(end))

    def _command(self) -> Operation | None:
        head = bytes(self._buffer[:2])
        if len(head) == 1:
            return None
        special = self._special(head)
        if special:
            return special()
        for size in (2, 3):  # ESC c and GS e are told apart by their third byte
            found = self._fixed.get(bytes(self._buffer[:size]))
            if found:
                count, make = found
                if len(self._buffer) < size + count:
                    return None
                return make(self._take(size + count)[size:])
        if len(self._buffer) == len(head) and any(key[:2] == head for key in self._fixed):
            return None
        return Refused("unknown command", self._take(2))  # its rest prints as characters

    def _special(self, head: bytes) -> Callable[[], Operation | None] | None:
        model = self._model
        known: dict[bytes, tuple[Callable[[], Operation | None] | None, bool]] = {
            b"\x1dv": (self._image_head, model.bit_image),
            b"\x1b*": (self._column_head, model.columns),
            b"\x1d8": (self._long_sized, model.graphics),
            b"\x1d(": (self._sized, True),
            b"\x1dV": (self._cut, True),
            b"\x1dk": (self._bar_code, True),
            b"\x1bD": (self._tabs, True),
            b"\x10\x14": (self._real_time, True),
        }
        method, has = known.get(head, (None, False))
        return method if has else None

    def _skip(self, count: int, what: str = "") -> Operation | None:
        if len(self._buffer) < count:
            return None
        data = self._take(count)
        return Refused(what, data) if what else Nothing()

    def _cut(self) -> Operation | None:
        mode = self._buffer[2:3]
        if not mode:
            return None
        if mode[0] in _CUT_HERE:
            self._take(3)
            return Cut(None)
        if mode[0] in _CUT_AFTER_FEED and self._model.cut_feeds:
            return Cut(self._take(4)[3]) if len(self._buffer) >= len(b"GVmn") else None
        return self._skip(3, "GS V: unknown cut")

    def _real_time(self) -> Operation | None:
        function = self._buffer[2:3]
        return self._skip(2 + _REAL_TIME_LENGTHS.get(function[0], 1)) if function else None

    def _tabs(self) -> Operation | None:
        end = self._buffer.find(0, 2)
        return self._skip(end + 1) if end >= 0 else None

    def _bar_code(self) -> Operation | None:
        if len(self._buffer) < len(b"Gkmn"):
            return None
        if self._buffer[2] >= _BAR_CODE_COUNTED:
            return self._skip(len(b"Gkmn") + self._buffer[3], "GS k: bar codes are not drawn")
        end = self._buffer.find(0, 3)
        return self._skip(end + 1, "GS k: bar codes are not drawn") if end >= 0 else None

    def _sized(self) -> Operation | None:
        if len(self._buffer) < _SIZED_HEAD:
            return None
        if self._buffer[2:3] == b"L" and not self._model.graphics:
            return Refused("unknown command", self._take(2))
        if self._buffer[2:3] == b"H" and not self._model.process_echo:
            return Refused("unknown command", self._take(2))
        head = self._take(_SIZED_HEAD)
        return self._begin(head[2], int.from_bytes(head[3:], "little"))

    def _long_sized(self) -> Operation | None:
        if len(self._buffer) < _LONG_HEAD:
            return None
        if self._buffer[2:3] != b"L":
            return Refused("unknown command", self._take(2))
        return self._begin(ord("L"), int.from_bytes(self._take(_LONG_HEAD)[3:], "little"))

    def _begin(self, letter: int, size: int) -> Operation | None:
        makers = {ord("L"): self._graphics, ord("H"): _response, ord("k"): _code}
        make = makers.get(letter, _set_up if letter in SIZED else _unknown_sized)
        self._sink = _Sink(size, make, letter == ord("L"), bytearray())
        return Nothing() if size else self._sunk(self._sink)

    def _sunk(self, sink: _Sink) -> Operation | None:
        data = self._take(min(sink.left, len(self._buffer)))
        if sink.dots:
            self._look_for_accidents(data)
        sink.left -= len(data)
        sink.taken += data
        if sink.left:
            return None
        self._sink = None
        return sink.make(bytes(sink.taken))

    def _graphics(self, body: bytes) -> Operation:
        if body[:2] in {b"02", b"0\x02"}:
            return PrintGraphics()
        head, dots = body[:_GRAPHICS_HEAD], body[_GRAPHICS_HEAD:]
        if head[:3] != b"0p0" or len(head) < _GRAPHICS_HEAD:
            return Refused("GS ( L: unknown function", head)
        width = int.from_bytes(head[6:8], "little")
        height = int.from_bytes(head[8:10], "little")
        fits = len(dots) == (width + 7) // 8 * height and height <= self._model.graphics_rows
        if not fits or not {*head[3:5]} <= {1, 2}:
            return Refused("GS ( L: length and size do not agree, or too high", head)
        return StoreGraphics(width, height, head[3], head[4], dots)

    def _column_head(self) -> Operation | None:
        if len(self._buffer) < _COLUMN_HEAD:
            return None
        mode = self._buffer[2]
        if mode not in _COLUMN_BYTES:
            return Refused("ESC *: unknown mode", self._take(2))
        head = self._take(_COLUMN_HEAD)
        count = int.from_bytes(head[3:], "little") * _COLUMN_BYTES[mode]
        self._sink = _Sink(count, lambda dots: ColumnDots(mode, dots), dots=True, taken=bytearray())
        return Nothing()

    def _image_head(self) -> Operation | None:
        kind = self._buffer[2:3]
        if kind and kind != b"0":
            return Refused("unknown command", self._take(2))
        if len(self._buffer) < _IMAGE_HEAD:
            return None
        head = self._take(_IMAGE_HEAD)
        stride = int.from_bytes(head[4:6], "little")
        rows = int.from_bytes(head[6:8], "little")
        if rows > self._model.image_rows:
            return Refused("GS v 0: image too high", head)  # its dots print as characters
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
        rows = self._take(count * image.stride)
        self._look_for_accidents(rows)
        return ImageRows(image.stride, rows, image.scale)

    def _look_for_accidents(self, dots: bytes) -> None:
        window = self._before + dots
        self.accidents += len(_REAL_TIME_IN_IMAGE.findall(window))
        inside = self._image or self._sink
        self._before = window[-1:] if inside else b""


def _response(body: bytes) -> Operation:
    if body[:2] == b"00" and len(body) == _ECHO_LENGTH:
        return RequestEcho(body[2:])
    if body[:2] == b"10" and len(body) == len(b"fmd"):
        return SetOfflineResponse(bool(body[2] % 48))
    return Refused("GS ( H: unknown function", body)


def _code(body: bytes) -> Operation:
    """GS ( k for QR codes (cn = 49); others are known and not drawn."""
    if body[:1] != b"1" or len(body) < len(b"cfn"):
        return Refused("GS ( k: only QR codes are drawn", body[:3])
    function, arguments = body[1], body[2:]
    match function:
        case 65:
            return Nothing() if arguments[:1] == b"2" else Refused("GS ( k: QR model", arguments)
        case 67 if 1 <= arguments[0] <= _MOST_MODULE:
            return QrSettings(module=arguments[0])
        case 69 if arguments[0] in _LEVELS:
            return QrSettings(level=_LEVELS[arguments[0]])
        case 80:
            return StoreQr(arguments[1:])
        case 81:
            return PrintQr()
        case _:
            return Refused("GS ( k: unknown function", body[:3])


def _set_up(_: bytes) -> Operation:
    return Nothing()


def _unknown_sized(body: bytes) -> Operation:
    return Refused("GS (: unknown command", body[:3])
