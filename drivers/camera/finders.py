"""Finder patterns of QR codes, found one by one: the dark core in a light ring in a dark ring.

zxing-cpp needs all three of a code. Where a fingertip, a lamp's mirror image or the frame's edge
hides one, the others still tell where it must be (see ``mending``). Geometry: ISO/IEC 18004, a
finder pattern is 7 modules wide, its light ring 5 and its core 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike, RotatedRect
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

Vector = NDArray[np.float64]
"""x and y in pixels."""

FINDER_MODULES = 7
_WINDOW_PX = 51
"""Black is told from white within so many pixels: more than a finder pattern, less than a lamp."""
_LEAST_CORE_PX = 9.0
"""A core of 3 x 3 modules of one pixel."""
_LEAST_CORNERS = 4
_SQUARE = 0.6
"""Least width over height of a square that is seen from the side."""
_FILLED = 0.65
"""Least share of its bounding box that a core fills."""
_RING_TO_CORE = (1.2, 2.4)
_WHOLE_TO_CORE = (1.7, 3.4)
"""Around 5/3 and 7/3, as far as blur and a threshold shift them."""
_LOOSE = 0.9
"""Upright boxes of turned squares are less exact than the squares."""
_OFF_CENTRE = 0.6
_MOST = 8


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """A finder pattern: its centre, and one module's way along each of its sides."""

    centre: Vector
    across: Vector
    down: Vector

    @property
    def module_px(self) -> float:
        """Side of a module: the root of its area."""
        a, b = self.across, self.down
        return float(abs(a[0] * b[1] - a[1] * b[0]) ** 0.5)


def black_and_white(image: GreyImage) -> GreyImage:
    """255 where the image is darker than its surroundings, else 0."""
    made = cv2.adaptiveThreshold(
        image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _WINDOW_PX, 0
    )
    return as_grey(made)


def find_finders(dark: GreyImage) -> list[Finder]:
    """Whole finder patterns in a picture of ``black_and_white``, at most eight."""
    outlines, tree = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return []
    child, parent = tree[0][:, 2], tree[0][:, 3]
    ring = np.where(parent >= 0, parent, 0)
    whole = np.where(parent >= 0, parent[ring], -1)
    boxes = np.array([cv2.boundingRect(outline)[2:] for outline in outlines])
    cores = np.flatnonzero((child < 0) & (whole >= 0) & _nested(boxes, ring, whole))
    nests = [(int(core), int(ring[core]), int(whole[core])) for core in cores]
    made = (_finder(*(outlines[index] for index in nest)) for nest in nests)
    return [finder for finder in made if finder is not None][:_MOST]


def _nested(
    boxes: NDArray[np.int32], ring: NDArray[np.int32], whole: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Whether upright bounding boxes leave room for a finder pattern; saves their shapes."""
    wide, high = boxes[:, 0], boxes[:, 1]
    longest = np.maximum(wide, high)
    square = np.minimum(wide, high) >= _SQUARE * longest
    to_ring, to_whole = longest[ring] / longest, longest[whole] / longest
    near_ring = (to_ring > _RING_TO_CORE[0] * _LOOSE) & (to_ring < _RING_TO_CORE[1] / _LOOSE)
    near_whole = (to_whole > _WHOLE_TO_CORE[0] * _LOOSE) & (to_whole < _WHOLE_TO_CORE[1] / _LOOSE)
    return np.asarray(square & near_ring & near_whole)


def _finder(core: MatLike, ring: MatLike, whole: MatLike) -> Finder | None:
    if len(core) < _LEAST_CORNERS or cv2.contourArea(core) < _LEAST_CORE_PX:
        return None
    middle, (width, height), _ = cv2.minAreaRect(core)
    area = max(1.0, width * height)
    longest = max(width, height)
    if min(width, height) < _SQUARE * longest or cv2.contourArea(core) < _FILLED * area:
        return None
    outer = cv2.minAreaRect(whole)
    if not _between(_RING_TO_CORE, _grown(cv2.minAreaRect(ring)[1], area)):
        return None
    if not _between(_WHOLE_TO_CORE, _grown(outer[1], area)):
        return None
    apart = np.hypot(outer[0][0] - middle[0], outer[0][1] - middle[1])
    return _of_box(outer) if apart < _OFF_CENTRE * longest else None


def _of_box(box: RotatedRect) -> Finder:
    corners = np.asarray(cv2.boxPoints(box), np.float64)
    return Finder(
        np.array(box[0], np.float64),
        (corners[1] - corners[0]) / FINDER_MODULES,
        (corners[2] - corners[1]) / FINDER_MODULES,
    )


def _grown(size: Sequence[float], area: float) -> float:
    return float((max(1.0, size[0] * size[1]) / area) ** 0.5)


def _between(bounds: tuple[float, float], value: float) -> bool:
    return bounds[0] < value < bounds[1]
