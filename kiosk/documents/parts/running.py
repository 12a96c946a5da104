"""Running text and lines: paragraph, rule, steps, footer."""

from __future__ import annotations

from kiosk.documents.fonts import Face, Style
from kiosk.documents.ink import Picture, Rect, Span
from kiosk.documents.model import Align, Footer, Paragraph, Rule, RuleStyle, Steps
from kiosk.documents.pen import Pen, line_height
from kiosk.documents.shapes import disc

_INDENT = "\u3000\u3000"
_DOT = " · "


def place_paragraph(block: Paragraph, pen: Pen) -> None:
    """Wrapped text over the whole width."""
    style = pen.proportions.strong if block.strong else pen.proportions.text
    pen.paragraph((_INDENT if block.indent else "") + block.text, style)
    pen.feed(pen.proportions.gap // 2)


def place_rule(block: Rule, pen: Pen) -> None:
    """A line with air on both sides."""
    air, width = pen.proportions.gap * 3 // 4, pen.proportions.content
    pen.feed(air // 2)
    match block.style:
        case RuleStyle.SOLID:
            pen.bar(Rect(pen.left, pen.y, width, 3))
            pen.feed(3)
        case RuleStyle.DOUBLE:
            pen.bar(Rect(pen.left, pen.y, width, 5))
            pen.bar(Rect(pen.left, pen.y + 8, width, 1))
            pen.feed(9)
        case RuleStyle.DASHED:
            pen.dashes(Rect(pen.left, pen.y, width, 2), on=8, off=6)
            pen.feed(2)
    pen.feed(air)


def place_steps(block: Steps, pen: Pen) -> None:
    """A heading, then items behind numbered discs or dots."""
    sizes = pen.proportions
    pen.paragraph(block.heading, sizes.strong)
    pen.feed(sizes.gap // 4)
    mark = round(sizes.body * 1.15) // 2 * 2
    x = pen.left + mark + sizes.gap * 3 // 4
    for place, item in enumerate(block.items, start=1):
        _mark(place if block.numbered else None, mark, pen)
        pen.paragraph(item, sizes.text, span=Span(x, pen.right - x))
        pen.feed(sizes.gap // 4)
    pen.feed(sizes.gap // 4)


def place_footer(block: Footer, pen: Pen) -> None:
    """Small centred lines; one too long breaks at its dots first."""
    style = pen.proportions.note
    for line in block.lines:
        for part in _parts(line, style, pen):
            even = pen.wrap_evenly(part, style, pen.proportions.content)
            pen.paragraph("\n".join(even), style, Align.CENTER)


def _parts(line: str, style: Style, pen: Pen) -> list[str]:
    """As many of the line's parts together as fit."""
    first, *others = line.split(_DOT)
    lines = [first]
    for part in others:
        longer = f"{lines[-1]}{_DOT}{part}"
        if pen.measure(longer, style) <= pen.proportions.content:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _mark(number: int | None, diameter: int, pen: Pen) -> None:
    height = line_height(pen.proportions.text)
    if number is None:
        dot = pen.proportions.gap // 4 * 2
        at = pen.left + (diameter - dot) // 2
        pen.picture(Picture(at, pen.y + (height - dot) // 2, disc(dot)))
        return
    top = pen.y + (height - diameter) // 2
    pen.picture(Picture(pen.left, top, disc(diameter)))
    style = Style(Face.BOLD, round(diameter * 0.72))
    frame = Rect(pen.left, top, diameter, diameter)
    pen.write(str(number), style, frame, Align.CENTER, white=True)
