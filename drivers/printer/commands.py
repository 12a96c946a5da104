"""ESC/POS commands as bytes (Epson ESC/POS Application Programming Guide).

python-escpos' constants are used where they are right. Its image and status calls are not: its
graphics mode overflows a 16-bit length at 576 dots, and its dithering changes every drawn pixel.
"""

from __future__ import annotations

from escpos import constants

from drivers.printer.profiles import Cutter, PrinterProfile

ESC: bytes = constants.ESC
GS: bytes = constants.GS

INITIALISE: bytes = constants.HW_INIT
"""ESC @: clear the print buffer and go back to power-on settings; queued, not real-time.

Never at the end of a job: it wipes a line that is not on paper yet.
"""

REQUEST_PAPER_SENSOR: bytes = GS + b"r\x01"
"""GS r 1: one byte is answered when everything before it has left the receive buffer."""

REQUEST_MODEL: bytes = GS + b"I\x43"
"""GS I 67: the model's name as ``5F name 00``; answered in its turn, as GS r is."""

AUTO_STATUS: bytes = GS + b"a\x0e"
"""GS a: push four status bytes now and whenever online state, errors or paper change."""

REAL_TIME_STATUS: bytes = b"".join(constants.RT_STATUS + bytes([n]) for n in (1, 2, 3, 4))
"""DLE EOT 1 to 4: printer, offline cause, error cause and roll paper; answered even offline."""

FULL_STATUS: bytes = constants.RT_STATUS + b"\x14"
"""DLE EOT 20: six bytes of Custom's kiosk printers, ``10 0F`` and four of states."""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 function 8: drop all received and unprinted data in real time, answered 37 25 00.

It also ends a command that is half received, and a recoverable error as DLE ENQ 2 does.
"""

CLEAR_AFTER_ERROR = b"\x10\x05\x02"
"""DLE ENQ 2: leave a recoverable error and drop the data. (DLE ENQ 1 would print it: never.)"""

SEPARATOR = b"\x00"
"""A NUL ahead of a real-time command: what was cut off before it must not run into it."""

_MAX_FEED = 255
_FIRST_ID, _ID_VALUES, _ID_LENGTH = 0x20, 95, 4
"""GS ( H takes four characters from 20h to 7Eh."""
_CUT_AFTER_FEED = {Cutter.FULL: b"V\x41", Cutter.PARTIAL: b"V\x42"}
_CUT_HERE = {Cutter.FULL: b"V\x00", Cutter.PARTIAL: b"V\x01"}


def motion_units(dots_per_inch: int) -> bytes:
    """GS P: make the feed unit one dot; power-on units differ between makers."""
    return GS + b"P" + bytes([dots_per_inch, dots_per_inch])


def feed(rows: int) -> bytes:
    """ESC J: feed this many dots, 255 at a time."""
    full, rest = divmod(rows, _MAX_FEED)
    steps = [_MAX_FEED] * full + [rest] * bool(rest)
    return b"".join(ESC + b"J" + bytes([step]) for step in steps)


def feed_and_cut(profile: PrinterProfile) -> bytes:
    """Bring the slip's end to the cutter or tear bar, and cut where there is a cutter.

    GS V 65 or 66 n feeds to the cutter and n dots on, so that it never cuts into the last lines.
    """
    if profile.cutter is Cutter.NONE:
        return feed(profile.feed_before_cut)
    if not profile.cut_feeds:
        return feed(profile.feed_before_cut) + GS + _CUT_HERE[profile.cutter]
    beyond = min(profile.feed_before_cut, _MAX_FEED)
    return (
        feed(profile.feed_before_cut - beyond)
        + GS
        + _CUT_AFTER_FEED[profile.cutter]
        + bytes([beyond])
    )


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
