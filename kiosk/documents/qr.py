"""QR codes as dots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import segno

from kiosk.documents.errors import DoesNotFit
from kiosk.documents.fonts import Bits

QUIET_MODULES = 4
"""ISO/IEC 18004, 6.3.8: four light modules on every side."""
USUAL_MODULE = 5
"""Dots a module: 0.63 mm, a quarter above the 0.5 mm that Denso Wave asks of 200 dpi heads."""
SMALLEST_MODULE = 4
"""0.5 mm."""
SMALLEST_ON_NARROW_PAPER = 3
"""0.38 mm, on paper of 58 mm: an old phone's camera may need a second try, a page would be lost
for good. Every phone reads the usual codes, which are smaller in content."""
LARGEST_MODULE = 8
_NARROW: Final = 384

_ALPHANUMERIC: Final = re.compile(r"[0-9A-Z $%*+\-./:]+")
"""What a QR code holds in 5.5 bits a character (ISO/IEC 18004, 7.3.4)."""


@dataclass(frozen=True, slots=True, repr=False)
class QrDots:
    """A code with its quiet zone; ``quiet`` dots of paper on each side."""

    bits: Bits
    quiet: int


def qr_sizes(payload: str, wanted: int, widest: int) -> tuple[QrDots, ...]:
    """A QR Model 2 code, error correction M, in the sizes it may be printed in, largest first.

    The largest is about ``wanted`` dots wide, but of usual modules at least, and never wider than
    ``widest``; a large code may be printed smaller for the sake of its text, down to
    ``SMALLEST_MODULE``, but not on narrow paper. What stands behind an address's ``#`` takes a
    segment of its own where that is denser. A payload that is too much for the paper loses what
    stands behind its ``#``: the page is there still.

    Raises ``DoesNotFit`` where even that is too much. Nothing is kept: payloads are residents'
    data.
    """
    smallest = SMALLEST_ON_NARROW_PAPER if widest <= _NARROW else SMALLEST_MODULE
    for candidate in dict.fromkeys((payload, payload.partition("#")[0])):
        modules = _modules(candidate)
        if modules is not None and len(modules) * smallest <= widest:
            return tuple(_sizes(modules, wanted, widest))
    message = f"a QR code for {len(payload)} characters on {widest} dots of paper"
    raise DoesNotFit(message)


def _sizes(modules: Bits, wanted: int, widest: int) -> Iterator[QrDots]:
    count = len(modules)
    largest = min(max(wanted // count, USUAL_MODULE), LARGEST_MODULE, widest // count)
    last = largest if widest <= _NARROW else min(SMALLEST_MODULE, largest)
    for module in range(largest, last - 1, -1):
        dots = modules.repeat(module, axis=0).repeat(module, axis=1)
        yield QrDots(dots, QUIET_MODULES * module)


def _modules(payload: str) -> Bits | None:
    """One element a module, quiet zone included; None for more than any code holds."""
    content: Any = _segments(payload)  # segno takes a list; its annotations do not say so
    try:
        code = segno.make_qr(content, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    return np.pad(np.array([list(row) for row in code.matrix], dtype=np.bool_), QUIET_MODULES)


def _segments(payload: str) -> str | list[str]:
    address, mark, behind = payload.partition("#")
    dense = address and _ALPHANUMERIC.fullmatch(behind)
    return [address + mark, behind] if dense else payload
