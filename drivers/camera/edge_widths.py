"""How a code's edges look in a frame: their width, and whether that differs with direction.

The trick: two lengths are compared within one patch. A *run* is how far it is from one change of
dark and light to the next, along a line; an edge's *width* is the contrast over its steepness. In a
sharp picture of modules an edge is a small part of a run. Blurred until modules melt, it becomes a
blotchy surface whose widths and runs depend on each other: for a Gaussian surface a run is pi^2/4,
about 2.5, widths (zero crossings after Rice 1945), whatever the blur, the contrast and the module.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.deblur import direction_of
from drivers.camera.traces import FloatImage, Traces

_NOISE = 0.8
"""Deviation of the filter against sensor noise, in pixels; an edge gets no narrower than 2."""
_LEAST_WINDOW = 31
_WINDOWS_A_SIDE = 3
"""Dark is told from light by the mean of a third of the patch: several runs of any blur."""
_DIRECTED = 1.1
"""Ratio of changes from which a direction is worth turning the patch into."""
_LEAST_CROSSINGS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """Mean run and mean width of the edges met on parallel lines, in pixels."""

    run_px: float
    width_px: float

    @property
    def distinctness(self) -> float:
        """Widths a run: 2.5 when everything has melted together, 3 and more in sharp pictures."""
        return self.run_px / max(self.width_px, 1e-6)


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges met along the direction in which grey levels change least, and across it.

    ``ratio``: change across over change along, 1.0 when alike in all directions. ``contrast``:
    grey levels between dark and light.
    """

    along: Line
    across: Line
    ratio: float
    contrast: float


def measure_edges(traces: Traces) -> Edges | None:
    """Edges inside the patch; None when it has hardly any."""
    angle, ratio = direction_of(traces.cut)
    soft = cv2.GaussianBlur(traces.cut, (0, 0), _NOISE).astype(np.float32)
    side = max(_LEAST_WINDOW, min(soft.shape) // _WINDOWS_A_SIDE) | 1
    apart = np.asarray(cv2.subtract(soft, cv2.blur(soft, (side, side))), np.float32)
    inside = traces.mask > 0
    if ratio > _DIRECTED:
        apart, inside = _turned(apart, angle, cv2.INTER_LINEAR), _turned(traces.mask, angle) > 0
    if not inside.any():
        return None
    contrast = 2 * float(np.abs(apart[inside]).mean())
    along, across = _line(apart, inside, contrast), _line(apart.T, inside.T, contrast)
    if along is None or across is None:
        return None
    return Edges(along, across, ratio, contrast)


def _line(apart: FloatImage, inside: NDArray[np.bool_], contrast: float) -> Line | None:
    """Runs and widths along rows."""
    light = apart > 0
    crossing = (light[:, 1:-2] != light[:, 2:-1]) & inside[:, 1:-2] & inside[:, 2:-1]
    count = int(np.count_nonzero(crossing))
    if count < _LEAST_CROSSINGS:
        return None
    steps = np.abs(apart[:, 2:-1] - apart[:, 1:-2])[crossing]
    return Line(np.count_nonzero(inside) / count, contrast / max(float(steps.mean()), 1e-6))


def _turned(
    image: NDArray[np.float32] | NDArray[np.uint8],
    angle: float,
    interpolation: int = cv2.INTER_NEAREST,
) -> NDArray[np.float32]:
    """Turned so that what lay at this angle (radians, from the x axis down) lies along the rows."""
    height, width = image.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.degrees(angle)), 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    size = (int(height * sin + width * cos), int(height * cos + width * sin))
    turn[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(cv2.warpAffine(image, turn, size, flags=interpolation), np.float32)
