"""One page of a table, with columns as wide as what stands in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from kiosk.session import Column, RecordsTable, Visit
from kiosk.session.visit import Records

ROOM = 65
"""Half Hanzi side by side on the narrowest sheet (936 px) in the table's smallest type (28 px)."""
NARROWEST = 8
WIDEST = 26
"""Bounds of a column's claim in half Hanzi: no column starves another."""
DIGIT = 1.2
MARK = 0.75
"""Widths of a digit and of a punctuation mark in half Hanzi, measured in the bold face."""
GAP = 1.2
"""What a cell keeps free beside its text, in half Hanzi."""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column's head; ``start`` and ``share`` are parts of the table's width."""

    label: str
    align: str
    start: float
    share: float


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell: its place on the page (``row``, ``column``), and its column's head and place."""

    row: int
    column: int
    text: str = field(repr=False)
    label: str
    align: str
    start: float
    share: float
    rigid: bool
    """Never broken over two lines."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One figure above the table."""

    label: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordsProps:
    """What the screen shows; ``page`` counts from 1."""

    title: str = ""
    as_of: str = ""
    issuer: str = ""
    row_count: int = 0
    page: int = 1
    pages: int = 1
    columns: tuple[ColumnRow, ...] = ()
    cells: tuple[CellRow, ...] = ()
    summary: tuple[SummaryRow, ...] = ()


def text_width(text: str) -> float:
    """Width on screen in half Hanzi."""
    return sum(map(_char_width, text))


def column_shares(table: RecordsTable) -> tuple[float, ...]:
    """Each column's share of the width, by the texts of the whole table: pages line up.

    Numbers and dates are never broken: where the room is short, the columns of words wrap, and
    every head may take two lines.
    """
    claims = [_claim(table, column) for column in table.columns]
    rigid = [is_rigid(table, column) for column in table.columns]
    hard = sum(claim for claim, stiff in zip(claims, rigid, strict=True) if stiff)
    soft = sum(claims) - hard
    squeeze = min(1.0, max(0.0, ROOM - hard) / soft) if soft else 1.0
    given = [
        claim if stiff else max(claim * squeeze, NARROWEST)
        for claim, stiff in zip(claims, rigid, strict=True)
    ]
    return tuple(width / sum(given) for width in given)


def is_rigid(table: RecordsTable, column: Column) -> bool:
    """Whether the column holds only numbers, dates and codes."""
    return all(row.get(column.key, "").isascii() for row in table.rows)


def derive_records_props(visit: Visit, page: int, page_rows: int) -> RecordsProps:
    """Page ``page`` of the table at ``page_rows`` rows a page; a page beyond the ends is mended."""
    if not isinstance(visit.scene, Records):
        return RecordsProps()
    table = visit.scene.records
    pages = max(1, -(-len(table.rows) // page_rows))
    page = min(max(page, 1), pages)
    columns = _columns(table)
    return RecordsProps(
        title=table.title,
        as_of=table.as_of,
        issuer=table.issuer,
        row_count=len(table.rows),
        page=page,
        pages=pages,
        columns=columns,
        cells=_cells(table, columns, slice((page - 1) * page_rows, page * page_rows)),
        summary=tuple(SummaryRow(row.label, row.value) for row in table.summary),
    )


def _char_width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return DIGIT if char.isalnum() else MARK


def _claim(table: RecordsTable, column: Column) -> float:
    cells = (text_width(row.get(column.key, "")) for row in table.rows)
    widest = max(NARROWEST, text_width(column.label) / 2, *cells)
    return min(widest, WIDEST) + GAP


def _columns(table: RecordsTable) -> tuple[ColumnRow, ...]:
    shares = column_shares(table)
    starts = accumulate(shares, initial=0.0)
    return tuple(
        ColumnRow(column.label, column.align, start, share)
        for column, start, share in zip(table.columns, starts, shares, strict=False)
    )


def _cells(table: RecordsTable, heads: Sequence[ColumnRow], part: slice) -> tuple[CellRow, ...]:
    columns = [
        (column.key, head, is_rigid(table, column))
        for column, head in zip(table.columns, heads, strict=True)
    ]
    return tuple(
        CellRow(
            row=at,
            column=number,
            text=row.get(key, ""),
            label=head.label,
            align=head.align,
            start=head.start,
            share=head.share,
            rigid=rigid,
        )
        for at, row in enumerate(table.rows[part])
        for number, (key, head, rigid) in enumerate(columns)
    )
