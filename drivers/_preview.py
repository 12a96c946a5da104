"""What the camera sees, for a screen: one small grey picture in memory that two processes share.

The memory has no name on disk (memfd_create(2)) and is handed over as a descriptor, so that nothing
of it outlives its holders; it is left out of core files, and its size is sealed, so that the other
process cannot take it away under a reader. The screen says for how long it wants pictures; a screen
that is gone stops asking, and the camera's side stops writing by itself. Each picture carries its
number and a checksum: a reader that meets a half-written picture sees it and keeps the one before.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import threading
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

_FACTS: Final = struct.Struct("<QIId")
"""Number, width, height, moment. Width 0: no picture; the number is that of the last one."""
_CHECKSUM: Final = struct.Struct("<I")
"""CRC-32 of the facts and the pixels."""
_CHECKSUM_AT: Final = _FACTS.size
_WANTED: Final = struct.Struct("<d")
_WANTED_AT: Final = 32
_PIXELS_AT: Final = 64
_BYTES: Final = _PIXELS_AT + PREVIEW_WIDTH * PREVIEW_HEIGHT

_NO_DESCRIPTOR: Final = -1
"""As for mmap(2): memory of this process alone."""
_SEALS: Final = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL


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
    """Both sides of a preview; one thread writes, one reads, in one process or in two.

    Either side may end while the other is at work: a writer that was killed leaves at worst a
    picture that fails its checksum, and the next writer goes on with higher numbers than any that
    the reader has had. Once closed it has no picture, wants none and takes none.
    """

    def __init__(
        self, descriptor: int = _NO_DESCRIPTOR, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """On a memory that ``create`` made, in this process or its parent; takes the descriptor.

        Without one it is for the threads of this process. Raises OSError or ValueError for a
        descriptor of anything else.
        """
        self._descriptor = descriptor
        self._clock = clock
        self._gate = threading.Lock()
        self._memory = mmap.mmap(descriptor, _BYTES)
        self._memory.madvise(mmap.MADV_DONTDUMP)
        self._written: int = _FACTS.unpack_from(self._memory)[0]
        self._seen = 0

    @classmethod
    def create(cls, clock: Callable[[], float] = time.monotonic) -> Self:
        """A new memory without a picture. Raises OSError when the system has no room for it."""
        descriptor = os.memfd_create("kiosk-preview", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            os.ftruncate(descriptor, _BYTES)
            fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALS)
            return cls(descriptor, clock)
        except BaseException:
            os.close(descriptor)
            raise

    @property
    def descriptor(self) -> int:
        """To hand to the other process; stays this object's. -1: there is none to hand over."""
        return self._descriptor

    # the screen's side

    def want(self, seconds: float = WANTED_SECONDS) -> None:
        """See Preview."""
        with self._gate:
            if not self._memory.closed:
                _WANTED.pack_into(self._memory, _WANTED_AT, self._clock() + seconds)

    def latest(self, after: int = 0) -> PreviewFrame | None:
        """See Preview."""
        with self._gate:
            if self._memory.closed:
                return None
            facts = self._memory[: _FACTS.size]
            (checksum,) = _CHECKSUM.unpack_from(self._memory, _CHECKSUM_AT)
            number, width, height, at = _FACTS.unpack(facts)
            if number <= after or not _fits(width, height):
                return None
            pixels = self._memory[_PIXELS_AT : _PIXELS_AT + width * height]
            if _checksum(facts, pixels) != checksum:
                return None
            self._seen = max(self._seen, number)
            return PreviewFrame(number, width, height, at, pixels)

    # the camera's side

    def wanted(self) -> bool:
        """Whether somebody would look at a picture now."""
        with self._gate:
            if self._memory.closed:
                return False
            until: float = _WANTED.unpack_from(self._memory, _WANTED_AT)[0]
            return self._clock() < until

    def write(self, pixels: bytes, width: int, height: int, at: float) -> None:
        """Show ``width`` x ``height`` grey pixels of moment ``at``; ValueError: they don't fit."""
        if not _fits(width, height) or len(pixels) != width * height:
            message = f"{width}x{height} with {len(pixels)} bytes is no preview"
            raise ValueError(message)
        with self._gate:
            if self._memory.closed:
                return
            self._written += 1
            facts = _FACTS.pack(self._written, width, height, at)
            self._memory[_PIXELS_AT : _PIXELS_AT + len(pixels)] = pixels
            self._memory[: _FACTS.size] = facts
            _CHECKSUM.pack_into(self._memory, _CHECKSUM_AT, _checksum(facts, pixels))

    # either side

    def wipe(self) -> None:
        """Leave no pixel behind: the camera rests, or its process was killed amid a picture."""
        with self._gate:
            if not self._memory.closed:
                last = max(self._written, self._seen)
                self._memory[: _FACTS.size] = _FACTS.pack(last, 0, 0, 0.0)
                self._memory[_PIXELS_AT:] = bytes(_BYTES - _PIXELS_AT)

    def close(self) -> None:
        """Give the memory back; safe to call twice and from any thread."""
        with self._gate:
            if self._memory.closed:
                return
            self._memory.close()
            if self._descriptor != _NO_DESCRIPTOR:
                os.close(self._descriptor)


def _fits(width: int, height: int) -> bool:
    return 0 < width <= PREVIEW_WIDTH and 0 < height <= PREVIEW_HEIGHT


def _checksum(facts: bytes, pixels: bytes) -> int:
    return zlib.crc32(pixels, zlib.crc32(facts))
