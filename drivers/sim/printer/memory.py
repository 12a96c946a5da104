"""What a printer forgets when it loses power."""

from __future__ import annotations

from dataclasses import dataclass, field

from drivers.sim.printer.parser import CommandParser
from drivers.sim.printer.real_time import RealTimeScanner
from drivers.sim.printer.typesetter import Typesetter


@dataclass(slots=True)
class Memory:
    """Buffers, settings and what is pending."""

    parser: CommandParser
    typesetter: Typesetter
    scanner: RealTimeScanner = field(default_factory=RealTimeScanner)
    cut_pending: bool = False
    blade_stuck: bool = False
    """The cutter error that DLE ENQ or DLE DC4 8 must end."""
    pushes: bool = False
    pushed: bytes = b""
    tells_offline: bool = False
    was_offline: bool = False
