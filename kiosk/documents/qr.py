"""QR codes as dots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import segno

from kiosk.documents.errors import DoesNotFit
from kiosk.documents.fonts import Bits

QUIET_MODULES = 4
"""ISO/IEC 18004, 6.3.8: four light modules on every side."""
SMALLEST_MODULE = 5
"""Dots a module: 0.63 mm, a quarter above the 0.5 mm that Denso Wave asks of 200 dpi heads."""
LARGEST_MODULE = 8


@dataclass(frozen=True, slots=True, repr=False)
class QrDots:
    """A code with its quiet zone; ``quiet`` dots of paper on each side."""

    bits: Bits
    quiet: int


def draw_qr(payload: str, wanted: int, widest: int) -> QrDots:
    """A QR Model 2 code, error correction M: about ``wanted`` dots wide, at most ``widest``.

    Raises ``DoesNotFit`` rather than going below ``SMALLEST_MODULE``. Nothing is kept: payloads
    are residents' data.
    """
    code = segno.make_qr(payload, error="m", boost_error=False)
    modules = np.pad(np.array([list(row) for row in code.matrix], dtype=np.bool_), QUIET_MODULES)
    count = len(modules)
    scale = min(max(wanted // count, SMALLEST_MODULE), LARGEST_MODULE)
    if scale * count > widest:
        message = f"a QR code of {scale * count} dots on {widest} dots of paper"
        raise DoesNotFit(message)
    dots = modules.repeat(scale, axis=0).repeat(scale, axis=1)
    return QrDots(dots, QUIET_MODULES * scale)
