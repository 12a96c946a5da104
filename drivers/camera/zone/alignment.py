"""Where exactly the cells of a roughly laid line are.

First the gaps: of all even ways to lay the cells those count that cut through little ink. Then the
letters: from the stretch that looks best the cells are followed to both ends, each searched for
near the place that its neighbour foretells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.polynomial import Polynomial
from numpy.typing import NDArray

from drivers.camera.frames import GreyImage

CELL_WIDTH = 20
CELL_HEIGHT = 28
"""Pixels of a cell; capitals are 20 high."""
MARGIN_ROWS = 6
"""Kept above and below the cells: a line's middle is known to about that."""
STRIP_HEIGHT = CELL_HEIGHT + 2 * MARGIN_ROWS
SPARE = 2
"""Letters of a rough strip beyond each end of the line."""

_INK_ROWS = slice(MARGIN_ROWS + 4, STRIP_HEIGHT - MARGIN_ROWS - 4)
_SHIFTS = np.arange(-0.6, 0.601, 0.05)
_STRETCHES = np.arange(-0.016, 0.0161, 0.004)
_BENDS = np.arange(-0.02, 0.0201, 0.005)
"""What is tried: letters, shares of the length, shares of it by which mid-line is off."""
_EFFORT = 0.02
_LEFT_OUT = 0.5
"""Weights of a move's size and of the ink beyond the ends, beside the ink under the borders."""
_LOOKED_AT = 2000
_MOST_MOVES = 16
_DIFFERENT = 0.2
"""Letters by which a border differs at least from those of the moves before."""
_SAMPLED = 3
"""Each so manieth cell is compared when moves are weighed."""
_RUN = 5
"""Cells of the stretch from which the others are followed."""
_REACH_PX = 3
_SLOWLY = 0.25
"""How much of a cell's deviation the next one is foretold to have too."""
_BEND_ORDER = 3
_TRUST = 4
"""Power of a cell's likeness by which it counts where the line is fitted to all cells."""

Places = NDArray[np.float64]
"""Letters from a line's begin."""
Columns = NDArray[np.intp]
Likeness = Callable[[GreyImage, Columns], NDArray[np.float32]]
"""How much the cells of a strip that start in these columns look like any letter, 1.0 at most, at
each of the 2 ``MARGIN_ROWS`` + 1 heights at which a cell fits in."""


@dataclass(frozen=True, slots=True, eq=False)
class Bed:
    """How an evenly laid line has to be moved to lie under its letters."""

    along: Polynomial
    """From places along the line to places of the rough strip."""
    down: Polynomial
    """From places along the line to rows below the rough strip's middle."""


def aligned(wide: GreyImage, letters: int, likeness: Likeness) -> Bed:
    """Where the letters of a rough strip are.

    ``wide``: the line with ``SPARE`` letters more at each end, ``STRIP_HEIGHT`` high.
    """
    laid = [_starts(letters, move) for move in _good_moves(wide, letters)]
    weighed = [_best(likeness(wide, _columns(one[::_SAMPLED]))).mean() for one in laid]
    columns, rows, sure = _followed(wide, laid[int(np.argmax(weighed))], likeness)
    middles = np.arange(letters) + 0.5
    along = (columns + CELL_WIDTH / 2) / CELL_WIDTH - SPARE
    weights = np.maximum(sure, 0.01) ** _TRUST
    return Bed(
        Polynomial.fit(middles, along, _BEND_ORDER, w=weights),
        Polynomial.fit(middles, rows - MARGIN_ROWS, 1, w=weights),
    )


def _followed(wide: GreyImage, laid: Places, likeness: Likeness) -> tuple[Places, Places, Places]:
    """Start and height of every cell, and how much each looks like a letter there."""
    columns, rows, sure = laid.copy(), np.zeros(laid.size), np.zeros(laid.size)
    run = np.convolve(_best(likeness(wide, _columns(laid))), np.ones(_RUN), "valid")
    anchor = int(np.argmax(run)) + _RUN // 2
    for order in (range(anchor, laid.size), range(anchor, -1, -1)):
        off = 0.0
        for cell in order:
            near = _columns(laid[[cell]] + off) + np.arange(-_REACH_PX, _REACH_PX + 1)
            scores = likeness(wide, near)
            best, height = np.unravel_index(int(np.argmax(scores)), scores.shape)
            columns[cell], rows[cell], sure[cell] = near[best], height, scores[best, height]
            off += (columns[cell] - laid[cell] - off) * (1.0 if cell == anchor else _SLOWLY)
    return columns, rows, sure


def _columns(starts: Places) -> Columns:
    return np.rint(starts).astype(np.intp)


def _best(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(scores.max(axis=1), np.float32)


def _good_moves(wide: GreyImage, letters: int) -> list[NDArray[np.float64]]:
    """Shifts, stretches and bends under which the cells' borders meet little ink, all different."""
    rows = wide[_INK_ROWS].astype(np.float32)
    ink = np.maximum(np.median(rows) - rows, 0).mean(axis=0)
    tried, places = _tried(letters)
    columns = (places + SPARE) * CELL_WIDTH - 0.5
    met = np.interp(columns, np.arange(ink.size), ink).mean(axis=1)
    summed = np.cumsum(ink)
    before, upto = (np.interp(columns[:, end], np.arange(ink.size), summed) for end in (0, -1))
    left_out = (before + summed[-1] - upto) / CELL_WIDTH
    # Among moves that do as well the smallest is the likeliest.
    effort = np.abs(tried / np.array((_SHIFTS[-1], _STRETCHES[-1], _BENDS[-1]))).sum(axis=1)
    cost = met + left_out * _LEFT_OUT + ink.mean() * _EFFORT * effort
    chosen: list[int] = []
    for index in np.argsort(cost)[:_LOOKED_AT]:
        if all(np.abs(places[index] - places[one]).max() > _DIFFERENT for one in chosen):
            chosen.append(int(index))
        if len(chosen) == _MOST_MOVES:
            break
    return [tried[index] for index in chosen]


@cache
def _tried(letters: int) -> tuple[NDArray[np.float64], Places]:
    """All moves, and where each of them puts the borders of the cells."""
    mesh = np.meshgrid(_SHIFTS, _STRETCHES, _BENDS, indexing="ij")
    tried = np.stack([axis.ravel() for axis in mesh], axis=1)
    borders = np.arange(letters + 1, dtype=np.float64)
    return tried, np.array([_moved(borders, letters, move) for move in tried])


def _starts(letters: int, move: NDArray[np.float64]) -> Places:
    """The columns of a rough strip in which the cells start."""
    return (_moved(np.arange(letters, dtype=np.float64), letters, move) + SPARE) * CELL_WIDTH


def _moved(along: Places, letters: int, move: NDArray[np.float64]) -> Places:
    shift, stretch, bend = move
    from_middle = along / letters - 0.5
    bow = 1 - 4 * from_middle * from_middle
    return np.asarray(along + shift + letters * (stretch * from_middle + bend * bow), np.float64)
