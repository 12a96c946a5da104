"""A blank page to write specimens on; measures in millimetres from its top left."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from drivers._errors import ConfigurationError
from drivers.sim.specimens import portrait

OCR_B = Path("/usr/share/fonts/opentype/ocr-b/OCRB.otf")
"""Debian package fonts-ocr-b."""
HANZI = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
"""Debian package fonts-noto-cjk."""
_SIMPLIFIED = 2
"""Face of the collection."""

PITCH_MM = 2.54
"""A machine readable zone has ten characters an inch (ICAO 9303-3, 4.2)."""
_FONT_MM = PITCH_MM / 0.723
"""The font's characters are 0.723 em wide."""

Colour = tuple[int, int, int]
"""Red, green, blue."""
INK: Colour = (34, 32, 38)
PALE: Colour = (176, 186, 192)
SEAL: Colour = (196, 32, 40)

Picture = NDArray[np.uint8]
"""Rows x columns x (blue, green, red)."""


@dataclass(frozen=True, slots=True)
class PageArt:
    """A page without its surroundings."""

    image: Picture = field(repr=False)
    px_per_mm: float

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height."""
        height, width = self.image.shape[:2]
        return width / self.px_per_mm, height / self.px_per_mm


class Sheet:
    """Takes ink; ``art`` gives the page."""

    def __init__(self, size_mm: tuple[float, float], px_per_mm: float, paper: Colour) -> None:
        self._scale = px_per_mm
        size = (round(size_mm[0] * px_per_mm), round(size_mm[1] * px_per_mm))
        self._image = Image.new("RGB", size, paper)
        self._draw = ImageDraw.Draw(self._image)

    def hanzi(self, x: float, y: float, text: str, mm: float, colour: Colour = INK) -> None:
        """A line of letters ``mm`` high; raises ConfigurationError where the font is missing."""
        font = _font(HANZI, self._length(mm), _SIMPLIFIED)
        self._draw.text(self._px(x, y), text, font=font, fill=colour)

    def ocr_b(self, x: float, y: float, text: str) -> None:
        """A line of a machine readable zone; raises ConfigurationError as ``hanzi`` does."""
        font = _font(OCR_B, round(_FONT_MM * self._scale))
        for place, letter in enumerate(text):
            spot = self._px(x + place * PITCH_MM, y)
            self._draw.text(spot, letter, font=font, fill=INK, anchor="ls")

    def rule(self, x: float, y: float, right: float, bottom: float) -> None:
        """A thin dark line."""
        line = (self._px(x, y), self._px(right, bottom))
        self._draw.line(line, fill=INK, width=self._length(0.25))

    def seal(self, x: float, y: float, radius: float) -> None:
        """A red ring with a star's place and words, around its middle."""
        (left, top), (right, bottom) = (
            self._px(x - radius, y - radius),
            self._px(x + radius, y + radius),
        )
        self._draw.ellipse((left, top, right, bottom), outline=SEAL, width=self._length(1.0))
        self.hanzi(x - radius * 0.72, y - radius * 0.2, "样张专用", radius * 0.36, SEAL)

    def waves(self, step: float) -> None:
        """Pale curved lines all over, as behind the data of travel documents."""
        across = np.arange(0, self._image.width, self._length(1.0))
        for height in np.arange(0, self._image.height / self._scale, step):
            down = height * self._scale + np.sin(across / self._scale / 7) * 1.6 * self._scale
            points = [(float(x), float(y)) for x, y in zip(across, down, strict=True)]
            self._draw.line(points, fill=PALE, width=1)

    def portrait(self, x: float, y: float, width: float, height: float) -> None:
        """The picture of nobody."""
        drawing = Image.open(io.BytesIO(portrait())).convert("RGB")
        sized = drawing.resize((self._length(width), self._length(height)))
        self._image.paste(sized, self._px(x, y))

    def art(self) -> PageArt:
        """The page as it is now."""
        bgr = np.ascontiguousarray(np.asarray(self._image, np.uint8)[:, :, ::-1])
        return PageArt(bgr, self._scale)

    def _px(self, x: float, y: float) -> tuple[int, int]:
        return round(x * self._scale), round(y * self._scale)

    def _length(self, mm: float) -> int:
        return max(1, round(mm * self._scale))


@cache
def _font(path: Path, size: int, index: int = 0) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(path, size, index=index)
    except OSError as error:
        message = f"the font {path} is not installed"
        raise ConfigurationError(message) from error
