"""What the conductor works with; built by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.conductor.press import Press
from kiosk.devices import DeviceDesk, HealthBoard
from kiosk.jobs import JobRunner
from kiosk.session import Timing
from kiosk.stage import Stage
from kiosk.store import PinGate, PrintJournal
from kiosk.submissions import BackOffice


class Images(Protocol):
    """Where the screen finds a paper's picture."""

    def put(self, paper_id: str, png: bytes) -> None:
        """Show this picture under the id."""
        ...

    def wipe(self) -> None:
        """Forget all pictures."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that calls may take."""

    card_read: float = 10.0
    printing: float = 60.0


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a visit touches."""

    stage: Stage
    desk: DeviceDesk
    board: HealthBoard
    office: BackOffice
    journal: PrintJournal
    gate: PinGate
    press: Press
    images: Images
    jobs: JobRunner
    timing: Timing
    patience: Patience
    monotonic: Callable[[], float]
    clock: Callable[[], datetime]
