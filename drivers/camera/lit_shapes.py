"""A phone's screen that is too dim or too bright to show its code: a rectangle of one grey.

Lamps, windows and dark coats are told from it by their shape and their soft outlines: the camera
is focused on a hand's distance. A rectangular lamp in the ceiling cannot be told from a phone in
one picture; ``hints`` does not ask for one where something like a code is seen.
"""

from __future__ import annotations

from enum import Enum, unique

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

_DIM = (20, 36, 55)
"""Grey levels; an unlit screen and its bezel stay below one of them, what is behind it above."""
_DAZZLING = 250
_LEAST_SHARE = 0.02
"""Of the frame's area: a phone at arm's length."""
_MOST_SHARE = 0.8
_FILLED = 0.88
"""Of the smallest turned rectangle around it. An ellipse fills 0.785, a screen's corners little."""
_EVEN = 0.85
"""Share of the rectangle that has no other grey: a code that is seen takes more than the rest."""
_OUTLINE = 12
"""Grey levels between the pixels just outside and just inside of a dim screen's edge."""
_RING = np.ones((3, 3), np.uint8)


@unique
class Shape(Enum):
    """What a rectangle in view is."""

    DIM = "dim"
    DAZZLING = "dazzling"


def find_screen(small: GreyImage) -> Shape | None:
    """A dim or dazzling screen in a frame at a quarter of its scale (``traces.shrunk``)."""
    if _rectangle(small, _marked(small >= _DAZZLING)):
        return Shape.DAZZLING
    if any(_rectangle(small, _marked(small <= level), outlined=True) for level in _DIM):
        return Shape.DIM
    return None


def _rectangle(small: GreyImage, mask: GreyImage, *, outlined: bool = False) -> bool:
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    least, most = _LEAST_SHARE * small.size, _MOST_SHARE * small.size
    large = [one for one in outlines if least <= cv2.contourArea(one) <= most]
    return any(_is_screen(mask, one) and (not outlined or _stands_out(small, one)) for one in large)


def _is_screen(mask: GreyImage, outline: MatLike) -> bool:
    """Rectangular, of one grey, and not reaching across the whole frame."""
    left, _, width, _ = cv2.boundingRect(outline)
    if left == 0 and width == mask.shape[1]:
        return False
    _, (across, down), _ = cv2.minAreaRect(outline)
    area = cv2.contourArea(outline)
    if area < _FILLED * across * down:
        return False
    inside = _drawn(mask, outline) > 0
    return bool(mask[inside].mean() >= _EVEN)


def _stands_out(small: GreyImage, outline: MatLike) -> bool:
    """Whether its edge is sharp: the greys differ from one side of it to the other."""
    inside = _drawn(small, outline)
    outer = (cv2.dilate(inside, _RING, iterations=2) > 0) & (cv2.dilate(inside, _RING) == 0)
    inner = (inside > 0) & (cv2.erode(inside, _RING) == 0)
    if not outer.any() or not inner.any():
        return False
    return float(np.median(small[outer])) - float(np.median(small[inner])) >= _OUTLINE


def _marked(where: NDArray[np.bool_]) -> GreyImage:
    return where.astype(np.uint8)


def _drawn(like: GreyImage, outline: MatLike) -> GreyImage:
    filled = cv2.drawContours(np.zeros_like(like), [outline], -1, [1.0], cv2.FILLED)
    return as_grey(filled)
