"""Spares the processor while nothing moves before the camera."""

from __future__ import annotations

import math

import cv2
import numpy as np

from drivers.camera.frames import Frame, GreyImage
from drivers.camera.grey import as_grey

_THUMBNAIL = (80, 45)
_MOVED = 8
"""Grey levels by which a thumbnail pixel (256 frame pixels) must change; noise moves it by one."""

SETTLE_S = 1.0
"""A still scene is searched in full for this long: every pass meets it several times."""

IDLE_INTERVAL_S = 0.5
"""Afterwards it is searched twice a second, until something moves."""


class StillnessGate:
    """Decides which frames are worth a decoder's time."""

    def __init__(self) -> None:
        self._reference: GreyImage | None = None
        self._moved_at = 0.0
        self._searched_at = -math.inf

    def worth_decoding(self, frame: Frame) -> bool:
        """Whether to decode this frame; the answer True counts as having searched it."""
        small = cv2.resize(frame.image, _THUMBNAIL, interpolation=cv2.INTER_AREA)
        thumbnail = as_grey(small)
        if self._reference is None or _differs(self._reference, thumbnail):
            self._reference, self._moved_at = thumbnail, frame.at
        settled = frame.at - self._moved_at >= SETTLE_S
        if settled and frame.at - self._searched_at < IDLE_INTERVAL_S:
            return False
        self._searched_at = frame.at
        return True

    def search_next(self) -> None:
        """The next frame is worth decoding, moved or not."""
        self._searched_at = -math.inf

    def forget(self) -> None:
        """The next frame counts as moved."""
        self._reference = None


def _differs(first: GreyImage, second: GreyImage) -> bool:
    return int(np.max(cv2.absdiff(first, second))) > _MOVED
