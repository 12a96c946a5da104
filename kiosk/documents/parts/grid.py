"""How a table stands on this page: one line a row, two lines a row, or bands of like rows.

Every possible arrangement, at every type size, is weighed by the paper it takes and by how small
its type is; a column is never narrower than its longest number or word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kiosk.documents.columns import Need, in_reading_order, place_columns
from kiosk.documents.fonts import Face, Style
from kiosk.documents.ink import Span
from kiosk.documents.linebreak import break_evenly, heading_parts
from kiosk.documents.model import Align, KeyValue, Table
from kiosk.documents.pen import Pen
from kiosk.documents.proportions import Proportions

Row = tuple[str, ...]

SMALLEST_TYPE = 20
"""Dots: 2.5 mm, the least that thermal paper renders Hanzi legibly in."""
_STEP = 2
_STEPS_BELOW_NOTE = 1
_NARROWEST = 4
"""Characters a line, in a column that wraps."""
_LONGEST_HEADING = 6
"""Characters that a heading may keep on one line although its column would be narrower."""
_PRICE_OF_STEPS = 0.03
"""What type costs by the square of its steps down, as a share of the lines it must save."""
_PRICE_OF_STACKING = 0.25
"""Lines a row, for the reader's eye has to jump."""
_PRICE_OF_BAND = 1.5
"""Lines a band, for the space above it and the break in the list."""
_FIXED_COST = 2.0
"""Lines that any table takes: in a table of few rows, large type matters more than paper."""
_WEIGHED_ROWS = 60
"""So many rows tell what an arrangement costs; weighing years of them would take seconds."""
_TALLEST_ROW = 3
_PRICE_OF_TALL = 3.0
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Strip:
    """Columns that stand side by side: the places they have in the table, and their spans."""

    places: tuple[int, ...]
    spans: tuple[Span, ...]
    aligns: tuple[Align, ...]
    head: Style
    cell: Style

    def lines(self, row: Row, pen: Pen) -> list[list[str]]:
        """The lines of each of this strip's cells."""
        cells = zip(self.places, self.spans, strict=True)
        return [pen.wrap_words(row[at], self.cell, span.width) for at, span in cells]


@dataclass(frozen=True, slots=True)
class Grid:
    """A row's strips from top to bottom. The columns ``banded`` stand in none of them, but in a
    caption above all neighbouring rows that agree in them."""

    strips: tuple[Strip, ...]
    banded: tuple[int, ...] = ()

    def opens_band(self, before: Row | None, row: Row) -> bool:
        """Whether ``row``, after ``before``, needs its band's caption."""
        return any(before is None or before[at] != row[at] for at in self.banded)

    def caption(self, table: Table, row: Row, pen: Pen) -> list[str]:
        """The lines above the band of ``row``."""
        said = tuple(KeyValue(table.columns[at].heading, row[at]) for at in self.banded)
        return caption_lines(said, pen)


def caption_lines(said: Iterable[KeyValue], pen: Pen) -> list[str]:
    """What holds for several rows: in one line where it fits, else a line for each column."""
    texts = [f"{one.label}：{one.value}" for one in said]
    whole = _BETWEEN.join(texts)
    fits = pen.measure(whole, caption_style(pen)) <= pen.proportions.content
    return [whole] if fits else texts


def caption_style(pen: Pen) -> Style:
    """The type of captions."""
    return pen.proportions.note


def design_grid(table: Table, pen: Pen) -> Grid:
    """The cheapest arrangement; where one line a row does at a full size, that one at once."""
    weighed: list[tuple[float, Grid]] = []
    flat = _FIXED_COST + len(table.rows[:_WEIGHED_ROWS])
    for step, size in enumerate(type_sizes(pen.proportions)):
        price = 1 + _PRICE_OF_STEPS * step**2
        grids = _arrangements(table, size, pen)
        weighed.extend((_cost(grid, table, pen) * price, grid) for grid in grids)
        if min(cost for cost, _ in weighed) <= flat * price:
            break
    return min(weighed, key=lambda one: one[0])[1]


def type_sizes(sizes: Proportions) -> range:
    """Dots to the em that tables may be set in, largest first."""
    smallest = max(sizes.small - _STEP * _STEPS_BELOW_NOTE, SMALLEST_TYPE)
    return range(sizes.body, smallest - 1, -_STEP)


def _arrangements(table: Table, size: int, pen: Pen) -> Iterator[Grid]:
    """One line a row; words in a second line, widest first; reading order, which always does."""
    needs = [_need(table, at, size, pen) for at in range(len(table.columns))]
    every = tuple(range(len(needs)))
    if _fit(every, needs, pen):
        yield Grid((_strip(table, every, size, pen),))
    for second in _words_apart(table, needs):
        first = tuple(at for at in every if at not in second)
        if _fit(first, needs, pen):
            yield Grid((_strip(table, first, size, pen),), banded=second)
        amounts = tuple(at for at in first if table.columns[at].align is Align.RIGHT)
        words = tuple(at for at in first if at not in amounts)
        for lines in ((first, second), (words, second, amounts)):
            if all(places and _fit(places, needs, pen) for places in lines):
                yield Grid(tuple(_stacked(table, lines, size, pen)))
    reading = in_reading_order(needs, pen.proportions.content)
    yield Grid(tuple(_stacked(table, reading, size, pen)))


def _words_apart(table: Table, needs: list[Need]) -> Iterator[tuple[int, ...]]:
    words = [at for at, one in enumerate(table.columns) if at and one.align is not Align.RIGHT]
    widest_first = sorted(words, key=lambda at: -needs[at].natural)
    for count in range(1, len(words) + 1):
        if count < len(needs):
            yield tuple(sorted(widest_first[:count]))


def _fit(places: tuple[int, ...], needs: list[Need], pen: Pen) -> bool:
    return sum(needs[at].least for at in places) <= pen.proportions.content


def _stacked(
    table: Table, lines: Iterable[tuple[int, ...]], size: int, pen: Pen
) -> Iterator[Strip]:
    """The first line at full size, the others a step smaller; columns below columns if they can."""
    first, *others = lines
    key = _strip(table, first, size, pen)
    key = replace(key, aligns=_uncentred(key.aligns)) if others else key
    yield key
    for places in others:
        strip = _strip(table, places, max(size - _STEP, SMALLEST_TYPE), pen)
        strip = replace(strip, aligns=_uncentred(strip.aligns))
        below = replace(strip, spans=key.spans)
        yield below if strip.aligns == key.aligns and not _wraps(below, table, pen) else strip


def _strip(table: Table, places: tuple[int, ...], size: int, pen: Pen) -> Strip:
    page = Span(pen.left, pen.proportions.content)
    head, cell = Style(Face.BOLD, size), Style(Face.REGULAR, size)
    needs = [_need(table, at, size, pen) for at in places]
    ample = [
        replace(need, natural=max(need.natural, _padded(table.columns[at].heading, head, pen)))
        for need, at in zip(needs, places, strict=True)
    ]
    if sum(need.natural for need in ample) <= page.width:
        needs = ample
    spans = place_columns(needs, page, padding(pen))
    aligns = tuple(table.columns[at].align for at in places)
    strip = Strip(places, spans, aligns, head, cell)
    alone = len(places) == 1
    return (
        replace(strip, aligns=_uncentred(aligns)) if alone or _wraps(strip, table, pen) else strip
    )


def _wraps(strip: Strip, table: Table, pen: Pen) -> bool:
    cells = list(zip(strip.places, strip.spans, strict=True))
    return any(
        pen.measure(row[at], strip.cell) > span.width for row in table.rows for at, span in cells
    )


def _uncentred(aligns: tuple[Align, ...]) -> tuple[Align, ...]:
    return tuple(Align.LEFT if align is Align.CENTER else align for align in aligns)


def _need(table: Table, at: int, size: int, pen: Pen) -> Need:
    head, cell = Style(Face.BOLD, size), Style(Face.REGULAR, size)
    cells = {row[at] for row in table.rows}
    units = max((pen.widest_unit(text, cell) for text in cells), default=0.0)
    widest = max((pen.measure(text, cell) for text in cells), default=0.0)
    heading = _heading_width(table.columns[at].heading, head, pen)
    least = max(units, heading, min(widest, float(size * _NARROWEST)))
    room = _padded("", cell, pen)
    return Need(least + room, max(least, widest) + room)


def _heading_width(heading: str, style: Style, pen: Pen) -> float:
    """Of the widest line, broken before brackets and, where very long, in two."""
    longest = float(style.size * _LONGEST_HEADING)
    lines = [
        line
        for part in heading_parts(heading)
        for line in break_evenly(part, longest, lambda text: pen.measure(text, style))
    ]
    return max(pen.measure(line, style) for line in lines)


def _padded(text: str, style: Style, pen: Pen) -> float:
    """A text's width in a column; one dot more, for columns stand on whole dots."""
    return pen.measure(text, style) + 2 * padding(pen) + 1


def padding(pen: Pen) -> int:
    """Dots on both sides of a column's text."""
    return pen.proportions.gap // 2


def _cost(grid: Grid, table: Table, pen: Pen) -> float:
    """Lines of all rows and captions, and a price for what is hard to read."""
    rows = table.rows[:_WEIGHED_ROWS]
    heights = [sum(_tall(strip, row, pen) for strip in grid.strips) for row in rows]
    tall = sum(max(height - _TALLEST_ROW, 0) for height in heights)
    stacked = _PRICE_OF_STACKING * len(heights) * (len(grid.strips) - 1)
    captions = _caption_cost(grid, table, pen)
    return _FIXED_COST + captions + sum(heights) + stacked + _PRICE_OF_TALL * tall


def _caption_cost(grid: Grid, table: Table, pen: Pen) -> float:
    neighbours = pairwise((None, *table.rows[:_WEIGHED_ROWS]))
    opening = [row for before, row in neighbours if row and grid.opens_band(before, row)]
    return sum(len(grid.caption(table, row, pen)) + _PRICE_OF_BAND for row in opening)


def _tall(strip: Strip, row: Row, pen: Pen) -> int:
    return max(len(lines) for lines in strip.lines(row, pen))
