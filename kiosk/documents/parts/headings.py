"""Everything above the content: notice, titles, the number, the callout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from kiosk.documents.fonts import Face, Style
from kiosk.documents.ink import Picture, Rect
from kiosk.documents.model import (
    Align,
    Callout,
    Heading,
    Masthead,
    Notice,
    NumberLine,
    Subtitle,
    Title,
)
from kiosk.documents.pen import Pen, line_height
from kiosk.documents.shapes import rounded_box

_TIGHT = 1.22
"""Line height of titles by their size."""
_FRAME = 3
_STEPS = (1.0, 0.92, 0.84)
"""A title takes the first of these sizes that keeps it on one line; else it breaks at the first."""


def place_masthead(block: Masthead, pen: Pen) -> None:
    """Any block of this family."""
    match block:
        case Notice():
            place_notice(block, pen)
        case Title():
            place_title(block, pen)
        case Subtitle():
            place_subtitle(block, pen)
        case Heading():
            place_heading(block, pen)
        case NumberLine():
            place_number(block, pen)
        case Callout():
            place_callout(block, pen)
        case _:
            assert_never(block)


def place_notice(block: Notice, pen: Pen) -> None:
    """The text with a rule on either side, out to the margins."""
    style = Style(Face.BOLD, pen.proportions.small + 2)
    height = line_height(style)
    frame = Rect(pen.left, pen.y, pen.proportions.content, height)
    text = pen.write(block.text, style, frame, Align.CENTER, tracking=2)
    space, middle = pen.proportions.gap, pen.y + height // 2
    pen.bar(Rect(pen.left, middle, text.x - space - pen.left, 2))
    pen.bar(Rect(text.right + space, middle, pen.right - text.right - space, 2))
    pen.feed(height + pen.proportions.gap * 3 // 4)


def place_title(block: Title, pen: Pen) -> None:
    """The formal title, in lines of about equal length."""
    face, size = Face.FORMAL, pen.proportions.title
    style = _one_line_style(block.text, Style(face, size), pen.proportions.content, pen)
    _tight_lines(block.text, style, pen)
    pen.feed(pen.proportions.gap // 2)


def place_subtitle(block: Subtitle, pen: Pen) -> None:
    """A centred line, letters a little apart."""
    style = Style(Face.REGULAR, pen.proportions.body)
    for line in pen.wrap(block.text, style, pen.proportions.content * 0.85):
        frame = Rect(pen.left, pen.y, pen.proportions.content, line_height(style))
        pen.write(line, style, frame, Align.CENTER, tracking=style.size * 0.12)
        pen.feed(frame.height)


def place_number(block: NumberLine, pen: Pen) -> None:
    """Label and number, centred together, below the title."""
    style = pen.proportions.note
    for line in pen.wrap(f"{block.label} {block.value}", style, pen.proportions.content):
        frame = Rect(pen.left, pen.y, pen.proportions.content, line_height(style))
        pen.guard(pen.write(line, style, frame, Align.CENTER))
        pen.feed(frame.height)
    pen.feed(pen.proportions.gap // 2)


def place_heading(block: Heading, pen: Pen) -> None:
    """The verb in a black square, the title and its subtitle beside it."""
    sizes, top, x = pen.proportions, pen.y, pen.left
    side = round(sizes.title * 1.6)
    if block.badge:
        _place_badge(block.badge, Rect(x, top, side, side), pen)
        x += side + sizes.gap
    full = Style(Face.BOLD, round(sizes.title * 0.92))
    style = _one_line_style(block.title, full, pen.right - x, pen)
    lines = _stack(style, block.title, block.subtitle, pen.right - x, pen)
    pen.feed(max(side - _tall(lines), 0) // 2)
    for line in lines:
        pen.write(line.text, line.style, Rect(x, pen.y, pen.right - x, line.pitch))
        pen.feed(line.pitch)
    pen.y = max(pen.y, top + side)
    pen.feed(sizes.gap)


def place_callout(block: Callout, pen: Pen) -> None:
    """A framed or filled box with one bold line and a small one below."""
    sizes = pen.proportions
    inner, style = sizes.content - 2 * sizes.gap, Style(Face.BOLD, round(sizes.body * 1.4))
    lines = _stack(style, block.text, block.detail, inner, pen)
    box = Rect(pen.left, pen.y, sizes.content, _tall(lines) + 2 * sizes.gap)
    line = 0 if block.filled else _FRAME
    pen.picture(Picture(box.x, box.y, rounded_box(box.width, box.height, sizes.gap, line)))
    pen.guard(box)
    pen.feed(sizes.gap)
    for one in lines:
        frame = Rect(pen.left + sizes.gap, pen.y, inner, one.pitch)
        pen.write(one.text, one.style, frame, Align.CENTER, white=block.filled)
        pen.feed(one.pitch)
    pen.y = box.bottom + sizes.gap


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    style: Style
    pitch: int


def _stack(style: Style, text: str, below: str, width: int, pen: Pen) -> list[_Line]:
    """Large lines of about equal length, small ones below them."""
    large = pen.wrap_evenly(text, style, width)
    note = pen.proportions.note
    small = pen.wrap_evenly(below, note, width) if below else []
    return [
        *(_Line(line, style, round(style.size * _TIGHT)) for line in large),
        *(_Line(line, note, line_height(note)) for line in small),
    ]


def _one_line_style(text: str, full: Style, width: int, pen: Pen) -> Style:
    sizes = [replace(full, size=round(full.size * step)) for step in _STEPS]
    return next((style for style in sizes if pen.measure(text, style) <= width), full)


def _tall(lines: list[_Line]) -> int:
    return sum(line.pitch for line in lines)


def _place_badge(badge: str, square: Rect, pen: Pen) -> None:
    side = square.width
    pen.picture(Picture(square.x, square.y, rounded_box(side, side, side // 6)))
    style = Style(Face.BOLD, round(side * 0.64))
    pen.write(badge, style, square, Align.CENTER, white=True)


def _tight_lines(text: str, style: Style, pen: Pen) -> None:
    pitch, width = round(style.size * _TIGHT), pen.proportions.content
    for line in pen.wrap_evenly(text, style, width):
        pen.write(line, style, Rect(pen.left, pen.y, width, pitch), Align.CENTER)
        pen.feed(pitch)
