"""What a technician looks at: every dot of the head, greys, hairlines, every face and size."""

from __future__ import annotations

from typing import assert_never

import numpy as np

from kiosk.documents.fonts import Bits, Face, Style
from kiosk.documents.ink import Picture, Rect, Span
from kiosk.documents.model import Align, Ruler, Specimen, TestPattern, Tones
from kiosk.documents.pen import Pen, line_height
from kiosk.documents.proportions import DOTS_PER_MM

_TICKS = {10: 28, 5: 20, 1: 12}
"""Every so many millimetres a tick of so many dots, longest first."""
_LABEL = Span(6, 36)
"""Right of its tick."""
_HAIRLINES = (1, 2, 3, 4, 6, 8)


def place_test_pattern(block: TestPattern, pen: Pen) -> None:
    """Any block of this family."""
    match block:
        case Ruler():
            place_ruler(block, pen)
        case Tones():
            place_tones(block, pen)
        case Specimen():
            place_specimen(block, pen)
        case _:
            assert_never(block)


def place_ruler(_block: Ruler, pen: Pen) -> None:
    """A scale from the head's first dot to its last, centimetres numbered."""
    head, style = pen.proportions.head, Style(Face.REGULAR, 18)
    top = pen.y
    pen.bar(Rect(0, top, head, 3))
    for millimetre in range(head // DOTS_PER_MM):
        length = next(tick for every, tick in _TICKS.items() if millimetre % every == 0)
        x = millimetre * DOTS_PER_MM
        pen.bar(Rect(x, top, 2, length))
        if millimetre % 10 == 0 and x + _LABEL.width <= head:
            frame = Rect(x + _LABEL.x, top + 16, _LABEL.width, style.size)
            pen.write(str(millimetre), style, frame)
    pen.bar(Rect(head - 2, top, 2, _TICKS[10]))
    pen.y = top + 44 + pen.proportions.gap // 2


def place_tones(_block: Tones, pen: Pen) -> None:
    """Four greys and black side by side, then lines of 1 to 8 dots."""
    sizes = pen.proportions
    steps = (("1/16", _screen(4)), ("1/4", _screen(2)), ("1/2", _checks()), ("1/1", _black()))
    width = (sizes.content - 3 * sizes.gap // 2) // len(steps)
    height, x = width // 2 // 8 * 8, pen.left
    for name, cell in steps:
        pen.picture(Picture(x, pen.y, _tiled(cell, width, height)))
        frame = Rect(x, pen.y + height, width, line_height(sizes.note))
        pen.write(name, sizes.note, frame, Align.CENTER)
        x += width + sizes.gap // 2
    pen.feed(height + line_height(sizes.note) + sizes.gap // 2)
    _place_hairlines(pen)


def place_specimen(block: Specimen, pen: Pen) -> None:
    """The text in every face and size that documents use."""
    sizes = pen.proportions
    styles = (
        sizes.note,
        sizes.text,
        sizes.strong,
        Style(Face.FORMAL, round(sizes.body * 1.3)),
    )
    for style in styles:
        pen.paragraph(block.text, style)
    pen.feed(sizes.gap // 2)


def _place_hairlines(pen: Pen) -> None:
    """Groups of parallel upright lines, each group one dot-width, labelled."""
    sizes = pen.proportions
    width = sizes.content // len(_HAIRLINES)
    for place, dots in enumerate(_HAIRLINES):
        x = pen.left + place * width
        for line in range(4):
            rect = Rect(x + line * dots * 2, pen.y, dots, 32)
            pen.bar(rect)
        frame = Rect(x, pen.y + 32, width, line_height(sizes.note))
        pen.write(f"{dots}", sizes.note, frame)
    pen.feed(32 + line_height(sizes.note) + sizes.gap // 2)


def _screen(step: int) -> Bits:
    cell = np.zeros((step, step), dtype=np.bool_)
    cell[0, 0] = True
    return cell


def _checks() -> Bits:
    return np.array([[True, False], [False, True]])


def _black() -> Bits:
    return np.ones((1, 1), dtype=np.bool_)


def _tiled(cell: Bits, width: int, height: int) -> Bits:
    rows, columns = -(-height // cell.shape[0]), -(-width // cell.shape[1])
    return np.tile(cell, (rows, columns))[:height, :width]
