"""The printer's ROM fonts: 12 x 24 dots for ASCII, 24 x 24 for Hanzi."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

_CELL = (12, 24)
_DRAWN = (6, 12)
"""Pillow's built-in bitmap font fits into half a cell and is doubled."""
_HANZI = (24, 24)
_HANZI_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
"""Debian's fonts-noto-cjk; without it a Hanzi is drawn as a box."""
_LAST_BITMAP_CHARACTER = 0xFF
_BLACK_FROM = 128


@cache
def glyph(character: str, wide: int, tall: int, underline: int, *, bold: bool) -> Image.Image:
    """A character's cell, ``wide`` x ``tall`` times its size; treat it as frozen."""
    plain = _latin(character) if ord(character) <= _LAST_BITMAP_CHARACTER else _hanzi(character)
    size = (plain.width * wide, plain.height * tall)
    cell = plain.resize(size, Image.Resampling.NEAREST)
    if bold:
        cell = ImageChops.logical_or(cell, ImageChops.offset(cell, 1, 0))
    if underline:
        bottom = (0, cell.height - underline, cell.width - 1, cell.height - 1)
        ImageDraw.Draw(cell).rectangle(bottom, fill=1)
    return cell


def _latin(character: str) -> Image.Image:
    drawn = Image.new("1", _DRAWN)
    font = ImageFont.load_default_imagefont()
    ImageDraw.Draw(drawn).text((0, 0), character, fill=1, font=font)
    return drawn.resize(_CELL, Image.Resampling.NEAREST)


def _hanzi(character: str) -> Image.Image:
    grey = Image.new("L", _HANZI)
    pen = ImageDraw.Draw(grey)
    font = _font()
    if font is None:
        pen.rectangle((2, 2, _HANZI[0] - 3, _HANZI[1] - 3), outline=255)
    else:
        pen.text((_HANZI[0] // 2, _HANZI[1] // 2), character, fill=255, font=font, anchor="mm")
    return grey.point(lambda level: 255 * (level >= _BLACK_FROM)).convert("1")


@cache
def _font() -> ImageFont.FreeTypeFont | None:
    return ImageFont.truetype(_HANZI_FONT, _HANZI[1] - 2) if _HANZI_FONT.exists() else None
