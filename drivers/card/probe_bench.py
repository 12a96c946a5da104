"""What a probe needs of the world: the real devices, or whatever a test or a simulator puts in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers._deadline import Deadline
from drivers._protocols import CardReader
from drivers.card.frame_reader import open_sam_escape_reader, open_sam_serial_reader
from drivers.card.transport import CardTransport, Presence


@dataclass(frozen=True, slots=True)
class ProbeBench:
    """Ways to the devices; every object they open is closed by the probe."""

    list_readers: Callable[[Deadline], tuple[Presence, ...]]
    """All PC/SC readers; raises TransportError, DeadlineExceeded and Cancelled."""
    open_transport: Callable[[str], CardTransport]
    """The APDU line of the PC/SC reader with this name."""
    open_escape: Callable[[str, int], CardReader]
    """A SAM reader behind SCardControl: reader name and control code."""
    open_serial: Callable[[str, int], CardReader]
    """A SAM reader at a serial port: device file and speed."""


def real_bench() -> ProbeBench:
    """The computer's PC/SC service and serial ports; opens nothing yet."""
    from drivers.card.pcsc import PcscTransport  # noqa: PLC0415  loads pyscard: 30 ms
    from drivers.card.pcsc_listing import PcscListing  # noqa: PLC0415  the same

    return ProbeBench(PcscListing(), PcscTransport, open_sam_escape_reader, open_sam_serial_reader)
