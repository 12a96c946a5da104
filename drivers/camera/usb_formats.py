"""Picture formats that a USB camera promises in its descriptors, which are read without opening it.

Layouts: USB Device Class Definition for Video Devices 1.5, 3.9.2 (VideoStreaming descriptors), and
its payload documents for uncompressed, MJPEG and frame based formats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_CS_INTERFACE: Final = 0x24
_INTERFACE: Final = 0x04
_VIDEO_STREAMING: Final = (0x0E, 0x02)
"""Class and subclass."""
_UNCOMPRESSED, _MJPEG, _FRAME_BASED = 0x04, 0x06, 0x10
"""Descriptor subtypes of formats; the subtype of their frames is one more."""
_GUID_AT = 5
_INTERVAL_AT: Final = {0x05: 21, 0x07: 21, 0x11: 17}
"""Where a frame descriptor holds its default interval, by subtype."""
_SECOND: Final = 10_000_000
"""Intervals count in 100 ns."""
_HEADER = 3
_FRAME_LENGTH = 26


@dataclass(frozen=True, slots=True)
class UsbFormat:
    """One size in one format; ``fps`` is the fastest that is promised."""

    fourcc: str
    width: int
    height: int
    fps: float


def formats_in(descriptors: bytes) -> tuple[UsbFormat, ...]:
    """All that are promised, in the device's order; nothing is raised for damaged descriptors."""
    found: list[UsbFormat] = []
    fourcc, streaming = "", False
    for part in _parts(descriptors):
        if part[1] == _INTERFACE:
            streaming = tuple(part[5:7]) == _VIDEO_STREAMING
        elif streaming and part[1] == _CS_INTERFACE:
            if part[2] in (_UNCOMPRESSED, _MJPEG, _FRAME_BASED):
                fourcc = _fourcc(part)
            elif part[2] in _INTERVAL_AT and len(part) >= _FRAME_LENGTH:
                found.append(_frame(fourcc, part))
    return tuple(dict.fromkeys(found))


def _parts(descriptors: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(descriptors):
        part = descriptors[at : at + descriptors[at]]
        if len(part) < max(_HEADER, descriptors[at]):
            return
        yield part
        at += len(part)


def _fourcc(part: bytes) -> str:
    """MJPEG has no GUID; in others the first four bytes of the GUID are the letters."""
    if part[2] == _MJPEG:
        return "MJPG"
    letters = part[_GUID_AT : _GUID_AT + 4].decode("ascii", "replace").strip()
    return "YUYV" if letters == "YUY2" else letters


def _frame(fourcc: str, part: bytes) -> UsbFormat:
    at = _INTERVAL_AT[part[2]]
    shortest = int.from_bytes(part[at : at + 4], "little")
    # the list of intervals, or their range, begins with the shortest one
    listed = int.from_bytes(part[26:30], "little")
    interval = min((one for one in (shortest, listed) if one), default=0)
    width, height = (int.from_bytes(part[side : side + 2], "little") for side in (5, 7))
    return UsbFormat(fourcc, width, height, round(_SECOND / interval, 1) if interval else 0.0)
