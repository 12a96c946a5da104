"""What a table says once for all its rows: columns of words that never change go above it.

Twelve months at one employer need its name once. Amounts stay in their rows (they are added up),
so does the first column (it names the row), and a small table stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.documents.model import Align, KeyValue, Table

BLANK = "—"
"""Stands where a register holds nothing, so that an empty cell is no misprint."""
NO_ROWS = "没有查到记录"
"""Stands below the head of a table without rows."""
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 4
_LEFT_OVER = 2


@dataclass(frozen=True, slots=True, repr=False)
class Tabulation:
    """``common`` holds for every row of ``table``."""

    common: tuple[KeyValue, ...]
    table: Table


def tabulate(table: Table) -> Tabulation:
    """``table`` with its blanks marked and its constant columns taken out."""
    rows = tuple(tuple(cell or BLANK for cell in row) for row in table.rows)
    said_once = _constant_columns(Table(table.columns, rows))
    kept = [at for at in range(len(table.columns)) if at not in said_once]
    return Tabulation(
        tuple(KeyValue(table.columns[at].heading, rows[0][at]) for at in said_once),
        Table(
            tuple(table.columns[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in rows),
        ),
    )


def _constant_columns(table: Table) -> list[int]:
    if len(table.rows) < _FEWEST_ROWS or len(table.columns) < _FEWEST_COLUMNS:
        return []
    constant = [
        at
        for at, column in enumerate(table.columns)
        if at and column.align is not Align.RIGHT and len({row[at] for row in table.rows}) == 1
    ]
    return constant[: len(table.columns) - _LEFT_OVER]
