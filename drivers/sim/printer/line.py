"""The line buffer: characters and column images as rows of dots."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PIL import Image

from drivers.sim.printer.glyphs import glyph

_EMPHASISED, _DOUBLE_HEIGHT, _DOUBLE_WIDTH, _UNDERLINED = 0x08, 0x10, 0x20, 0x80


@dataclass(frozen=True, slots=True)
class Style:
    """How characters look and where a line stands."""

    bold: bool = False
    wide: int = 1
    tall: int = 1
    underline: int = 0
    side: int = 0

    def with_mode(self, bits: int) -> Style:
        """Apply the bit set of ESC !."""
        return replace(
            self,
            bold=bool(bits & _EMPHASISED),
            tall=2 if bits & _DOUBLE_HEIGHT else 1,
            wide=2 if bits & _DOUBLE_WIDTH else 1,
            underline=1 if bits & _UNDERLINED else 0,
        )


class Line:
    """What waits for a line feed, left to right."""

    def __init__(self, head_dots: int) -> None:
        self._head_dots = head_dots
        self._cells: list[Image.Image] = []

    def __bool__(self) -> bool:
        return bool(self._cells)

    def clear(self) -> None:
        """Forget what waits."""
        self._cells.clear()

    def add(self, character: str, style: Style) -> bool:
        """Put a character behind the others; False when the line has no room for it."""
        cell = glyph(character, style.wide, style.tall, style.underline, bold=style.bold)
        if self._width() + cell.width > self._head_dots:
            return False
        self._cells.append(cell)
        return True

    def add_picture(self, picture: Image.Image) -> None:
        """Put a column image behind the others; what goes beyond the line is lost."""
        room = self._head_dots - self._width()
        if room > 0:
            self._cells.append(picture.crop((0, 0, min(room, picture.width), picture.height)))

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

    def _width(self) -> int:
        return sum(cell.width for cell in self._cells)


def offset(width: int, head_dots: int, side: int) -> int:
    """Where something of this width begins: ``side`` 0 left, 1 centre, 2 right."""
    return max(0, head_dots - width) * min(side, 2) // 2
