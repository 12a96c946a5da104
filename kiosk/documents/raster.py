"""Inks to dots: the page as a printer wants it, one bit a dot."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image

from kiosk.documents.errors import DoesNotFit
from kiosk.documents.fonts import Bits, FontBook
from kiosk.documents.ink import Bar, Dashes, Picture, Rect, Sheet, TextInk
from kiosk.documents.model import SAMPLE_NOTICE
from kiosk.documents.security import empty_paper, large_only, micro_pattern, watermark
from kiosk.documents.shapes import dilate


def rasterise(sheet: Sheet, fonts: FontBook) -> Bits:
    """Every ink of ``sheet`` in order, then the background on what stayed empty.

    Raises ``DoesNotFit`` when an ink leaves the page: nothing is ever clipped silently.
    """
    page = np.zeros((sheet.height, sheet.width), dtype=np.bool_)
    for ink in sheet.inks:
        match ink:
            case TextInk():
                _draw_text(page, ink, fonts)
            case Bar(rect):
                _window(page, rect)[:] = True
            case Dashes(rect, on, off):
                _window(page, rect)[:] = np.arange(rect.width) % (on + off) < on
            case Picture():
                _draw_picture(page, ink)
    return page | _pattern(page, sheet, fonts) | _watermark(page, sheet, fonts)


def pack(page: Bits) -> bytes:
    """Rows of whole bytes, most significant bit left, 1 is black."""
    return np.packbits(page, axis=1).tobytes()


def to_png(page: Bits) -> bytes:
    """The page as a 1-bit PNG, black on white, for previews."""
    out = io.BytesIO()
    Image.fromarray(~page).save(out, "PNG", dpi=(203, 203))
    return out.getvalue()


def _pattern(page: Bits, sheet: Sheet, fonts: FontBook) -> Bits:
    if not sheet.secured:
        return np.zeros_like(page)
    guarded = (*sheet.guarded, *_digits(sheet, fonts))
    return micro_pattern(sheet.height, sheet.width) & empty_paper(page, guarded, sheet.seals)


def _watermark(page: Bits, sheet: Sheet, fonts: FontBook) -> Bits:
    if not sheet.sample:
        return np.zeros_like(page)
    free = empty_paper(page, (*sheet.guarded, *_lines(sheet, fonts)), sheet.seals)
    return watermark(sheet.height, sheet.width, SAMPLE_NOTICE, fonts) & large_only(free)


def _digits(sheet: Sheet, fonts: FontBook) -> Iterator[Rect]:
    """Squares of all Latin letters and digits: numbers stay on clean paper."""
    for ink in sheet.inks:
        if isinstance(ink, TextInk):
            pen = ink.x
            for character in ink.text:
                advance = fonts.glyph(character, ink.style).advance + ink.tracking
                if character.isascii() and not character.isspace():
                    size = ink.style.size
                    yield Rect(round(pen), ink.baseline - size, round(advance), size + size // 4)
                pen += advance


def _lines(sheet: Sheet, fonts: FontBook) -> Iterator[Rect]:
    """All text with its line spacing: a watermark is seen where nothing is to be read."""
    for ink in sheet.inks:
        if isinstance(ink, TextInk):
            size = ink.style.size
            width = fonts.measure(ink.text, ink.style) + ink.tracking * len(ink.text)
            yield Rect(round(ink.x), ink.baseline - size, round(width), size * 9 // 8).grown(
                size // 5
            )


def _draw_text(page: Bits, ink: TextInk, fonts: FontBook) -> None:
    pen = ink.x
    for character in ink.text:
        glyph = fonts.glyph(character, ink.style)
        height, width = glyph.bits.shape
        if width:
            at = Rect(round(pen) + glyph.left, ink.baseline + glyph.top, width, height)
            window = _window(page, at)
            if ink.white:
                window &= ~glyph.bits
            else:
                window |= glyph.bits
        pen += glyph.advance + ink.tracking


def _draw_picture(page: Bits, picture: Picture) -> None:
    if picture.halo:
        around = np.pad(picture.bits, picture.halo)
        rect = picture.rect.grown(picture.halo)
        x, y = max(-rect.x, 0), max(-rect.y, 0)
        target = page[rect.y + y : rect.bottom, rect.x + x : rect.right]
        rows, columns = target.shape
        target &= ~dilate(around, picture.halo)[y : y + rows, x : x + columns]
    _window(page, picture.rect)[:] |= picture.bits


def _window(page: Bits, rect: Rect) -> Bits:
    height, width = page.shape
    if rect.x < 0 or rect.y < 0 or rect.right > width or rect.bottom > height:
        message = f"ink at {rect} on a page of {width} by {height}"
        raise DoesNotFit(message)
    return page[rect.y : rect.bottom, rect.x : rect.right]
