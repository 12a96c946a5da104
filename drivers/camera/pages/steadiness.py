"""Whether the page lies still: only then is its picture taken."""

from __future__ import annotations

import cv2
import numpy as np

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.pages.finding import Corners

STILL_FRAMES = 4
STILL_S = 0.3
"""So many frames in a row, and so long: a hand that lets go still trembles for a quarter second."""
_MOVED = 0.004
"""Of the frame's width: 5 px of 1280, more than a corner is off from frame to frame."""
_THUMBNAIL = (48, 48)
_CHANGED = 12
"""Grey levels of a thumbnail's pixel: a hand over the page changes many, noise moves it by one."""
_CHANGED_SHARE = 0.02


class Steadiness:
    """Compares each frame with the first one of the still time. Time is that of the frames."""

    def __init__(self, frames: int = STILL_FRAMES, seconds: float = STILL_S) -> None:
        self._frames = frames
        self._seconds = seconds
        self._corners: Corners | None = None
        self._seen: GreyImage | None = None
        self._since = 0.0
        self._count = 0

    def note(self, corners: Corners, grey: GreyImage, at: float) -> bool:
        """Whether the page in this frame has lain still for long enough, this frame included."""
        if not self._same(corners, grey):
            self._corners, self._since, self._count = corners, at, 0
            self._seen = _thumbnail(grey, corners)
        self._count += 1
        return self._count >= self._frames and at - self._since >= self._seconds

    def forget(self) -> None:
        """The next frame is the first."""
        self._corners = self._seen = None

    def _same(self, corners: Corners, grey: GreyImage) -> bool:
        if self._corners is None or self._seen is None:
            return False
        moved = float(np.abs(corners - self._corners).max())
        change = cv2.absdiff(_thumbnail(grey, self._corners), self._seen)
        changed = float(np.mean(change > _CHANGED))
        return moved <= _MOVED * grey.shape[1] and changed <= _CHANGED_SHARE


def _thumbnail(grey: GreyImage, corners: Corners) -> GreyImage:
    """The place in which the page lies, small."""
    height, width = grey.shape
    left, top = np.clip(corners.min(axis=0), 0, (width - 2, height - 2)).astype(int)
    right, bottom = np.clip(corners.max(axis=0), (left + 2, top + 2), (width, height)).astype(int)
    part = grey[top:bottom, left:right]
    return as_grey(cv2.resize(part, _THUMBNAIL, interpolation=cv2.INTER_AREA))
