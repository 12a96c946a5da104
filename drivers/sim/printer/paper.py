"""The strip of paper between the roll and the cutter."""

from __future__ import annotations

import io

from PIL import Image

from drivers.sim.printer.model import DOTS_PER_MM

MARGIN_DOTS = 32
"""80 mm paper around a 72 mm head: 4 mm on each side that the head cannot reach."""

HEAD_TO_CUTTER_DOTS = 96
"""The cutter sits about 12 mm behind the head: so much of a piece's top is always blank."""


class Strip:
    """Burnt and blank rows since the last cut, one bit a dot, 1 = black."""

    def __init__(self, head_dots: int) -> None:
        self._head_dots = head_dots
        self._stride = (head_dots + 7) // 8
        self._rows = bytearray(self._stride * HEAD_TO_CUTTER_DOTS)

    @property
    def rows(self) -> bytes:
        """All rows from beyond the cutter to the head."""
        return bytes(self._rows)

    @property
    def blank(self) -> bool:
        """Whether nothing is burnt onto it."""
        return not any(self._rows)

    def burn(self, rows: bytes) -> None:
        """Add rows at the head."""
        self._rows += rows

    def cut(self) -> tuple[bytes, float]:
        """Cut off what is beyond the cutter: its picture and its length in millimetres."""
        end = len(self._rows) - self._stride * HEAD_TO_CUTTER_DOTS
        piece = bytes(self._rows[:end])
        del self._rows[:end]
        return self._picture(piece)

    def tear_out(self) -> tuple[bytes, float]:
        """Take the whole strip, as when a roll has ended; a new one is loaded to the cutter."""
        piece = bytes(self._rows)
        self._rows = bytearray(self._stride * HEAD_TO_CUTTER_DOTS)
        return self._picture(piece)

    def _picture(self, rows: bytes) -> tuple[bytes, float]:
        height = len(rows) // self._stride
        if not height:
            return b"", 0.0
        dots = Image.frombytes("1", (self._head_dots, height), rows, "raw", "1;I")
        paper = Image.new("1", (self._head_dots + 2 * MARGIN_DOTS, height), 1)
        paper.paste(dots, (MARGIN_DOTS, 0))
        png = io.BytesIO()
        paper.save(png, "PNG")
        return png.getvalue(), height / DOTS_PER_MM
