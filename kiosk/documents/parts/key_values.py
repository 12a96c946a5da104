"""Labelled values in two columns; a number too long for its column stands below its label."""

from __future__ import annotations

from kiosk.documents.fonts import Style
from kiosk.documents.ink import Rect, Span
from kiosk.documents.model import Align, KeyValue, KeyValues
from kiosk.documents.pen import Pen, line_height

_WIDEST_LABELS, _WIDEST_BESIDE_SHORT = 0.42, 0.56
"""Of the content; longer labels wrap. More only where no value wraps for it."""
_LEAST_BETWEEN, _BETWEEN = 0.5, 1.25
"""Characters between labels and values: more where there is room."""
_SPREAD = range(2, 6)
"""Labels of so many Hanzi are set apart to the width of the widest, as forms do (姓　　名)."""


def place_key_values(block: KeyValues, pen: Pen, *, guarded: bool = False) -> None:
    """Rows of a label and a wrapping value."""
    for row in _placed_rows(block.rows, pen):
        if guarded:
            pen.guard(*row)


def _placed_rows(rows: tuple[KeyValue, ...], pen: Pen) -> list[list[Rect]]:
    labels, values = _columns(rows, pen)
    placed = []
    for row in rows:
        top = pen.y
        _place_label(row.label, labels, pen)
        below = pen.y
        if pen.widest_unit(row.value, _style(row, pen)) > values.width:
            placed.append(pen.paragraph(row.value, _style(row, pen), Align.RIGHT))
        else:
            pen.y = top
            placed.append(pen.paragraph(row.value, _style(row, pen), span=values))
        pen.y = max(pen.y, below)
        pen.feed(pen.proportions.gap // 4)
    return placed


def _columns(rows: tuple[KeyValue, ...], pen: Pen) -> tuple[Span, Span]:
    """Labels and values: nothing wraps, else long labels do, else what remains wraps."""
    content = pen.proportions.content
    label = max((pen.measure(row.label, pen.proportions.text) for row in rows), default=0.0)
    whole = max((pen.measure(row.value, _style(row, pen)) for row in rows), default=0.0)
    units = [pen.widest_unit(row.value, _style(row, pen)) for row in rows]
    between, width = _between(content - label - whole, pen), label
    if label + between + whole > content or label > content * _WIDEST_BESIDE_SHORT:
        width = min(label, content * _WIDEST_LABELS)
        between = _between(content - width - max(units, default=0.0), pen)
    x = pen.left + round(width + between)
    return Span(pen.left, round(width)), Span(x, pen.right - x)


def _between(room: float, pen: Pen) -> float:
    size = pen.proportions.body
    return min(max(room - 1, size * _LEAST_BETWEEN), size * _BETWEEN)


def _style(row: KeyValue, pen: Pen) -> Style:
    return pen.proportions.strong if row.strong else pen.proportions.text


def _place_label(label: str, span: Span, pen: Pen) -> None:
    style = pen.proportions.text
    if tracking := _tracking(label, span.width, style, pen):
        height = line_height(style)
        line = Rect(span.x, pen.y, span.width, height)
        pen.write(label, style, line, tracking=tracking)
        pen.feed(height)
        return
    pen.paragraph("\n".join(pen.wrap_heading(label, style, span.width)), style, span=span)


def _tracking(label: str, width: int, style: Style, pen: Pen) -> float:
    spare = width - pen.measure(label, style)
    fits = len(label) in _SPREAD and all("\u4e00" <= one <= "\u9fff" for one in label)
    widest = style.size * (_SPREAD.stop - 1) + 1
    return spare / (len(label) - 1) if fits and spare > 0 and width <= widest else 0.0
