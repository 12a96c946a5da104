"""Keeps the bytes of real-time commands out of image data.

A printer looks for DLE EOT, DLE ENQ and DLE DC4 in every byte that arrives, in the dots of an
image too (Epson's notes on real-time commands). There they would at best bring an answer that
nobody asked for; clones have been seen to swallow the three bytes, which shifts the rest of the
image; ``10 05 02`` drops all data in an error.

Such a pair is a single dot, alone in its byte, followed by a byte of one or two single dots. No
stroke of two dots and no module of a QR code looks like that: only hairlines, dithered photos and
watermarks do. So the lone dot is made two dots wide, which no eye sees at 8 dots a millimetre.
"""

from __future__ import annotations

import re

DLE = 0x10
SECONDS = b"\x04\x05\x14"
"""EOT, ENQ and DC4; makers differ in which third bytes they heed, so none is trusted."""

_LONE_DOT, _TWO_DOTS = b"\x10", b"\x18"
_PAIR = re.compile(rb"\x10(?=[\x04\x05\x14])")


def without_real_time(dots: bytes) -> bytes:
    """``dots`` with every lone dot that would begin a real-time command widened to the right.

    The byte that is written, 18, neither begins nor continues a pair, so one pass is enough.
    """
    if _LONE_DOT not in dots:
        return dots
    return _PAIR.sub(_TWO_DOTS, dots)


def holds_real_time(data: bytes) -> bool:
    """Whether ``data`` holds the beginning of a real-time command."""
    return _PAIR.search(data) is not None
