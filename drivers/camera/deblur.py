"""Undoes defocus and motion: inverse filters for blurs of known shape (Wiener).

A filter is made once and applied in space, 41 pixels wide, which costs 3 ms for a code's region
where a transform of the region costs 10. Noise-to-signal ratios and radii were chosen on the tuning
frames of ``tests/bench/scan``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.enhance import Enhance, Variant
from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey

Kernel = NDArray[np.float32]

_GRID = 128
"""Side of the grid that filters are made on: four times the widest."""
_FINE = 8
"""Samples a pixel when a shape is drawn."""
_NOISE_OF_MOTION = 0.01
_WIDTH = 41
"""Pixels; 21 reads a third less."""
_STREAKED = 1.3
"""How much more grey levels change across a movement than along it. Codes at rest have 1.0 to 1.1
(1.35 seen from far aside), codes that zxing-cpp misses for their motion 1.35 to 2.1 (measured)."""
_STREAKS_PX = (9, 7, 12)
"""Lengths tried, most often right first; each mends a third more and less."""
_ANGLE_STEPS = 64


def refocused(radius: float, noise: float) -> Enhance:
    """Mends defocus whose disc of confusion has this radius in pixels; noise to signal in power."""

    def enhance(image: GreyImage) -> Variant:
        kernel = _inverse_disc(radius, noise)
        return Variant(as_grey(cv2.filter2D(image, -1, kernel)))

    return enhance


def unstreaked(image: GreyImage) -> Iterator[Variant]:
    """Mends motion along the direction in which the image changes least, for a few lengths."""
    angle, ratio = direction_of(image)
    if ratio < _STREAKED:
        return
    step = round(angle / np.pi * _ANGLE_STEPS) % _ANGLE_STEPS
    for length in _STREAKS_PX:
        yield Variant(as_grey(cv2.filter2D(image, -1, _inverse_line(length, step))))


def direction_of(image: GreyImage) -> tuple[float, float]:
    """Angle (radians from the x axis) of least change, and change across over change along.

    From the structure tensor: the sums of the gradients' products.
    """
    soft = cv2.GaussianBlur(image, (0, 0), 1.0)
    x, y = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    xx, yy, xy = (float(cv2.mean(cv2.multiply(a, b))[0]) for a, b in ((x, x), (y, y), (x, y)))
    half, spread = (xx + yy) / 2, float(np.hypot((xx - yy) / 2, xy))
    most = 0.5 * float(np.arctan2(2 * xy, xx - yy))
    return (most + np.pi / 2) % np.pi, ((half + spread) / max(half - spread, 1e-6)) ** 0.5


@cache
def _inverse_disc(radius: float, noise: float) -> Kernel:
    reach = int(np.ceil(radius)) + 1
    side = 2 * reach + 1
    axis = (np.arange(side * _FINE) + 0.5) / _FINE - reach - 0.5
    disc = (axis[:, None] ** 2 + axis[None, :] ** 2 <= radius**2).astype(np.float64)
    return _inverse(disc.reshape(side, _FINE, side, _FINE).sum(axis=(1, 3)), noise)


@cache
def _inverse_line(length: int, step: int) -> Kernel:
    angle = step * np.pi / _ANGLE_STEPS
    reach = length // 2 + 2
    way = np.linspace(-length / 2, length / 2, 2 * length * _FINE)
    x, y = reach + way * np.cos(angle), reach + way * np.sin(angle)
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)
    line = np.zeros((2 * reach + 1, 2 * reach + 1))
    for right, down in ((0, 0), (0, 1), (1, 0), (1, 1)):
        weight = (1 - abs(column + right - x)) * (1 - abs(row + down - y))
        np.add.at(line, (row + down, column + right), weight)
    return _inverse(line, _NOISE_OF_MOTION)


def _inverse(blur: NDArray[np.float64], noise: float) -> Kernel:
    """Wiener's filter for this blur, cut to a square that fades out, gain 1."""
    grid = np.zeros((_GRID, _GRID))
    side = len(blur)
    grid[:side, :side] = blur / blur.sum()
    spectrum = np.fft.fft2(np.roll(grid, (-(side // 2), -(side // 2)), (0, 1)))
    wiener = np.conj(spectrum) / (np.abs(spectrum) ** 2 + noise)
    middle, half = _GRID // 2, _WIDTH // 2
    kernel = np.fft.fftshift(np.fft.ifft2(wiener).real)
    kernel = kernel[middle - half : middle + half + 1, middle - half : middle + half + 1]
    fading = np.sqrt(np.hanning(_WIDTH + 2)[1:-1])
    faded = kernel * fading[:, None] * fading[None, :]
    return np.asarray(faded / faded.sum(), np.float32)
