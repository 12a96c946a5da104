"""A page as bands: image commands for what has ink, feeds for what has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from drivers._results import Bitmap
from drivers.printer.commands import ESC, GS, feed
from drivers.printer.profiles import RasterCommand
from drivers.printer.real_time import without_real_time

_MIN_WHITE_RUN = 8
"""Rows (1 mm): below that the stop between two images costs more than the white bytes."""
_COLUMN_ROWS = 24
"""ESC * 33: 24 rows, the full density of 180 and 203 dpi heads in both directions."""
_GRAPHICS_HEAD = 10
"""Bytes of GS ( L function 112 between the length and the dots: m to yH."""
_LONGEST_GS_L = 0xFFFF
_PRINT_GRAPHICS = GS + b"(L\x02\x0002"


@dataclass(frozen=True, slots=True)
class Band:
    """Bytes that print the next ``rows`` rows."""

    data: bytes = field(repr=False)
    rows: int


def bands(page: Bitmap, max_rows: int, command: RasterCommand) -> Iterator[Band]:
    """The page as images of at most ``max_rows`` rows; longer white stretches become feeds.

    The bands are made one by one, as they are asked for. With ``COLUMNS`` images are 24 rows high
    or a multiple, so a page may end up to 23 white rows longer.
    """
    unit = _COLUMN_ROWS if command is RasterCommand.COLUMNS else 1
    most = max(unit, max_rows // unit * unit)
    encode = _ENCODERS[command]
    start = 0
    for first, last in _inked_stretches(page):
        lead = feed(max(0, first - start))
        top = max(first, start)  # columns may have reached into this stretch
        while top < last:
            bottom = min(top + most, top + -(-(last - top) // unit) * unit, page.height)
            data, covered = encode(page, page.rows[top * page.stride : bottom * page.stride])
            yield Band(lead + data, top + covered - start)
            lead, start = b"", top + covered
            top = start
    if start < page.height:
        yield Band(feed(page.height - start), page.height - start)


def bit_image(page: Bitmap, rows: bytes) -> tuple[bytes, int]:
    """GS v 0: rows of ``stride`` bytes, most significant bit left, 1 = black."""
    count = len(rows) // page.stride
    size = page.stride.to_bytes(2, "little") + count.to_bytes(2, "little")
    return GS + b"v0\x00" + size + without_real_time(rows), count


def graphics(page: Bitmap, rows: bytes) -> tuple[bytes, int]:
    """GS ( L, or GS 8 L for more than 65535 bytes: store the rows (112) and print them (50)."""
    count = len(rows) // page.stride
    length = _GRAPHICS_HEAD + len(rows)
    if length <= _LONGEST_GS_L:
        head = GS + b"(L" + length.to_bytes(2, "little")
    else:
        head = GS + b"8L" + length.to_bytes(4, "little")
    size = page.width.to_bytes(2, "little") + count.to_bytes(2, "little")
    stored = b"0p0\x01\x011" + size + without_real_time(rows)
    return head + stored + _PRINT_GRAPHICS, count


def columns(page: Bitmap, rows: bytes) -> tuple[bytes, int]:
    """ESC * 33: 24 rows a line, each column three bytes from top to bottom, then ESC J 24."""
    step = _COLUMN_ROWS * page.stride
    lines = [rows[at : at + step].ljust(step, b"\0") for at in range(0, len(rows), step)]
    head = ESC + b"*\x21" + page.width.to_bytes(2, "little")
    data = b"".join(
        head + without_real_time(_as_columns(page, line)) + feed(_COLUMN_ROWS) for line in lines
    )
    return data, len(lines) * _COLUMN_ROWS


_ENCODERS: dict[RasterCommand, Callable[[Bitmap, bytes], tuple[bytes, int]]] = {
    RasterCommand.BIT_IMAGE: bit_image,
    RasterCommand.GRAPHICS: graphics,
    RasterCommand.COLUMNS: columns,
}


def _as_columns(page: Bitmap, line: bytes) -> bytes:
    dots = np.unpackbits(np.frombuffer(line, np.uint8).reshape(_COLUMN_ROWS, page.stride), axis=1)
    return np.packbits(dots[:, : page.width], axis=0).T.tobytes()


def _inked_stretches(page: Bitmap) -> Iterator[tuple[int, int]]:
    """Row ranges [first, last) that begin and end with ink and hold no long white run."""
    white = bytes(page.stride)
    first = last = -1
    for y in range(page.height):
        if page.rows[y * page.stride : (y + 1) * page.stride] == white:
            continue
        if first >= 0 and y - last >= _MIN_WHITE_RUN:
            yield first, last
            first = -1
        first = y if first < 0 else first
        last = y + 1
    if first >= 0:
        yield first, last
