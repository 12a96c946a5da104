"""What a resident could do to be read, judged from where a phone is held: the frame's middle.

Only for frames in which no code was found. Thresholds are grey levels of 8-bit frames; they were
set on simulated scenes and ask for a check at each kind of site.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers._results import ScanHint
from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

_DARK_LEVEL = 50
"""A lit phone screen, even in dark mode, has a quarter of its area above this."""
_BRIGHT_LEVEL = 250
_BRIGHT_SHARE = 0.35
_SCREEN_WIDTH = 0.25
"""Share of the frame's width that the screen of a phone at a good distance fills."""
_EDGES_WIDTH = 0.5
"""Share that holds the phone's edges too: they tell focus when the code is blurred away."""
_BLOCK_PX = 32
_BUSY_DEVIATION = 22.0
"""Grey deviation inside a block that a phone's edge or a code reaches, and soft walls do not."""
_BUSY_SHARE = 0.02
_DENOISE = 1.0
"""Sensor noise would pass for detail in the second difference."""
_SHARPEST_PERCENTILE = 90
_SHARP_RATIO = 0.10
"""Second difference over deviation: 0.11 to 0.48 in focus, below 0.10 from 7 px of blur on, where
codes stop being read (simulated phones at 0.5 to 3 times the good distance)."""


def hint_of(image: GreyImage) -> ScanHint:
    """The most helpful hint for this frame; NONE when nothing is wrong with the picture itself."""
    middle = _middle(image, _SCREEN_WIDTH)
    if float(np.percentile(middle[::4, ::4], 75)) < _DARK_LEVEL:
        return ScanHint.TOO_DARK
    if float(np.mean(middle[::4, ::4] >= _BRIGHT_LEVEL)) > _BRIGHT_SHARE:
        return ScanHint.TOO_BRIGHT
    sharpness = focus_of(_middle(image, _EDGES_WIDTH))
    if sharpness is not None and sharpness < _SHARP_RATIO:
        return ScanHint.BLURRED
    return ScanHint.NONE


def focus_of(image: GreyImage) -> float | None:
    """Sharpness of the sharpest blocks that hold edges; None when hardly any block holds one."""
    deviation = _block_mean(image.astype(np.float32) ** 2) - _block_mean(image) ** 2
    deviation = np.sqrt(np.maximum(deviation, 0.0))
    busy = deviation > _BUSY_DEVIATION
    if float(np.mean(busy)) < _BUSY_SHARE:
        return None
    smooth = cv2.GaussianBlur(image, (0, 0), _DENOISE)
    detail = _block_mean(np.abs(cv2.Laplacian(smooth, cv2.CV_32F)).astype(np.float32))
    return float(np.percentile(detail[busy] / deviation[busy], _SHARPEST_PERCENTILE))


def _middle(image: GreyImage, share: float) -> GreyImage:
    """Half the frame's height and this share of its width."""
    height, width = image.shape
    left = round(width * (1 - share) / 2)
    return as_grey(image[height // 4 : height * 3 // 4, left : width - left])


def _block_mean(image: GreyImage | NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = image.shape
    size = (max(1, width // _BLOCK_PX), max(1, height // _BLOCK_PX))
    means = cv2.resize(np.asarray(image, np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(means, np.float32)
