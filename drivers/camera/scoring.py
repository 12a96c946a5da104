"""How good a camera's picture is: focus from 0 to 100, light, and a verdict on each.

For a technician who adjusts a lens or a lamp: point the camera at something with edges, best a
printed code at a hand's distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage

_BLOCK_PX = 32
_BUSY_DEVIATION = 22.0
"""Grey deviation inside a block that a phone's edge or a code reaches, and soft walls do not."""
_BUSY_SHARE = 0.005
"""A code as small as a hand at arm's length fills this much of a frame."""
_DENOISE = 1.0
"""Sensor noise would pass for detail in the second difference."""
_SHARPEST_PERCENTILE = 90
_WORST, _BEST = 0.02, 0.26
"""Second difference over deviation: 0.02 where 20 pixels of blur are, 0.26 and more for printed
codes in focus (measured on generated frames)."""
_SHARP, _FAIR = 50, 30
"""Scores. Codes of usual size stop being read below 30."""

_CLIPPED, _BLACK = 250, 5
_COVERED_MEAN = 6.0
"""As ``freshness`` has it."""
_DARK_MEAN = 35.0
_CLIPPED_SHARE = 0.25
"""A lit screen may be clipped; a quarter of the frame is too much light."""


@unique
class FocusVerdict(StrEnum):
    """What a focus score means."""

    SHARP = "sharp"
    FAIR = "fair"
    BLURRED = "blurred"
    UNTOLD = "untold"
    """Nothing with edges is in view."""


@unique
class LightVerdict(StrEnum):
    """What the grey levels mean."""

    GOOD = "good"
    COVERED = "covered"
    DARK = "dark"
    BRIGHT = "bright"


@dataclass(frozen=True, slots=True)
class Light:
    """Mean grey level, 0 to 255, and the shares of pixels that are clipped or black."""

    mean: float
    clipped: float
    black: float

    @property
    def verdict(self) -> LightVerdict:
        """In a word."""
        if self.mean < _COVERED_MEAN:
            return LightVerdict.COVERED
        if self.clipped > _CLIPPED_SHARE:
            return LightVerdict.BRIGHT
        return LightVerdict.DARK if self.mean < _DARK_MEAN else LightVerdict.GOOD


def light_of(image: GreyImage) -> Light:
    """Light of one frame, from every fourth pixel of every fourth row."""
    sparse = image[::4, ::4]
    return Light(
        float(sparse.mean()),
        float(np.mean(sparse >= _CLIPPED)),
        float(np.mean(sparse <= _BLACK)),
    )


def focus_score(image: GreyImage) -> int | None:
    """Sharpness of the sharpest parts, 0 to 100; None when hardly anything in view has edges."""
    deviation = _block_mean(image.astype(np.float32) ** 2) - _block_mean(image) ** 2
    deviation = np.sqrt(np.maximum(deviation, 0.0))
    busy = deviation > _BUSY_DEVIATION
    if float(np.mean(busy)) < _BUSY_SHARE:
        return None
    smooth = cv2.GaussianBlur(image, (0, 0), _DENOISE)
    detail = _block_mean(np.abs(cv2.Laplacian(smooth, cv2.CV_32F)).astype(np.float32))
    ratio = float(np.percentile(detail[busy] / deviation[busy], _SHARPEST_PERCENTILE))
    return round(100 * min(1.0, max(0.0, (ratio - _WORST) / (_BEST - _WORST))))


def focus_verdict(score: int | None) -> FocusVerdict:
    """In a word."""
    if score is None:
        return FocusVerdict.UNTOLD
    if score >= _SHARP:
        return FocusVerdict.SHARP
    return FocusVerdict.FAIR if score >= _FAIR else FocusVerdict.BLURRED


def _block_mean(image: GreyImage | NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = image.shape
    size = (max(1, width // _BLOCK_PX), max(1, height // _BLOCK_PX))
    means = cv2.resize(np.asarray(image, np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(means, np.float32)
