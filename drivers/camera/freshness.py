"""Tells a living picture from a frozen or a covered one."""

from __future__ import annotations

import zlib

import numpy as np

from drivers._status import FaultCode
from drivers.camera.frames import Frame

STALE_S = 2.0
"""A sensor's noise changes every frame; the same pixels for this long are one old picture."""

_COVERED_MEAN = 6.0
"""Mean grey of a covered lens; a room with the lights out and one lit screen is above it."""

_EACH_ROW = 8


class FrameWatch:
    """Remembers a fingerprint of the last frame and since when it has not changed."""

    def __init__(self) -> None:
        self._fingerprint: int | None = None
        self._since = 0.0

    def note(self, frame: Frame) -> FaultCode | None:
        """FRAME_DARK for a covered lens, FRAME_STALE for a frozen picture, else None."""
        rows = np.ascontiguousarray(frame.image[::_EACH_ROW])
        fingerprint = zlib.crc32(rows.data)
        if fingerprint != self._fingerprint:
            self._fingerprint, self._since = fingerprint, frame.at
        if float(rows[:, ::_EACH_ROW].mean()) < _COVERED_MEAN:
            return FaultCode.FRAME_DARK
        return FaultCode.FRAME_STALE if frame.at - self._since >= STALE_S else None

    def forget(self) -> None:
        """Start anew: the next frame has nothing to be compared with."""
        self._fingerprint = None
