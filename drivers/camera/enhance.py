"""Variants of a grey frame in which a code may be read that the frame itself hides.

Chosen by measurement on 389 degraded codes: together they lift zxing-cpp from 79 % to 88 % recall
without one wrong payload. Every function is pure and leaves its input as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

BORDER_PX = 48
_BACKGROUND_SCALE = 8
_BACKGROUND_BLUR = 9.0
_PAPER_WHITE = 200.0
_UNSHARP_AMOUNT = 3.0
_UPSCALE = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """An enhanced image; frame pixel = (variant pixel - offset) / scale on both axes."""

    image: GreyImage
    scale: float = 1.0
    offset: int = 0

    def to_frame(self, x: int, y: int) -> tuple[int, int]:
        """The frame's pixel that shows at ``x``, ``y`` of the variant."""
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


def bordered(image: GreyImage) -> Variant:
    """With a white border: gives a code at the frame's edge its quiet zone."""
    framed = cv2.copyMakeBorder(
        image, BORDER_PX, BORDER_PX, BORDER_PX, BORDER_PX, cv2.BORDER_CONSTANT, value=[255]
    )
    return Variant(as_grey(framed), offset=BORDER_PX)


def sharpened(image: GreyImage) -> Variant:
    """Slightly smoothed, then strongly unsharp-masked: mends defocus and motion."""
    smooth = cv2.GaussianBlur(image, (0, 0), 0.8)
    wide = cv2.GaussianBlur(smooth, (0, 0), 3.0)
    return Variant(as_grey(cv2.addWeighted(smooth, 1 + _UNSHARP_AMOUNT, wide, -_UNSHARP_AMOUNT, 0)))


def enlarged(image: GreyImage) -> Variant:
    """Half as large again, cubic: for codes below two pixels a module."""
    bigger = cv2.resize(image, None, fx=_UPSCALE, fy=_UPSCALE, interpolation=cv2.INTER_CUBIC)
    return Variant(as_grey(bigger), scale=_UPSCALE)
