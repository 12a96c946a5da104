"""Tables: what holds for all rows in a line above, an inverted head, then rows.

A long table repeats its head, so that no row is far from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from kiosk.documents.fonts import Face, Style
from kiosk.documents.ink import Rect
from kiosk.documents.model import Align, Table
from kiosk.documents.parts.grid import Grid, Row, Strip, caption_lines, caption_style, design_grid
from kiosk.documents.pen import Pen, line_height
from kiosk.documents.tabulation import NO_ROWS, tabulate

_LONG = 24
_ROWS_A_HEAD = 20


def place_table(block: Table, pen: Pen) -> None:
    """Caption, heads and rows, hairlines between the rows, nothing below the last."""
    tabulation = tabulate(block)
    table = tabulation.table
    if tabulation.common:
        _place_caption(caption_lines(tabulation.common, pen), caption_style(pen), pen)
        pen.feed(pen.proportions.gap // 2)
    grid = design_grid(table, pen)
    for place, section in enumerate(sections(table.rows)):
        pen.feed(pen.proportions.gap // 2 if place else 0)
        _place_head(table, grid, pen)
        _place_rows(section, table, grid, pen)
    if not table.rows:
        pen.paragraph(NO_ROWS, pen.proportions.text, Align.CENTER)
    pen.feed(pen.proportions.gap // 4)


def sections(rows: Sequence[Row]) -> tuple[Sequence[Row], ...]:
    """The rows under each head: all of them, or parts of about equal length."""
    if len(rows) <= _LONG:
        return (rows,)
    parts = ceil(len(rows) / _ROWS_A_HEAD)
    cuts = [round(len(rows) * part / parts) for part in range(parts + 1)]
    return tuple(rows[start:end] for start, end in pairwise(cuts))


def _place_caption(lines: Iterable[str], style: Style, pen: Pen) -> None:
    for line in lines:
        pen.paragraph(line, style)


def _place_head(table: Table, grid: Grid, pen: Pen) -> None:
    air, top = pen.proportions.gap // 4, pen.y
    heads = [_heading_lines(table, strip, pen) for strip in grid.strips]
    height = sum(
        _height(lines, strip.head) for lines, strip in zip(heads, grid.strips, strict=True)
    )
    pen.bar(Rect(pen.left, top, pen.proportions.content, height + 2 * air))
    pen.feed(air)
    for lines, strip in zip(heads, grid.strips, strict=True):
        _place_cells(lines, strip, strip.head, pen, white=True)
    pen.y = top + height + 2 * air + pen.proportions.gap // 2


def _place_rows(rows: Sequence[Row], table: Table, grid: Grid, pen: Pen) -> None:
    air, before = pen.proportions.gap // 4, None
    loud = replace(caption_style(pen), face=Face.BOLD)
    for row in rows:
        opens = grid.opens_band(before, row)
        if before is not None:
            _place_hairline(pen, strong=opens)
        if opens:
            _place_caption(grid.caption(table, row, pen), loud, pen)
            pen.feed(air)
        for strip in grid.strips:
            _place_cells(strip.lines(row, pen), strip, strip.cell, pen)
        pen.feed(air)
        before = row


def _place_hairline(pen: Pen, *, strong: bool) -> None:
    rect = Rect(pen.left, pen.y, pen.proportions.content, 1)
    if strong:
        pen.bar(rect)
    else:
        pen.dashes(rect, on=2, off=4)
    pen.feed(1 + pen.proportions.gap // 4)


def _heading_lines(table: Table, strip: Strip, pen: Pen) -> list[list[str]]:
    pairs = zip(strip.places, strip.spans, strict=True)
    return [pen.wrap_heading(table.columns[at].heading, strip.head, to.width) for at, to in pairs]


def _height(cells: list[list[str]], style: Style) -> int:
    return line_height(style) * max(map(len, cells))


def _place_cells(
    cells: list[list[str]], strip: Strip, style: Style, pen: Pen, *, white: bool = False
) -> None:
    """Every cell centred on the row's height."""
    height, pitch = _height(cells, style), line_height(style)
    for lines, align, at in zip(cells, strip.aligns, strip.spans, strict=True):
        y = pen.y + (height - pitch * len(lines)) // 2
        for line in lines:
            pen.write(line, style, Rect(at.x, y, at.width, pitch), align, white=white)
            y += pitch
    pen.feed(height)
