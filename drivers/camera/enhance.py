"""Variants of a grey frame in which a code may be read that the frame itself hides.

Chosen by measurement on degraded codes (``tests/bench/scan``, tuning seed). Every function is pure
and leaves its input as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

BORDER_PX = 48
MIRROR_PX = 8
"""Two modules: what a finder pattern's ring may lose at the frame's edge."""
SMALL_PX = 100_000
"""Regions of codes below two pixels a module are smaller."""
_BACKGROUND_SCALE = 8
_BACKGROUND_BLUR = 9.0
_PAPER_WHITE = 200.0


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """An enhanced image; frame pixel = (variant pixel - offset) / scale on both axes.

    A variant that shows a code flat has a ``plane`` instead, which takes its (x, y, 1) to the
    frame's.
    """

    image: GreyImage
    scale: float = 1.0
    offset: int = 0
    plane: NDArray[np.float64] | None = None

    def to_frame(self, x: int, y: int) -> tuple[int, int]:
        """The frame's pixel that shows at ``x``, ``y`` of the variant."""
        if self.plane is not None:
            a, b, c = self.plane @ (x, y, 1)
            return round(a / c), round(b / c)
        return round((x - self.offset) / self.scale), round((y - self.offset) / self.scale)


Enhance = Callable[[GreyImage], Variant]


def plain(image: GreyImage) -> Variant:
    """The frame itself."""
    return Variant(image)


def evened(image: GreyImage) -> Variant:
    """Divided by its own blurred background: takes out glare, shadows and vignetting."""
    height, width = image.shape
    small = cv2.resize(
        image,
        (max(1, width // _BACKGROUND_SCALE), max(1, height // _BACKGROUND_SCALE)),
        interpolation=cv2.INTER_AREA,
    )
    background = cv2.resize(cv2.GaussianBlur(small, (0, 0), _BACKGROUND_BLUR), (width, height))
    return Variant(as_grey(cv2.divide(image, background, scale=_PAPER_WHITE)))


def completed(image: GreyImage) -> Variant:
    """Continued by its own mirror image, then a white border: for a code whose edge is cut off."""
    pad = MIRROR_PX
    wider = cv2.copyMakeBorder(image, pad, pad, pad, pad, cv2.BORDER_REFLECT)
    return Variant(_framed(as_grey(wider), BORDER_PX), offset=BORDER_PX + pad)


def sharpened(image: GreyImage) -> Variant:
    """Slightly smoothed, then strongly unsharp-masked: mends defocus, motion, moire and noise."""
    return Variant(_unsharp(cv2.GaussianBlur(image, (0, 0), 0.8), 2.0, 5.0))


def enlarged(image: GreyImage) -> Variant:
    """Twice as large, cubic: for codes below two pixels a module."""
    return Variant(_scaled(image, 2, cv2.INTER_CUBIC), scale=2)


def enlarged_sharpened(image: GreyImage) -> Variant:
    """Four times as large and unsharp-masked: for the smallest codes; a large image only twice.

    On the tuning frames with 1.1 to 2.8 pixels a module it reads all 29 that zxing-cpp misses.
    """
    factor = 4 if image.size <= SMALL_PX else 2
    return Variant(_unsharp(_scaled(image, factor, cv2.INTER_LANCZOS4), 3.0, 3.0), scale=factor)


def _scaled(image: GreyImage, factor: int, method: int) -> GreyImage:
    return as_grey(cv2.resize(image, None, fx=factor, fy=factor, interpolation=method))


def _unsharp(image: MatLike, sigma: float, amount: float) -> GreyImage:
    wide = cv2.GaussianBlur(image, (0, 0), sigma)
    return as_grey(cv2.addWeighted(image, 1 + amount, wide, -amount, 0))


def _framed(image: GreyImage, pad: int) -> GreyImage:
    white = cv2.copyMakeBorder(image, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=[255])
    return as_grey(white)
