"""What the camera sees, for a screen: one small grey picture in memory that two processes share.

The memory has no name on disk (memfd_create(2)) and is handed over as a descriptor, so that nothing
of it outlives its holders. The screen says for how long it wants pictures; a screen that is gone
stops asking, and the camera's side stops writing by itself. Each picture carries its number and a
checksum: a reader that meets a half-written picture sees that and keeps the one before.
"""

from __future__ import annotations

import mmap
import os
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol, Self

PREVIEW_WIDTH: Final = 640
PREVIEW_HEIGHT: Final = 360
"""Pixels at most: half of 1280x720, which a lobby screen shows at a hand's width."""
WANTED_SECONDS: Final = 1.0
"""How long one call of ``want`` lasts; a screen renews it with every picture that it takes."""

_HEAD: Final = struct.Struct("<QIIdI")
"""Number, width, height, moment, CRC-32 of the pixels. Number 0: no picture."""
_WANTED: Final = struct.Struct("<d")
_WANTED_AT: Final = 32
_PIXELS_AT: Final = 64
_BYTES: Final = _PIXELS_AT + PREVIEW_WIDTH * PREVIEW_HEIGHT


@dataclass(frozen=True, slots=True)
class PreviewFrame:
    """One picture: ``height`` rows of ``width`` bytes, 0 black to 255 white, without padding.

    ``number`` grows with every picture; ``at`` is its moment in seconds of CLOCK_MONOTONIC, which
    all processes of a machine share.
    """

    number: int
    width: int
    height: int
    at: float
    pixels: bytes = field(repr=False)


class Preview(Protocol):
    """The screen's side."""

    def want(self, seconds: float = WANTED_SECONDS) -> None:
        """Ask for pictures for so long from now; 0 ends it. Does not block."""
        ...

    def latest(self, after: int = 0) -> PreviewFrame | None:
        """The newest picture, None when there is none newer than number ``after``.

        Does not block.
        """
        ...


class PreviewMemory:
    """Both sides of a preview; one thread writes, one reads, in one process or in two."""

    def __init__(self, descriptor: int, clock: Callable[[], float] = time.monotonic) -> None:
        """On a memory that ``create`` made, in this process or its parent; takes the descriptor."""
        self._descriptor = descriptor
        self._clock = clock
        self._memory = mmap.mmap(descriptor, _BYTES)
        self._number: int = _HEAD.unpack_from(self._memory)[0]

    @classmethod
    def create(cls, clock: Callable[[], float] = time.monotonic) -> Self:
        """A new memory without a picture. Raises OSError when the system has no room for it."""
        descriptor = os.memfd_create("kiosk-preview", os.MFD_CLOEXEC)
        os.ftruncate(descriptor, _BYTES)
        return cls(descriptor, clock)

    @property
    def descriptor(self) -> int:
        """To hand to the other process; stays this object's."""
        return self._descriptor

    # the screen's side

    def want(self, seconds: float = WANTED_SECONDS) -> None:
        """See Preview."""
        _WANTED.pack_into(self._memory, _WANTED_AT, self._clock() + seconds)

    def latest(self, after: int = 0) -> PreviewFrame | None:
        """See Preview."""
        number, width, height, at, checksum = _HEAD.unpack_from(self._memory)
        if number in (0, after) or width > PREVIEW_WIDTH or height > PREVIEW_HEIGHT:
            return None
        pixels = self._memory[_PIXELS_AT : _PIXELS_AT + width * height]
        if zlib.crc32(pixels) != checksum:
            return None
        return PreviewFrame(number, width, height, at, pixels)

    # the camera's side

    def wanted(self) -> bool:
        """Whether somebody would look at a picture now."""
        until: float = _WANTED.unpack_from(self._memory, _WANTED_AT)[0]
        return self._clock() < until

    def write(self, pixels: bytes, width: int, height: int, at: float) -> None:
        """Show ``width`` x ``height`` grey pixels of moment ``at``; ValueError: they don't fit."""
        fits = 0 < width <= PREVIEW_WIDTH and 0 < height <= PREVIEW_HEIGHT
        if not fits or len(pixels) != width * height:
            message = f"{width}x{height} with {len(pixels)} bytes is no preview"
            raise ValueError(message)
        self._number += 1
        self._memory[_PIXELS_AT : _PIXELS_AT + len(pixels)] = pixels
        _HEAD.pack_into(self._memory, 0, self._number, width, height, at, zlib.crc32(pixels))

    def wipe(self) -> None:
        """Leave no pixel behind: the camera rests."""
        _HEAD.pack_into(self._memory, 0, 0, 0, 0, 0.0, 0)
        self._memory[_PIXELS_AT:] = bytes(_BYTES - _PIXELS_AT)

    def close(self) -> None:
        """Give the memory back; safe to call twice."""
        if not self._memory.closed:
            self._memory.close()
            os.close(self._descriptor)
