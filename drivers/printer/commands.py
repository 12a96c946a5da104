"""ESC/POS commands as bytes (Epson ESC/POS Application Programming Guide).

python-escpos' constants are used where they are right. Its image and status calls are not: its
graphics mode overflows a 16-bit length at 576 dots, and its dithering changes every drawn pixel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from escpos import constants

from drivers._results import Bitmap

ESC: bytes = constants.ESC
GS: bytes = constants.GS

INITIALISE: bytes = constants.HW_INIT
"""ESC @: clear the print buffer and go back to power-on settings; queued, not real-time."""

REQUEST_PAPER_SENSOR: bytes = GS + b"r\x01"
"""GS r 1: one byte is answered when everything before it has left the receive buffer."""

REQUEST_MODEL: bytes = GS + b"I\x43"
"""GS I 67: the model's name as ``5F name 00``."""

AUTO_STATUS: bytes = GS + b"a\x0e"
"""GS a: push four status bytes now and whenever online state, errors or paper change."""

REAL_TIME_STATUS: bytes = b"".join(constants.RT_STATUS + bytes([n]) for n in (1, 2, 3, 4))
"""DLE EOT 1 to 4: printer, offline cause, error cause and roll paper; answered even offline."""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 function 8: drop all received and unprinted data in real time, answered 37 25 00."""

CLEAR_AFTER_ERROR = b"\x10\x05\x02"
"""DLE ENQ 2: leave a recoverable error and drop the data. (DLE ENQ 1 would print it: never.)"""

FEED_AND_CUT: bytes = GS + b"V\x41\x00"
"""GS V 65 0: feed to the cutter, so that it never cuts into the last lines, and cut."""

_MAX_FEED = 255
_MIN_WHITE_RUN = 8
"""Rows (1 mm): below that the stop between two images costs more than the white bytes."""
_FIRST_ID, _ID_VALUES, _ID_LENGTH = 0x20, 95, 4
"""GS ( H takes four characters from 20h to 7Eh."""


@dataclass(frozen=True, slots=True)
class Band:
    """Bytes that print the next ``rows`` rows."""

    data: bytes = field(repr=False)
    rows: int


def motion_units(dots_per_inch: int) -> bytes:
    """GS P: make the feed unit one dot; power-on units differ between makers."""
    return GS + b"P" + bytes([dots_per_inch, dots_per_inch])


def feed(rows: int) -> bytes:
    """ESC J: feed this many dots."""
    full, rest = divmod(rows, _MAX_FEED)
    steps = [_MAX_FEED] * full + [rest] * bool(rest)
    return b"".join(ESC + b"J" + bytes([step]) for step in steps)


def raster(stride: int, rows: bytes) -> bytes:
    """GS v 0: print rows of ``stride`` bytes, most significant bit left, 1 = black."""
    size = stride.to_bytes(2, "little") + (len(rows) // stride).to_bytes(2, "little")
    return GS + b"v0\x00" + size + rows


def bands(page: Bitmap, max_rows: int) -> Iterator[Band]:
    """The page as images of at most ``max_rows`` rows; longer white stretches become feeds."""
    start = 0
    for first, last in _inked_stretches(page):
        lead = feed(first - start)
        for top in range(first, last, max_rows):
            bottom = min(top + max_rows, last)
            rows = page.rows[top * page.stride : bottom * page.stride]
            yield Band(lead + raster(page.stride, rows), bottom - start)
            lead, start = b"", bottom
    if start < page.height:
        yield Band(feed(page.height - start), page.height - start)


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


def process_id(job_id: int) -> bytes:
    """The four characters that stand for a job; unique among 81 million jobs in a row."""
    number, characters = job_id, bytearray()
    for _ in range(_ID_LENGTH):
        number, value = divmod(number, _ID_VALUES)
        characters.insert(0, _FIRST_ID + value)
    return bytes(characters)


def request_echo(identifier: bytes) -> bytes:
    """GS ( H function 48: echo ``identifier`` once everything before it is on paper."""
    return GS + b"(H\x06\x0000" + identifier


def flush_image(stride: int, rows: int) -> bytes:
    """NULs that complete a half-received image; between commands a printer ignores them."""
    return bytes(stride * rows)
