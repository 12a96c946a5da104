"""A printer's state as the status bytes that Epson's and Custom's tables prescribe."""

from __future__ import annotations

from dataclasses import dataclass

FULL_STATUS_HEAD = b"\x10\x0f"


@dataclass(frozen=True, slots=True)
class SimCondition:
    """What the sensors see."""

    cover_open: bool = False
    paper_out: bool = False
    near_end: bool = False
    broken: bool = False
    """An unrecoverable error."""
    cutter: bool = False
    """The cutter's blade did not come home: recoverable once the cause is gone."""
    hot: bool = False
    """The head is too hot, which ends by itself."""
    jammed: bool = False
    """Paper sticks in the presenter."""
    ticket: bool = False
    """A slip lies in the mouth."""
    busy: bool = False
    """Paper is on its way."""

    @property
    def offline(self) -> bool:
        """Whether ordinary commands have to wait."""
        return self.cover_open or self.paper_out or self.error

    @property
    def error(self) -> bool:
        """Whether an error, of any kind, has stopped the printer."""
        return self.broken or self.cutter or self.hot or self.jammed

    def real_time_answer(self, n: int) -> int:
        """The answer to DLE EOT ``n`` (1 to 4)."""
        bits = {
            1: self.offline * 0x08,
            2: self.cover_open * 0x04 | self.paper_out * 0x20 | self.error * 0x40,
            3: self.cutter * 0x08 | self.broken * 0x20 | self.hot * 0x40,
            4: (self.near_end or self.paper_out) * 0x0C | self.paper_out * 0x60,
        }
        return 0x12 | bits[n]

    def auto_status(self) -> bytes:
        """The four bytes of automatic status back."""
        printer = 0x10 | self.offline * 0x08 | self.cover_open * 0x20
        error = self.jammed * 0x04 | self.cutter * 0x08 | self.broken * 0x20 | self.hot * 0x40
        roll = (self.near_end or self.paper_out) * 0x03 | self.paper_out * 0x0C
        return bytes([printer, error, roll, 0x00])

    def paper_sensor(self) -> int:
        """The answer to GS r 1."""
        return self.near_end * 0x03

    def full_status(self) -> bytes:
        """The six bytes that answer DLE EOT 20 (Custom)."""
        paper = self.paper_out * 0x01 | self.near_end * 0x04 | self.ticket * 0x20
        user = self.cover_open * 0x02 | self.busy * 0x0C
        recoverable = self.hot * 0x01 | self.jammed * 0x40
        unrecoverable = self.cutter * 0x01 | self.broken * 0x08
        return FULL_STATUS_HEAD + bytes([paper, user, recoverable, unrecoverable])

    def ejector(self) -> int:
        """The answer to GS e 6 (Custom)."""
        return (
            self.near_end * 0x01
            | (not self.paper_out) * 0x04
            | self.ticket * 0x08
            | self.busy * 0x30
            | self.error * 0x40
            | self.jammed * 0x80
        )
