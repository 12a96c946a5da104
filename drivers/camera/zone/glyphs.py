"""How much each cell of a line looks like each letter of OCR-B (ISO 1073-2).

The letters' shapes are in ``glyphs.png`` beside this module, drawn once from the public domain font
of Debian's package fonts-ocr-b. A cell is compared with all of them, a little moved and blurred.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage
from drivers.camera.grey import as_grey, decode_still
from drivers.camera.zone.alignment import CELL_HEIGHT, CELL_WIDTH, Columns
from drivers.camera.zone.letters import ALPHABET

GLYPHS = "glyphs.png"
_BLURS = (0.0, 1.2, 2.0, 3.0)
"""Deviation in pixels of a cell: from a sharp near zone to one of 8 px a letter, out of focus."""
_SIDEWAYS = 1
_UP_AND_DOWN = 1
"""Pixels by which one cell may be off its place and its line."""
_RIM = 1
"""Columns at a cell's sides that may hold a neighbour's ink."""

_MIDDLE_BLUR = 1

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ShapeScores:
    """How well every cell matches every letter, and how far apart the letters are when blurred so.

    ``scores``: cells x letters of ``ALPHABET``, 1.0 is the same shape; ``apart``: letters x
    letters, what the score of one letter falls short by in a perfect cell of the other.
    """

    scores: Scores
    apart: Scores


def shape_scores(strip: GreyImage) -> ShapeScores:
    """Scores of every cell of a strip from ``cut_line``, under the blur that explains it best."""
    cells = strip.shape[1] // CELL_WIDTH
    wide = as_grey(cv2.copyMakeBorder(strip, 0, 0, _SIDEWAYS, _SIDEWAYS, cv2.BORDER_REPLICATE))
    starts = np.arange(cells)[:, None] * CELL_WIDTH + np.arange(2 * _SIDEWAYS + 1)
    patches = _patches(wide, starts.ravel())
    patches = patches.reshape(cells, 2 * _SIDEWAYS + 1, *patches.shape[1:])
    levels = [_on_line(patches @ shapes) for shapes in _shapes()]
    best = max(range(len(levels)), key=lambda level: float(levels[level].max(axis=1).mean()))
    shapes = _shapes()[best]
    apart = np.maximum(1 - shapes.T @ shapes, 0)
    return ShapeScores(levels[best], np.asarray(apart, np.float32))


def likeness(strip: GreyImage, starts: Columns) -> NDArray[np.float32]:
    """How much the cells that start in these columns look like any letter; see ``alignment``."""
    scores = _patches(strip, starts) @ _shapes()[_MIDDLE_BLUR]
    return np.asarray(scores.max(axis=2), np.float32)


def _patches(strip: GreyImage, starts: Columns) -> NDArray[np.float32]:
    """The cells at every height: starts x rows up or down x pixels, each normal."""
    windows = np.lib.stride_tricks.sliding_window_view(strip, (CELL_HEIGHT, CELL_WIDTH))
    inside = np.clip(starts, 0, windows.shape[1] - 1)
    taken = windows[:, inside, :, _RIM : CELL_WIDTH - _RIM].astype(np.float32)
    heights = taken.shape[0]
    return _normal(taken.transpose(1, 0, 2, 3).reshape(starts.size, heights, -1))


def _on_line(scores: NDArray[np.float32]) -> Scores:
    """The best of each cell near the one height at which most cells score best."""
    heights = scores.max(axis=1)
    level = int(np.argmax(heights.max(axis=2).mean(axis=0)))
    near = slice(max(0, level - _UP_AND_DOWN), level + _UP_AND_DOWN + 1)
    return np.asarray(heights[:, near].max(axis=1), np.float32)


@cache
def _shapes() -> tuple[NDArray[np.float32], ...]:
    """One matrix of pixels x letters a blur."""
    atlas = glyph_atlas()
    letters = []
    for blur in _BLURS:
        cells = [cell if blur == 0 else cv2.GaussianBlur(cell, (0, 0), blur) for cell in atlas]
        flat = np.array([cell[:, _RIM : CELL_WIDTH - _RIM].ravel() for cell in cells], np.float32)
        letters.append(np.ascontiguousarray(_normal(flat).T))
    return tuple(letters)


def glyph_atlas() -> list[GreyImage]:
    """The shapes in the order of ``ALPHABET``, dark on light, a cell each."""
    picture = decode_still(files(__package__).joinpath(GLYPHS).read_bytes())
    if picture is None or picture.shape != (CELL_HEIGHT, CELL_WIDTH * len(ALPHABET)):
        message = f"{GLYPHS} is damaged"
        raise ValueError(message)
    return [as_grey(cell) for cell in np.hsplit(picture, len(ALPHABET))]


def _normal(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of mean zero and length one; a blank stays all zero."""
    centred = pixels - pixels.mean(axis=-1, keepdims=True)
    length = np.linalg.norm(centred, axis=-1, keepdims=True)
    return np.asarray(centred / np.maximum(length, 1.0), np.float32)
