"""Where the page is: the largest four-sided shape that differs from the tray along all its sides.

A hand over a part of an edge takes nothing but that part's evidence away. Lines printed on the page
have paper on both sides and so are no edges of it. Where the page goes on beyond the picture, the
picture's own side stands in for its edge, and the page counts as cut.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.pages.edges import channels_of, edges_of
from drivers.camera.pages.pictures import Picture, grey_of
from drivers.camera.pages.quads import best_quad

_SEARCH_WIDTH = 640
"""Pictures are searched at this width; the corners are then refined in full size."""
_REFINE_PX = 4.0
"""How far an edge may be from where the search saw it, in its pixels."""
_REFINE_SAMPLES = np.linspace(0.06, 0.94, 45)
_LEAST_STEP = 3.0
"""Grey levels a pixel: less is no edge."""
_AT_BORDER = 0.004
"""A corner this near to the picture's side counts as cut off, in shares of its width."""

Corners = NDArray[np.float32]
"""4 x (x, y) in pixels, clockwise from the one nearest to the picture's top left."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundPage:
    """A page in a picture; ``cut``: it is not all inside. ``support``: how sure, 1.0 at most."""

    corners: Corners = field(repr=False)
    cut: bool
    support: float


def find_page(image: Picture) -> FoundPage | None:
    """The page in a grey or colour picture, some 30 ms at any size; None: there is none."""
    scale = min(1.0, _SEARCH_WIDTH / image.shape[1])
    small = as_grey(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    channels = channels_of(small)
    quad = best_quad(edges_of(small, channels), channels)
    if quad is None:
        return None
    corners = (quad.corners + 0.5) / scale - 0.5
    refined = _refined(grey_of(image), corners, quad.border, _REFINE_PX / scale)
    cut = bool(quad.border.any()) or _at_border(refined, image)
    return FoundPage(_from_top_left(refined), cut, quad.support)


def _refined(
    grey: GreyImage, corners: NDArray[np.float64], border: NDArray[np.bool_], reach: float
) -> NDArray[np.float64]:
    """The same shape with every side laid along the strongest step near it."""
    sides = []
    for side in range(4):
        start, end = corners[side], corners[(side + 1) % 4]
        found = None if border[side] else _side(grey, start, end, reach)
        sides.append(_through(start, end) if found is None else found)
    points = np.array([np.cross(sides[side - 1], sides[side]) for side in range(4)])
    moved = points[:, :2] / points[:, 2:]
    # A side that a hand confused must not carry a corner away.
    far = np.linalg.norm(moved - corners, axis=1) > 3 * reach
    return np.where(far[:, None], corners, moved)


def _side(
    grey: GreyImage, start: NDArray[np.float64], end: NDArray[np.float64], reach: float
) -> NDArray[np.float64] | None:
    """The line through the steepest places across a side; None where too few are steep."""
    along = end - start
    normal = np.array((-along[1], along[0])) / max(float(np.linalg.norm(along)), 1e-6)
    offsets = np.arange(-reach, reach + 0.5)
    places = start + along * _REFINE_SAMPLES[:, None]
    x, y = np.moveaxis((places[:, None] + normal * offsets[:, None]).astype(np.float32), 2, 0)
    seen = cv2.remap(grey, x.copy(), y.copy(), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    profile = np.asarray(seen, np.float32)
    steps = np.abs(np.gradient(cv2.GaussianBlur(profile, (5, 1), 1.0), axis=1))
    best = steps.argmax(axis=1)
    steep = np.take_along_axis(steps, best[:, None], axis=1)[:, 0] > _LEAST_STEP
    if np.count_nonzero(steep) < len(places) // 3:
        return None
    on_edge = (places + normal * offsets[best][:, None])[steep].astype(np.float32)
    fitted = cv2.fitLine(on_edge, cv2.DIST_WELSCH, 0, 0.01, 0.01).ravel().astype(np.float64)
    return _through(fitted[2:], fitted[2:] + fitted[:2])


def _through(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """The homogeneous line through two points."""
    return np.cross(np.append(first, 1.0), np.append(second, 1.0))


def _at_border(corners: NDArray[np.float64], image: Picture) -> bool:
    height, width = image.shape[:2]
    margin = _AT_BORDER * width
    low, high = corners.min(axis=0), corners.max(axis=0)
    return bool((low < margin).any() or high[0] > width - margin or high[1] > height - margin)


def _from_top_left(corners: NDArray[np.float64]) -> Corners:
    first = int(np.argmin(corners.sum(axis=1)))
    return np.roll(corners, -first, axis=0).astype(np.float32)
