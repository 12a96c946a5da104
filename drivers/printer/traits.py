"""What differs between ESC/POS models."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BAND_ROWS = 256
"""Printers refuse or garble GS v 0 images above 2303 or 4095 rows; small bands always work."""

_BAND_OVERHEAD = 16
"""Bytes around a band's rows: an ESC J feed, the GS v 0 head and the request behind it."""


@dataclass(frozen=True, slots=True)
class PrinterTraits:
    """A model's abilities and pace; the defaults fit an Epson-like 203 dpi printer."""

    dots_per_inch: int = 203
    process_echo: bool = True
    """GS ( H function 48 is answered (Epson TM-T20, T88IV and later; many clones lack it)."""
    buffer_clear: bool = True
    """DLE DC4 function 8 empties the buffers and is answered."""
    window_bytes: int = 4096
    """Most unacknowledged bytes; not above the receive buffer, or a purge could not get in."""
    bytes_per_second: int = 50_000
    """Slowest believable intake."""
    mm_per_second: float = 38.0
    """Slowest believable feed: an Axiohm 7156 burning all dots black."""
    margin_seconds: float = 3.0
    """Grace for the cutter, the network and a warm head."""

    def band_rows(self, stride: int) -> int:
        """Rows a band so that two bands of ``stride`` bytes a row fit into the window."""
        room = self.window_bytes // 2 - _BAND_OVERHEAD
        return max(1, min(MAX_BAND_ROWS, room // stride))

    def seconds_for(self, data_bytes: int, rows: int) -> float:
        """Longest time in which a healthy printer takes in and prints this much."""
        millimetres = rows * 25.4 / self.dots_per_inch
        return (
            data_bytes / self.bytes_per_second
            + millimetres / self.mm_per_second
            + self.margin_seconds
        )
