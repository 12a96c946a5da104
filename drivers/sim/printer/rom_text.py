"""Bytes of text as the characters of the ROM font."""

from __future__ import annotations

from collections.abc import Iterator

from drivers.sim.printer.operations import Refused

_FIRST_LEAD, _LAST_LEAD, _FIRST_TRAIL = 0x81, 0xFE, 0x40


class RomText:
    """Pairs of bytes are Hanzi while the two-byte font is on; a lead waits for its trail.

    The ROM holds the two-byte zones of GB 18030 only. A four-byte code misprints as it does on
    such printers: its digits come out as characters.
    """

    def __init__(self, *, hanzi: bool) -> None:
        self.hanzi = hanzi
        self._lead = b""
        self._refused: list[Refused] = []

    def decode(self, data: bytes) -> Iterator[str]:
        """The characters that are complete with ``data``."""
        for value in data:
            if self._lead:
                yield from self._pair(value)
            elif self.hanzi and _FIRST_LEAD <= value <= _LAST_LEAD:
                self._lead = bytes([value])
            else:
                yield chr(value)

    def take_refused(self) -> list[Refused]:
        """What could not be drawn since the last call."""
        refused, self._refused = self._refused, []
        return refused

    def _pair(self, trail: int) -> Iterator[str]:
        pair, self._lead = self._lead + bytes([trail]), b""
        text = pair.decode("gb18030", errors="ignore") if trail >= _FIRST_TRAIL else ""
        if not text:
            self._refused.append(Refused("no two-byte character", pair))
        yield from text or (chr(value) for value in pair)
