"""A line of a zone cut out of its picture and laid straight, each letter in a cell of its own.

A zone has a fixed number of letters a line, all equally far apart. So a line's ends tell roughly
where its letters are, and ``alignment`` finds them exactly, also when a page that is lifted on one
side makes them narrower from left to right.
"""

from __future__ import annotations

import cv2
import numpy as np

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey
from drivers.camera.zone.alignment import (
    CELL_WIDTH,
    SPARE,
    STRIP_HEIGHT,
    Likeness,
    Places,
    aligned,
)
from drivers.camera.zone.finding import ZonePlace

_FIRST_INK = 0.2
"""Where in its cell a letter's ink begins, in letters; it ends as far from the cell's end."""


def cut_line(
    image: GreyImage, place: ZonePlace, row: int, letters: int, likeness: Likeness
) -> GreyImage:
    """``letters`` cells of line ``row`` side by side, ``STRIP_HEIGHT`` high."""
    view = _View(image, place, row, letters)
    spare = np.arange(-SPARE * CELL_WIDTH, (letters + SPARE) * CELL_WIDTH)
    rough = (spare + 0.5) / CELL_WIDTH
    bed = aligned(view.strip(rough, np.zeros(rough.size)), letters, likeness)
    even = (np.arange(letters * CELL_WIDTH) + 0.5) / CELL_WIDTH
    return view.strip(bed.along(even), bed.down(even))


class _View:
    """From letters along a line to pixels of the picture."""

    def __init__(self, image: GreyImage, place: ZonePlace, row: int, letters: int) -> None:
        self._image = image
        first, last = place.lines[0], place.lines[-1]
        begin, end, below = _FIRST_INK, letters - _FIRST_INK, len(place.lines) - 1
        flat = np.array([(begin, 0), (end, 0), (end, below), (begin, below)], np.float32)
        seen = np.array([first.start, first.end, last.end, last.start], np.float32)
        self._to_image = cv2.getPerspectiveTransform(flat, seen)
        letter = (first.length + last.length) / 2 / (end - begin)
        down = float(np.linalg.norm(last.start + last.end - first.start - first.end)) / 2 / below
        self._row, self._line_px = row, letter / down / CELL_WIDTH

    def strip(self, along: Places, lower: Places) -> GreyImage:
        """The pixels at these places along the line, each column so many pixels lower."""
        rows = np.arange(STRIP_HEIGHT)[:, None] - (STRIP_HEIGHT - 1) / 2 + lower[None, :]
        down = self._row + rows * self._line_px
        grid = np.stack((np.broadcast_to(along, down.shape), down), axis=-1).reshape(1, -1, 2)
        seen = cv2.perspectiveTransform(grid, self._to_image).reshape(*down.shape, 2)
        x, y = (np.ascontiguousarray(seen[..., axis], np.float32) for axis in (0, 1))
        pixels = cv2.remap(self._image, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return as_grey(pixels)
