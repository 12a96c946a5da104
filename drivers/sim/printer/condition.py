"""A printer's state as the status bytes that Epson's tables prescribe."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SimCondition:
    """What the sensors see."""

    cover_open: bool = False
    paper_out: bool = False
    near_end: bool = False
    broken: bool = False
    """An unrecoverable error."""

    @property
    def offline(self) -> bool:
        """Whether ordinary commands have to wait."""
        return self.cover_open or self.paper_out or self.broken

    def real_time_answer(self, n: int) -> int:
        """The answer to DLE EOT ``n`` (1 to 4)."""
        bits = {
            1: self.offline * 0x08,
            2: self.cover_open * 0x04 | self.paper_out * 0x20 | self.broken * 0x40,
            3: self.broken * 0x20,
            4: (self.near_end or self.paper_out) * 0x0C | self.paper_out * 0x60,
        }
        return 0x12 | bits[n]

    def auto_status(self) -> bytes:
        """The four bytes of automatic status back."""
        printer = 0x10 | self.offline * 0x08 | self.cover_open * 0x20
        error = self.broken * 0x20
        roll = (self.near_end or self.paper_out) * 0x03 | self.paper_out * 0x0C
        return bytes([printer, error, roll, 0x00])

    def paper_sensor(self) -> int:
        """The answer to GS r 1."""
        return self.near_end * 0x03
