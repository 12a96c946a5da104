"""Where the bits of a QR code lie: ISO/IEC 18004 for Model 2, versions 1 to 40."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Modules = NDArray[np.uint8]
"""Rows x columns, 1 dark."""
Cells = NDArray[np.intp]
"""Codeword x 8 bits (highest first): index of the module in the flattened square."""

FINDER = 8
"""Modules of a finder pattern with its separator."""

_CHECKS = {  # check codewords of a block, by version from 1 (table 9)
    "L": "7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 "
    "28 28 30 30 26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
    "M": "10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 "
    "26 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28",
    "Q": "13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30 "
    "28 30 30 30 30 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
    "H": "17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28 "
    "30 24 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
}
_BLOCKS = {  # blocks, by version from 1 (table 9)
    "L": "1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21 "
    "22 24 25",
    "M": "1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 21 23 25 26 28 29 31 33 35 37 "
    "38 40 43 45 47 49",
    "Q": "1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20 23 23 25 27 29 34 34 35 38 40 43 45 48 "
    "51 53 56 59 62 65 68",
    "H": "1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25 25 34 30 32 35 37 40 42 45 48 51 54 57 "
    "60 63 66 70 74 77 81",
}


@dataclass(frozen=True, slots=True)
class Blocks:
    """How codewords are dealt to blocks: indices of the whole sequence, block by block."""

    checks: int
    members: tuple[tuple[int, ...], ...]


def side_of(version: int) -> int:
    """Modules a side."""
    return 17 + 4 * version


@cache
def blocks_of(version: int, level: str) -> Blocks:
    """The blocks of a version at a correction level, each with its data and then its checks."""
    checks, count = (int(table[level].split()[version - 1]) for table in (_CHECKS, _BLOCKS))
    total = len(cells_of(version))
    data = [total // count - checks + (index >= count - total % count) for index in range(count)]
    members: list[list[int]] = [[] for _ in range(count)]
    position = 0
    for row in range(max(data)):
        for index in range(count):
            if row < data[index]:
                members[index].append(position)
                position += 1
    for _ in range(checks):
        for block in members:
            block.append(position)
            position += 1
    return Blocks(checks, tuple(map(tuple, members)))


@cache
def cells_of(version: int) -> Cells:
    """The modules of each codeword, in the order in which they are read: up and down from right."""
    side = side_of(version)
    free = ~reserved(version)
    found = []
    upward = True
    for right in (*range(side - 1, 6, -2), 5, 3, 1):
        rows = range(side - 1, -1, -1) if upward else range(side)
        found += [
            row * side + column
            for row in rows
            for column in (right, right - 1)
            if free[row, column]
        ]
        upward = not upward
    usable = len(found) // 8 * 8
    return np.array(found[:usable], np.intp).reshape(-1, 8)


@cache
def reserved(version: int) -> NDArray[np.bool_]:
    """True where a module is of a pattern, of the format or of the version, not data."""
    side = side_of(version)
    taken = np.zeros((side, side), np.bool_)
    taken[: FINDER + 1, : FINDER + 1] = True
    taken[: FINDER + 1, -FINDER:] = True
    taken[-FINDER:, : FINDER + 1] = True
    taken[6, :] = taken[:, 6] = True
    for row, column in alignments(version):
        taken[row - 2 : row + 3, column - 2 : column + 3] = True
    if version >= _FIRST_WITH_VERSION:
        taken[:6, side - 11 : side - 8] = True
        taken[side - 11 : side - 8, :6] = True
    return taken


_FIRST_WITH_VERSION = 7


def alignments(version: int) -> list[tuple[int, int]]:
    """Centres of the alignment patterns (annex E)."""
    if version == 1:
        return []
    count, last = version // 7 + 2, side_of(version) - 7
    step = (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    if version == _UNEVEN_VERSION:
        step = 26
    lines = [6, *sorted(last - step * index for index in range(count - 1))]
    corners = {(6, 6), (6, last), (last, 6)}
    return [(row, column) for row in lines for column in lines if (row, column) not in corners]


_UNEVEN_VERSION = 32


@cache
def mask_of(version: int, pattern: int) -> NDArray[np.bool_]:
    """True where this mask pattern (0 to 7, table 10) turns a data module over."""
    i, j = np.indices((side_of(version),) * 2)
    turned = (
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        i * j % 2 + i * j % 3,
        (i * j % 2 + i * j % 3) % 2,
        ((i + j) % 2 + i * j % 3) % 2,
    )[pattern]
    return np.asarray(turned == 0) & ~reserved(version)


@cache
def patterns_of(version: int) -> tuple[Modules, NDArray[np.bool_]]:
    """Finder, timing and alignment patterns, and where they are."""
    side = side_of(version)
    dark, known = np.zeros((side, side), np.uint8), np.zeros((side, side), np.bool_)
    dark[6, ::2] = dark[::2, 6] = 1
    known[6, FINDER:-FINDER] = known[FINDER:-FINDER, 6] = True
    for row, column in alignments(version):
        _draw(dark, known, row, column, 2, (0, 2))
    for row, column in ((3, 3), (3, side - 4), (side - 4, 3)):
        _draw(dark, known, row, column, 4, (0, 1, 3))
    return dark, known


def _draw(
    dark: Modules,
    known: NDArray[np.bool_],
    row: int,
    column: int,
    reach: int,
    rings: tuple[int, ...],
) -> None:
    rows, columns = np.indices(dark.shape)
    away = np.maximum(abs(rows - row), abs(columns - column))
    dark[away <= reach] = np.isin(away, rings)[away <= reach]
    known[away <= reach] = True
