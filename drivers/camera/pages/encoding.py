"""A page as a JPEG that keeps within a size: in memory, without metadata."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2

from drivers.camera.grey import as_grey
from drivers.camera.pages.pictures import Picture, grey_of, is_colour

MOST_BYTES = 500_000
LONGEST_SIDES = (2400, 1920, 1600, 1280, 1024, 800, 640, 480, 320)
"""Pixels; 2400 is an A4 sheet at 205 dots an inch."""
QUALITIES = (88, 80, 72, 64, 56)
"""JPEG quality: below 56 small Hanzi grow together before the file gets much smaller."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A JPEG file: start of image, tables, pixels, and nothing about when, where or by what."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    colour: bool


def encode_picture(image: Picture, most_bytes: int = MOST_BYTES, *, colour: bool = True) -> Encoded:
    """The picture in the largest size and best quality that keep within ``most_bytes``.

    Quality goes before size, as far as ``QUALITIES`` go. ``colour`` False makes it grey. Raises
    ValueError when even the smallest is too large: below some 8 kB.
    """
    source = image if colour else grey_of(image)
    whole = max(source.shape[:2])
    sides = [min(whole, LONGEST_SIDES[0]), *(side for side in LONGEST_SIDES[1:] if side < whole)]
    for side in sides:
        sized = _sized(source, side / whole)
        for quality in QUALITIES:
            jpeg = _jpeg(sized, quality)
            if len(jpeg) <= most_bytes:
                height, width = sized.shape[:2]
                return Encoded(jpeg, width, height, is_colour(sized))
    message = f"no picture keeps within {most_bytes} bytes"
    raise ValueError(message)


def _sized(image: Picture, scale: float) -> Picture:
    if scale >= 1:
        return image
    return as_grey(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _jpeg(image: Picture, quality: int) -> bytes:
    """A JFIF file from memory; OpenCV writes no EXIF."""
    _, data = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return data.tobytes()
