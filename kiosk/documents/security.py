"""What lies behind the text: the certificate's micro pattern and the sample's watermark.

Both stand on empty paper only: never on a QR code, a guarded rectangle, or within ``CLEAR`` dots of
other ink, so that text, digits and codes read as if they were not there.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

from kiosk.documents.fonts import Bits, Face, FontBook, Style
from kiosk.documents.ink import Rect
from kiosk.documents.shapes import black, dilate, disc

CLEAR = 3
_CELL = 6
"""One dot in a cell of 6 by 6: 2.8 % ink, invisible to a copier's grey, visible to the eye."""
_WAVE_LENGTH, _WAVE_HEIGHT = 192, 9.0
_WATERMARK_SCREEN = 3
_WATERMARK_ANGLE = 24
_WATERMARK_SIZE = 64
_SMALLEST_PATCH = 32


def micro_pattern(height: int, width: int) -> Bits:
    """Dots along parallel waves, one in 36."""
    pattern = np.zeros((height, width), dtype=np.bool_)
    columns = np.arange(_CELL // 2, width, _CELL)
    swing = _WAVE_HEIGHT * np.sin(2 * np.pi * columns / _WAVE_LENGTH)
    for row in range(0, height, _CELL):
        rows = np.round(row + swing).astype(np.intp)
        inside = (rows >= 0) & (rows < height)
        pattern[rows[inside], columns[inside]] = True
    return pattern


def watermark(height: int, width: int, text: str, fonts: FontBook) -> Bits:
    """``text`` repeated on a slope over the whole page, screened to a light grey."""
    tile = _watermark_tile(text, fonts)
    down, across = -(-height // tile.shape[0]), -(-width // tile.shape[1])
    return np.tile(tile, (down, across))[:height, :width]


def empty_paper(ink: Bits, guarded: tuple[Rect, ...], seals: tuple[Rect, ...]) -> Bits:
    """Where a background may stand: outside ink, guarded rectangles and round seals."""
    free: Bits = ~dilate(ink, CLEAR)
    for rect in guarded:
        area = rect.grown(CLEAR)
        free[max(area.y, 0) : area.bottom, max(area.x, 0) : area.right] = False
    for seal in seals:
        free[seal.y : seal.bottom, seal.x : seal.right] &= ~disc(seal.width)
    return free


def large_only(free: Bits) -> Bits:
    """The parts of ``free`` that a square of ``_SMALLEST_PATCH`` dots fits in: a watermark's
    slivers between two lines would look like dirt."""
    reach = _SMALLEST_PATCH // 2
    return dilate(~dilate(~free, reach), reach)


@lru_cache(maxsize=4)
def _watermark_tile(text: str, fonts: FontBook) -> Bits:
    style = Style(Face.BOLD, _WATERMARK_SIZE)
    length = round(fonts.measure(text, style))
    line = np.zeros((_WATERMARK_SIZE * 3 // 2, length + 4), dtype=np.bool_)
    pen = 0.0
    for character in text:
        glyph = fonts.glyph(character, style)
        top, left = _WATERMARK_SIZE + glyph.top, round(pen) + glyph.left
        height, width = glyph.bits.shape
        line[top : top + height, left : left + width] |= glyph.bits
        pen += glyph.advance
    picture = Image.fromarray(line.astype(np.uint8) * 255)
    turned = picture.rotate(_WATERMARK_ANGLE, Image.Resampling.BICUBIC, expand=True)
    slope = black(turned)
    return np.asarray(_staggered(slope) & _screen(2 * slope.shape[0], slope.shape[1] + 60))


def _staggered(slope: Bits) -> Bits:
    """Two rows of the text, the second shifted by half a tile, as bricks are laid."""
    padded = np.pad(slope, ((0, 0), (30, 30)))
    return np.vstack([padded, np.roll(padded, padded.shape[1] // 2, axis=1)])


def _screen(height: int, width: int) -> Bits:
    rows, columns = np.indices((height, width))
    step = _WATERMARK_SCREEN
    return np.asarray((rows % step == 0) & ((columns + rows // step * 2) % step == 0))
