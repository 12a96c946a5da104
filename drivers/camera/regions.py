"""Where in a frame a code may be: blocks whose grey levels change in both directions.

A code's modules change along rows and along columns; a phone's edge, lines of text and blinds
change in one. The search costs about a millisecond at 1280x720, and what it finds is about an
eighth of the frame, so that everything tried on it costs an eighth. On the tuning frames it keeps
329 of the 330 codes that zxing-cpp reads in the whole frame.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers._results import Symbol
from drivers.camera.frames import GreyImage

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in frame pixels."""

_EACH = 2
"""Every second row and column is looked at: a code keeps its restlessness even where it aliases."""
_BLOCK_PX = 16
_LEAST_CHANGE = 3.0
"""Mean grey step that a block needs; sensor noise stays below it."""
_SHARE_OF_STRONGEST = 0.4
"""0.3 takes in text and more ground, 0.5 cuts off a code's dim half (measured)."""
_MARGIN_BLOCKS = 2
"""A code's quiet zone and its soft edges."""
_MOST = 3
_LEAST_AREA_SHARE = 0.15
"""A region this much smaller than the largest is a line of text."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A part of a frame: its own pixels and where its corner lies in the frame."""

    image: GreyImage = field(repr=False)
    left: int = 0
    top: int = 0

    @property
    def area(self) -> int:
        """Pixels."""
        return int(self.image.size)

    def covers(self, box: Box) -> bool:
        """Whether the whole box lies in the region."""
        height, width = self.image.shape
        left, top, right, bottom = box
        inside = self.left <= left and self.top <= top
        return inside and right <= self.left + width and bottom <= self.top + height

    def holds(self, symbol: Symbol) -> bool:
        """Whether a symbol's middle (in frame pixels) lies in the region; unknown counts as yes."""
        if not symbol.corners:
            return True
        x, y = (round(float(value)) for value in np.mean(symbol.corners, axis=0))
        return self.covers((x, y, x, y))

    def in_frame(self, symbol: Symbol) -> Symbol:
        """A symbol that was found in the region's pixels, with its corners in the frame's."""
        corners = tuple((x + self.left, y + self.top) for x, y in symbol.corners)
        return replace(symbol, corners=corners)


def busy_regions(image: GreyImage) -> tuple[Region, ...]:
    """At most three regions that may hold a code, largest first; none in a calm frame."""
    height, width = image.shape
    if min(height, width) < 2 * _BLOCK_PX:
        return (Region(image),)
    energy = _energy(image)
    mask = (energy > max(_LEAST_CHANGE, _SHARE_OF_STRONGEST * float(energy.max()))).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    found = sorted((stats[index] for index in range(1, count)), key=lambda row: -int(row[4]))
    return tuple(
        cut_out(image, *_grown(row))
        for row in found[:_MOST]
        if int(row[4]) >= _LEAST_AREA_SHARE * int(found[0][4])
    )


def cut_out(image: GreyImage, left: int, top: int, right: int, bottom: int) -> Region:
    """The pixels inside these bounds, as far as they lie in the frame."""
    left, top = max(0, left), max(0, top)
    return Region(np.ascontiguousarray(image[top:bottom, left:right]), left, top)


def _energy(image: GreyImage) -> NDArray[np.float32]:
    """The weaker of the changes along rows and along columns, a value a block."""
    sparse = np.ascontiguousarray(image[::_EACH, ::_EACH])
    size = (image.shape[1] // _BLOCK_PX, image.shape[0] // _BLOCK_PX)
    along = cv2.resize(
        cv2.absdiff(sparse[:, 1:], sparse[:, :-1]), size, interpolation=cv2.INTER_AREA
    )
    down = cv2.resize(cv2.absdiff(sparse[1:], sparse[:-1]), size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.blur(cv2.min(along, down).astype(np.float32), (3, 3)), np.float32)


def _grown(row: NDArray[np.int32]) -> tuple[int, int, int, int]:
    left, top, width, height = (int(value) for value in row[:4])
    return (
        (left - _MARGIN_BLOCKS) * _BLOCK_PX,
        (top - _MARGIN_BLOCKS) * _BLOCK_PX,
        (left + width + _MARGIN_BLOCKS) * _BLOCK_PX,
        (top + height + _MARGIN_BLOCKS) * _BLOCK_PX,
    )
