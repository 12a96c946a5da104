"""The QR code and what to do about it."""

from __future__ import annotations

from kiosk.documents.fonts import Face, Style
from kiosk.documents.ink import Picture, Rect, Span
from kiosk.documents.model import Align, QrWithText
from kiosk.documents.pen import Pen, line_height
from kiosk.documents.qr import QrDots, qr_sizes

_SHARE = 0.48
"""Of the content: about what the code takes beside its text."""
_NARROWEST_TEXT = 8
"""Characters a line beside the code; with less room the text goes below it."""


def place_qr(block: QrWithText, pen: Pen) -> None:
    """Code left, its first module on the margin, and text right; or text below a centred code."""
    sizes = pen.proportions
    code_sizes = qr_sizes(block.payload, round(sizes.content * _SHARE), sizes.head)
    room = pen.right - _needed_beside(block, pen)
    fitting = (dots for dots in code_sizes if _left_edge(dots, pen) + len(dots.bits) <= room)
    dots = next(fitting, None)
    beside = dots is not None
    dots = dots or code_sizes[0]
    side = len(dots.bits)
    left = _left_edge(dots, pen) if beside else (sizes.head - side) // 2
    code = Picture(left, pen.y, dots.bits)
    pen.picture(code)
    pen.guard(Rect(0, code.y, code.rect.right, side) if beside else code.rect)
    if beside:
        span = Span(code.rect.right, pen.right - code.rect.right)
        _text_beside(block, span, code.rect, dots.quiet, pen)
    else:
        pen.y = code.rect.bottom
        _text(block, Span(pen.left, sizes.content), Align.CENTER, pen)


def _left_edge(dots: QrDots, pen: Pen) -> int:
    return max(pen.left - dots.quiet, 0)


def _needed_beside(block: QrWithText, pen: Pen) -> float:
    """The heading and the check code stay whole."""
    style = _heading_style(pen)
    whole = (pen.measure(text, style) for text in (block.heading, block.code))
    return max(pen.proportions.small * _NARROWEST_TEXT, *whole)


def _text_beside(block: QrWithText, span: Span, code: Rect, quiet: int, pen: Pen) -> None:
    """Text in the middle of the code's height, but never above its first module."""
    height = _text_height(block, span, pen)
    pen.y = code.y + max((code.height - height) // 2, quiet)
    _text(block, span, Align.LEFT, pen)
    pen.y = max(pen.y, code.bottom)


def _heading_style(pen: Pen) -> Style:
    return Style(Face.BOLD, round(pen.proportions.body * 1.3))


def _text_height(block: QrWithText, span: Span, pen: Pen) -> int:
    sizes = pen.proportions
    lines = len(_advice(block, span, pen))
    height = line_height(_heading_style(pen)) + lines * line_height(sizes.note)
    if block.code:
        height += sizes.gap // 2 + line_height(sizes.note) + line_height(_heading_style(pen))
    return height


def _text(block: QrWithText, span: Span, align: Align, pen: Pen) -> None:
    sizes = pen.proportions
    pen.paragraph(block.heading, _heading_style(pen), align, span)
    for line in _advice(block, span, pen):
        pen.paragraph(line, sizes.note, align, span)
    if block.code:
        pen.feed(sizes.gap // 2)
        pen.paragraph(block.code_label, sizes.note, align, span)
        pen.guard(*pen.paragraph(block.code, _heading_style(pen), align, span))


def _advice(block: QrWithText, span: Span, pen: Pen) -> list[str]:
    style = pen.proportions.note
    parts = [part for line in block.lines for part in line.split("\n")]
    return [line for part in parts for line in pen.wrap_evenly(part, style, span.width)]
