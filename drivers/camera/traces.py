"""Traces of a code that cannot be read: a patch whose grey levels change in every direction.

A code that is blurred, streaked or far too small keeps that property; walls, lamps and the soft
outlines of people do not have it, whatever their contrast: their edges run one way. It is told by
the smaller eigenvalue of the structure tensor (Foerstner and Guelch 1987), at a quarter of the
frame's scale.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

SCALE = 4
"""Frame pixels a pixel of the small picture."""
_NOISE = 0.8
"""Deviation of the filter against sensor noise, in small pixels."""
_WINDOW = 7
"""Small pixels over which changes count together: 28 frame pixels."""
_LEAST_CHANGE = 2.5
"""Grey levels a small pixel. Empty lobbies stay below 2.1, codes have 3.7 or more however blurred
(measured on generated frames)."""
_SHARE_OF_STRONGEST = 0.35
_STRONGEST = 200
"""Small pixels whose mean counts as the strongest change; a screen's corners alone have fewer."""
_LEAST_AREA = 40
"""Small pixels: 25 frame pixels squared."""
_LARGEST_CUT = 256
"""Frame pixels; a code's edges are alike everywhere, so its middle is enough."""

FloatImage = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Traces:
    """The largest restless patch: ``cut``, the frame's pixels around its middle, with its mask.

    ``side_px`` is the root of the patch's area; ``spread_px`` the longer side of the box around
    all that is restless in the frame, of which the patch may be a part; ``centre`` x and y.
    """

    side_px: float
    spread_px: float
    centre: tuple[float, float]
    cut: GreyImage = field(repr=False)
    mask: GreyImage = field(repr=False)


def shrunk(image: GreyImage) -> GreyImage:
    """The frame at a quarter of its scale, which traces and lit shapes are looked for in."""
    height, width = image.shape
    size = (max(1, width // SCALE), max(1, height // SCALE))
    return as_grey(cv2.resize(image, size, interpolation=cv2.INTER_AREA))


def find_traces(image: GreyImage, small: GreyImage) -> Traces | None:
    """Traces in a frame whose ``shrunk`` picture is ``small``; None in a calm one."""
    if min(small.shape) < 2 * _WINDOW:
        return None
    changes = _least_changes(small)
    strongest = np.partition(changes, -_STRONGEST, axis=None)[-_STRONGEST:]
    least = max(_LEAST_CHANGE, _SHARE_OF_STRONGEST * float(strongest.mean()))
    restless = (changes > least).astype(np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(restless)
    if count == 1:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    area = int(stats[largest, cv2.CC_STAT_AREA])
    if area < _LEAST_AREA:
        return None
    patch = as_grey(labels == largest)
    cut, mask = _middle(image, patch, stats[largest])
    x, y = (float(value) * SCALE for value in centres[largest])
    return Traces(area**0.5 * SCALE, _spread(stats[1:]), (x, y), cut, mask)


def _least_changes(small: GreyImage) -> FloatImage:
    """Root of the smaller eigenvalue of the structure tensor, at every pixel."""
    soft = cv2.GaussianBlur(small, (0, 0), _NOISE)
    right = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=1 / 8)
    xx, yy, xy = (
        cv2.blur(cv2.multiply(a, b), (_WINDOW, _WINDOW))
        for a, b in ((right, right), (down, down), (right, down))
    )
    apart = cv2.magnitude(cv2.subtract(xx, yy) / 2, xy)
    return np.asarray(np.sqrt(np.maximum(cv2.add(xx, yy) / 2 - apart, 0)), np.float32)


def _spread(stats: MatLike) -> float:
    """Longer side of the box around all patches of any size, in frame pixels."""
    kept = stats[stats[:, cv2.CC_STAT_AREA] >= _LEAST_AREA // 2]
    left, top, width, height = kept[:, :4].T
    across = int((left + width).max() - left.min())
    down = int((top + height).max() - top.min())
    return float(max(across, down) * SCALE)


def _middle(image: GreyImage, patch: GreyImage, box: MatLike) -> tuple[GreyImage, GreyImage]:
    """Frame pixels around the middle of the patch's box, and which of them are the patch's."""
    left, top, width, height = (int(value) * SCALE for value in box[:4])
    x0 = left + max(0, (width - _LARGEST_CUT) // 2) // SCALE * SCALE
    y0 = top + max(0, (height - _LARGEST_CUT) // 2) // SCALE * SCALE
    x1, y1 = min(left + width, x0 + _LARGEST_CUT), min(top + height, y0 + _LARGEST_CUT)
    part = patch[y0 // SCALE : y1 // SCALE, x0 // SCALE : x1 // SCALE]
    size = (part.shape[1] * SCALE, part.shape[0] * SCALE)
    mask = cv2.resize(part, size, interpolation=cv2.INTER_NEAREST)
    return as_grey(image[y0:y1, x0:x1]), as_grey(mask)
