"""Dots of the image commands as pictures."""

from __future__ import annotations

import segno
from PIL import Image

_COLUMN_BYTES = {0: 1, 1: 1, 32: 3, 33: 3}
_SINGLE_DENSITY = frozenset({0, 32})
"""ESC * m: columns are two dots wide."""
_ROWS = 24


def scaled_rows(rows: bytes, width: int, wide: int, tall: int) -> Image.Image:
    """Rows of ``width`` dots as a picture, every dot ``wide`` x ``tall`` times."""
    stride = (width + 7) // 8
    height = len(rows) // stride
    picture = Image.frombytes("1", (width, height), rows)
    if (wide, tall) == (1, 1):
        return picture
    return picture.resize((width * wide, height * tall), Image.Resampling.NEAREST)


def column_picture(mode: int, columns: bytes) -> Image.Image:
    """ESC *: columns from top to bottom, 24 rows high in every mode."""
    size = _COLUMN_BYTES[mode]
    count = len(columns) // size
    if not count:
        return Image.new("1", (0, _ROWS))
    # a column is a row of the picture lying on its side
    lying = Image.frombytes("1", (size * 8, count), columns)
    upright = lying.transpose(Image.Transpose.TRANSPOSE)
    wide = 2 if mode in _SINGLE_DENSITY else 1
    return upright.resize((count * wide, _ROWS), Image.Resampling.NEAREST)


def qr_rows(payload: bytes, level: str, module: int) -> Image.Image:
    """A QR code of model 2 without a quiet zone, which is the host's business."""
    code = segno.make_qr(payload, error=level, boost_error=False)
    side = len(code.matrix)
    picture = Image.new("1", (side, side))
    picture.putdata([1 if dark else 0 for row in code.matrix for dark in row])
    return picture.resize((side * module, side * module), Image.Resampling.NEAREST)
