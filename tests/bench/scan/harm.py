"""What goes wrong between a screen and a sensor; every function takes and gives a ``Seen``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator

from tests.bench.scan.lens import HEIGHT, WIDTH, FloatImage, Seen

Harm = Callable[[Generator, Seen], Seen]

SMALLEST_DISC = 0.12
"""Pixels: a smaller disc falls between the points of the grid it is drawn on."""


def motion(dice: Generator, seen: Seen) -> Seen:
    """The hand moves 0.5 to 2.2 modules while the shutter is open."""
    return _streak(seen, dice.uniform(0.5, 2.2) * seen.px_module, dice.uniform(0, 180))


def defocus(dice: Generator, seen: Seen) -> Seen:
    """A disc of confusion with a radius of 0.35 to 1.15 modules."""
    return blurred(seen, dice.uniform(0.35, 1.15) * seen.px_module)


def blurred(seen: Seen, radius: float) -> Seen:
    """A disc of confusion of so many pixels; sub-pixel discs by their area on a finer grid."""
    if radius < SMALLEST_DISC:
        return seen
    fine = 8
    reach = int(np.ceil(radius)) + 1
    axis = (np.arange((2 * reach + 1) * fine) + 0.5) / fine - reach - 0.5
    disc = (axis[:, None] ** 2 + axis[None, :] ** 2 <= radius**2).astype(np.float32)
    side = 2 * reach + 1
    kernel = disc.reshape(side, fine, side, fine).sum(axis=(1, 3))
    return replace(seen, image=_filtered(seen.image, kernel / kernel.sum()))


def glare(dice: Generator, seen: Seen) -> Seen:
    """A lamp mirrored on 2 to 16 % of the code."""
    side = seen.px_module * _side(seen)
    radius = side * np.sqrt(dice.uniform(0.02, 0.16) / np.pi)
    x, y = _inside(dice, seen)
    stretch = dice.uniform(0.6, 1.6)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    apart = np.sqrt(((columns - x) / stretch) ** 2 + ((rows - y) * stretch) ** 2) / radius
    spot = np.clip(1.6 - apart, 0, 1) * dice.uniform(180, 320)
    return replace(seen, image=seen.image + spot.astype(np.float32))


def moire(dice: Generator, seen: Seen) -> Seen:
    """The screen's raster against the sensor's, the bands of its dimming, and sensor noise."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    angle = dice.uniform(0, np.pi)
    along = columns * np.cos(angle) + rows * np.sin(angle)
    period = dice.uniform(1.5, 5.0) * seen.px_module
    weave = 1 + dice.uniform(0.1, 0.3) * np.sin(2 * np.pi * along / period)
    band = 1 + dice.uniform(0.1, 0.35) * np.sin(
        2 * np.pi * rows / dice.uniform(60, 240) + dice.uniform(0, 6.3)
    )
    noisy = seen.image * weave * band + dice.normal(0, dice.uniform(6, 16), seen.image.shape)
    return replace(seen, image=noisy.astype(np.float32))


def low_contrast(dice: Generator, seen: Seen) -> Seen:
    """A dim screen behind a veil: 5 to 30 % of the contrast is left."""
    left = dice.uniform(0.05, 0.30)
    veil = dice.uniform(30, 200 * (1 - left))
    noise = dice.normal(0, 1.0, seen.image.shape)
    return replace(seen, image=(seen.image * left + veil + noise).astype(np.float32))


def spots(dice: Generator, seen: Seen) -> Seen:
    """A fingertip at the edge or dirt: 1 to 9 % of the code is covered."""
    image = seen.image.copy()
    side = seen.px_module * _side(seen)
    share = dice.uniform(0.01, 0.09)
    count = int(dice.choice((1, 1, 3)))
    for _ in range(count):
        radius = side * np.sqrt(share / count / np.pi)
        x, y = _inside(dice, seen)
        level = float(dice.choice((30, 120, 190)))
        cv2.ellipse(
            image,
            (round(x), round(y)),
            (max(1, round(radius * 1.2)), max(1, round(radius / 1.2))),
            float(dice.uniform(0, 180)),
            0,
            360,
            level,
            -1,
            cv2.LINE_AA,
        )
    return replace(seen, image=image)


def sensor(dice: Generator, seen: Seen, noise: float = 2.0) -> bytes:
    """The camera's own work: gain, a little softness, noise, 8 bits and a JPEG of quality 70 to 92.

    Returns the JPEG, as an MJPG camera hands it out.
    """
    soft = cv2.GaussianBlur(seen.image, (0, 0), 0.45)
    raw = soft * dice.uniform(0.85, 1.05) + dice.normal(0, noise, soft.shape)
    grey = np.clip(raw, 0, 255).astype(np.uint8)
    quality = int(dice.integers(70, 93))
    _, jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return jpeg.tobytes()


def _streak(seen: Seen, length: float, angle: float) -> Seen:
    reach = int(np.ceil(length / 2)) + 1
    side = 2 * reach + 1
    kernel = np.zeros((side, side), np.float32)
    steps = np.linspace(-length / 2, length / 2, 65)
    for step in steps:
        x, y = reach + step * np.cos(np.radians(angle)), reach + step * np.sin(np.radians(angle))
        column, row = int(np.floor(x)), int(np.floor(y))
        right, down = x - column, y - row
        for dy, dx, weight in (
            (0, 0, (1 - right) * (1 - down)),
            (0, 1, right * (1 - down)),
            (1, 0, (1 - right) * down),
            (1, 1, right * down),
        ):
            if row + dy < side and column + dx < side:
                kernel[row + dy, column + dx] += weight
    return replace(seen, image=_filtered(seen.image, kernel / kernel.sum()))


def streaked(seen: Seen, length: float, angle: float) -> Seen:
    """Motion of so many pixels in this direction (degrees)."""
    return seen if length < 0.2 else _streak(seen, length, angle)


def _filtered(image: FloatImage, kernel: np.ndarray) -> FloatImage:
    return np.asarray(cv2.filter2D(image, -1, kernel.astype(np.float32)), np.float32)


def _side(seen: Seen) -> float:
    area = abs(float(cv2.contourArea(seen.corners)))
    return float(area**0.5) / seen.px_module


def _inside(dice: Generator, seen: Seen) -> tuple[float, float]:
    """A point of the code."""
    across, down = dice.uniform(0, 1, 2)
    a, b, c, d = seen.corners
    top, bottom = a + (b - a) * across, d + (c - d) * across
    x, y = top + (bottom - top) * down
    return float(x), float(y)
