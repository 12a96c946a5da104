"""Looks along a finder pattern's side for the next one, of which only a part may be visible."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from drivers.camera.finders import FINDER_MODULES, Vector
from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

NEAREST, FARTHEST = 14.0, 98.0
"""Modules between two finder patterns' centres: version 1 has 14, version 22 has 98."""

_SAMPLES = 2
"""Samples a module."""
_ASIDE = 3.0
"""Modules by which a pattern may lie beside the line: a finder pattern's axis is that unsure."""
_HALF = FINDER_MODULES / 2
_LIGHT_RING = 2
"""Modules from the centre."""


class Shades(NamedTuple):
    """Grey levels of a code's dark and light modules."""

    dark: float
    light: float


class Peak(NamedTuple):
    """A place that looks like a finder pattern: distance in modules, likeness -1 to 1."""

    place: Vector
    distance: float
    likeness: float


class Strip:
    """The pixels from ``nearest`` to ``farthest`` modules along a line, matched with a pattern.

    What lies outside of the image counts as light.
    """

    def __init__(
        self,
        image: GreyImage,
        shades: Shades,
        start: Vector,
        along: Vector,
        aside: Vector,
        nearest: float = NEAREST,
        farthest: float = FARTHEST,
    ) -> None:
        self._start, self._along, self._aside = start, along, aside
        self._nearest = nearest
        far = _steps(nearest - _HALF, farthest + _HALF)
        off = _steps(-_ASIDE - _HALF, _ASIDE + _HALF)
        x, y = (
            (start[axis] + far[None, :] * along[axis] + off[:, None] * aside[axis]).astype(
                np.float32
            )
            for axis in (0, 1)
        )
        seen = cv2.remap(image, x, y, cv2.INTER_LINEAR, None, cv2.BORDER_CONSTANT, [shades.light])
        likeness = cv2.matchTemplate(as_grey(seen), _pattern(shades), cv2.TM_CCOEFF_NORMED)
        self._rows = likeness.argmax(axis=0)
        self._best = np.nan_to_num(likeness.max(axis=0), nan=-1.0, posinf=-1.0, neginf=-1.0)

    def peaks(self, most: int) -> list[Peak]:
        """The likeliest places, best first, a finder pattern's width apart."""
        left = self._best.copy()
        found: list[Peak] = []
        for _ in range(most):
            at = int(np.argmax(left))
            found.append(self._peak(at))
            apart = FINDER_MODULES * _SAMPLES
            left[max(0, at - apart) : at + apart] = -1.0
        return found

    def _peak(self, at: int) -> Peak:
        distance = self._nearest + at / _SAMPLES
        off = int(self._rows[at]) / _SAMPLES - _ASIDE
        place = self._start + distance * self._along + off * self._aside
        return Peak(np.asarray(place), distance, float(self._best[at]))


def _steps(first: float, last: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Middles of samples."""
    count = max(FINDER_MODULES * _SAMPLES, round((last - first) * _SAMPLES))
    return first + (np.arange(count) + 0.5) / _SAMPLES


def _pattern(shades: Shades) -> GreyImage:
    rows = np.abs(np.arange(FINDER_MODULES) - FINDER_MODULES // 2)
    ring = np.maximum(rows[:, None], rows[None, :])
    levels = np.where(ring == _LIGHT_RING, round(shades.light), round(shades.dark))
    return as_grey(np.kron(levels, np.ones((_SAMPLES, _SAMPLES))))
