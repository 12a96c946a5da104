"""The line buffer: characters of font A (12 x 24 dots) as rows of dots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

_CELL = (12, 24)
_DRAWN = (6, 12)
"""Pillow's built-in bitmap font fits into half a cell and is doubled."""
_EMPHASISED, _DOUBLE_HEIGHT, _DOUBLE_WIDTH = 0x08, 0x10, 0x20


@dataclass(frozen=True, slots=True)
class Style:
    """How characters look and where a line stands."""

    bold: bool = False
    wide: bool = False
    tall: bool = False
    side: int = 0

    def with_mode(self, bits: int) -> Style:
        """Apply the bit set of ESC !."""
        return replace(
            self,
            bold=bool(bits & _EMPHASISED),
            tall=bool(bits & _DOUBLE_HEIGHT),
            wide=bool(bits & _DOUBLE_WIDTH),
        )


class Line:
    """Characters waiting for a line feed."""

    def __init__(self, head_dots: int) -> None:
        self._head_dots = head_dots
        self._cells: list[Image.Image] = []

    def __bool__(self) -> bool:
        return bool(self._cells)

    def clear(self) -> None:
        """Forget the characters."""
        self._cells.clear()

    def add(self, character: int, style: Style) -> bool:
        """Put a character behind the others; False when the line has no room for it."""
        cell = _glyph(character, style.bold, style.wide, style.tall)
        if sum(each.width for each in self._cells) + cell.width > self._head_dots:
            return False
        self._cells.append(cell)
        return True

    def take_rows(self, side: int) -> bytes:
        """The line as rows of dots, and an empty line buffer; no rows without characters."""
        cells, self._cells = self._cells, []
        if not cells:
            return b""
        height = max(cell.height for cell in cells)
        image = Image.new("1", (self._head_dots, height))
        x = offset(sum(cell.width for cell in cells), self._head_dots, side)
        for cell in cells:
            image.paste(cell, (x, height - cell.height))
            x += cell.width
        return image.tobytes()


def offset(width: int, head_dots: int, side: int) -> int:
    """Where something of this width begins: ``side`` 0 left, 1 centre, 2 right."""
    return max(0, head_dots - width) * min(side, 2) // 2


@cache
def _glyph(character: int, bold: bool, wide: bool, tall: bool) -> Image.Image:
    drawn = Image.new("1", _DRAWN)
    font = ImageFont.load_default_imagefont()
    ImageDraw.Draw(drawn).text((0, 0), chr(character), fill=1, font=font)
    cell = drawn.resize((_CELL[0] * (1 + wide), _CELL[1] * (1 + tall)), Image.Resampling.NEAREST)
    return ImageChops.logical_or(cell, ImageChops.offset(cell, 1, 0)) if bold else cell
