"""Round things as dots: drawn on a finer grid, then cut, so that curves are smooth."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageDraw

from kiosk.documents.fonts import Bits

_FINER = 8
_HALF = 128
_INNER_OF_STAR = 0.381966
"""Inner by outer radius of a regular five-pointed star: 1 / golden ratio squared."""


@lru_cache(maxsize=32)
def rounded_box(width: int, height: int, radius: int, line: int = 0) -> Bits:
    """A box with round corners: filled, or a frame of ``line`` dots."""
    canvas, draw = _canvas(width, height)
    outer = (0, 0, width * _FINER - 1, height * _FINER - 1)
    draw.rounded_rectangle(outer, radius * _FINER, fill=255)
    if line:
        inset = line * _FINER
        inner = (inset, inset, outer[2] - inset, outer[3] - inset)
        draw.rounded_rectangle(inner, max(radius - line, 0) * _FINER, fill=0)
    return _cut(canvas)


def disc(diameter: int) -> Bits:
    """A filled circle."""
    return rounded_box(diameter, diameter, diameter // 2)


def ring(diameter: int, line: float) -> Bits:
    """A circle drawn with a line of ``line`` dots."""
    canvas, draw = _canvas(diameter, diameter)
    edge, inset = diameter * _FINER - 1, line * _FINER
    draw.ellipse((0, 0, edge, edge), fill=255)
    draw.ellipse((inset, inset, edge - inset, edge - inset), fill=0)
    return _cut(canvas)


def star(size: int, radius: float) -> Bits:
    """A five-pointed star, point up, its centre in the middle of a square of ``size`` dots."""
    canvas, draw = _canvas(size, size)
    middle = size * _FINER / 2 - 0.5
    points = []
    for corner in range(10):
        reach = radius * _FINER * (_INNER_OF_STAR if corner % 2 else 1.0)
        angle = corner * pi / 5
        points.append((middle + reach * sin(angle), middle - reach * cos(angle)))
    draw.polygon(points, fill=255)
    return _cut(canvas)


def black(canvas: Image.Image) -> Bits:
    """The dots of a grey picture (0 is paper) that are more ink than paper."""
    return np.asarray(np.asarray(canvas, dtype=np.uint8) >= _HALF, dtype=np.bool_)


def dilate(bits: Bits, dots: int) -> Bits:
    """``bits`` grown by ``dots`` in all eight directions."""
    grown = bits
    for axis in (0, 1):
        source = grown
        grown = source.copy()
        for shift in range(1, min(dots, source.shape[axis] - 1) + 1):
            ahead, behind = _shifted(axis, shift)
            grown[ahead] |= source[behind]
            grown[behind] |= source[ahead]
    return grown


def _shifted(axis: int, shift: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    whole = slice(None)
    ahead, behind = slice(shift, None), slice(None, -shift)
    if axis == 0:
        return (ahead, whole), (behind, whole)
    return (whole, ahead), (whole, behind)


def _canvas(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    canvas = Image.new("L", (width * _FINER, height * _FINER), 0)
    return canvas, ImageDraw.Draw(canvas)


def _cut(canvas: Image.Image) -> Bits:
    return black(canvas.reduce(_FINER))
