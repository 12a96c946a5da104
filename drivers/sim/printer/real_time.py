"""Real-time commands, found in every byte that arrives: between commands, in dots, when full."""

from __future__ import annotations

import re
from collections.abc import Iterator

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_REAL_TIME = re.compile(
    rb"\x10\x04[\x01-\x04\x14]|\x10\x05[\x01\x02]|" + re.escape(CLEAR_BUFFERS), re.DOTALL
)
_LONGEST = len(CLEAR_BUFFERS)


class RealTimeScanner:
    """Splits what arrives behind each real-time command, under any split of the stream."""

    def __init__(self) -> None:
        self._recent = b""

    def pieces(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Bytes for the buffer and the real-time command that they end with, if any."""
        window = self._recent + data
        arrived = len(self._recent)
        for match in _REAL_TIME.finditer(window):
            if match.end() > len(self._recent):
                yield window[arrived : match.end()], match.group()
                arrived = match.end()
        yield window[arrived:], b""
        self._recent = window[1 - _LONGEST :]
