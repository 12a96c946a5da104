"""A found page laid flat: seen from straight above, its sides as long as they are.

The true ratio of a tilted page's sides follows from where its corners are, once the lens is known
(Zhang and He, "Whiteboard scanning and image enhancement", 2007, section 3.2).
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers._pages import PageShape
from drivers.camera.grey import as_grey
from drivers.camera.pages.finding import Corners
from drivers.camera.pages.pictures import Picture

_FOCAL = 1.25
"""Focal length in frame widths: 44 degrees of view, between webcams and overhead scanners. A page
tilted by 10 degrees comes out within 2 % at half and at twice of it."""
_SIZES_MM = {
    PageShape.A4: (297.0, 210.0),
    PageShape.PASSPORT_SPREAD: (176.0, 125.0),
    PageShape.A5: (210.0, 148.0),
    PageShape.PASSPORT: (125.0, 88.0),
    PageShape.ID_1: (85.6, 53.98),
}
_SIZE_SLACK = 0.07
_RATIO_SLACK = 0.05
_A_SERIES = math.sqrt(2)
_ID_1 = 85.6 / 53.98
_NOTHING = 1e-12
_LONGEST = 10.0
"""Length of a page in its widths."""
_MOST_PX = 4000
Size = tuple[int, int]
"""Width and height in pixels."""


def flat_size(corners: Corners, frame: Size) -> tuple[float, float]:
    """Width and height of the page in frame pixels, as if it lay flat under the lens."""
    width, height = frame
    top, right, bottom, left = (
        float(np.linalg.norm(corners[side] - corners[(side + 1) % 4])) for side in range(4)
    )
    across, down = (top + bottom) / 2, (left + right) / 2
    ratio = _true_ratio(corners.astype(np.float64), width, height) or across / down
    # The area in view is what stays when one side looks shorter than it is.
    scale = math.sqrt(across * down)
    return scale * math.sqrt(ratio), scale / math.sqrt(ratio)


def shape_of(corners: Corners, frame: Size, view_mm: float | None = None) -> PageShape:
    """What the page is by its size, where the tray's width in view is known; else by its ratio."""
    sides = flat_size(corners, frame)
    long, short = max(sides), min(sides)
    if view_mm is not None:
        scale = view_mm / frame[0]
        for shape, (length, width) in _SIZES_MM.items():
            near = abs(long * scale / length - 1), abs(short * scale / width - 1)
            if max(near) <= _SIZE_SLACK:
                return shape
        return PageShape.OTHER
    ratio = long / short
    if abs(ratio / _A_SERIES - 1) <= _RATIO_SLACK:
        return PageShape.A_SERIES
    return PageShape.ID_1 if abs(ratio / _ID_1 - 1) <= _RATIO_SLACK else PageShape.OTHER


def rectified(image: Picture, corners: Corners) -> Picture:
    """The page alone, in the frame's own resolution; its top left is corner 0."""
    height, width = image.shape[:2]
    size = flat_size(corners, (width, height))
    across, down = (max(8, min(_MOST_PX, round(side))) for side in size)
    flat = np.array([(0, 0), (across, 0), (across, down), (0, down)], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(corners, flat)
    return as_grey(
        cv2.warpPerspective(
            image, matrix, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
    )


def _true_ratio(corners: NDArray[np.float64], width: int, height: int) -> float | None:
    """Width over height of the flat page; None where the corners are those of no rectangle."""
    middle = np.array((width / 2, height / 2))
    places = np.hstack(((corners - middle) / (_FOCAL * width), np.ones((4, 1))))
    top_left, top_right, bottom_right, bottom_left = places
    over = np.cross(top_left, bottom_right)
    below = float(np.cross(top_right, bottom_right) @ bottom_left)
    beside = float(np.cross(bottom_left, bottom_right) @ top_right)
    if min(abs(below), abs(beside)) < _NOTHING:
        return None
    along = float(over @ bottom_left) / below * top_right - top_left
    aside = float(over @ top_right) / beside * bottom_left - top_left
    lengths = float(np.linalg.norm(along)), float(np.linalg.norm(aside))
    longer, shorter = max(lengths), min(lengths)
    return lengths[0] / lengths[1] if shorter * _LONGEST > longer else None
