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
from kiosk.submissions import BackOffice, Casework, Checkpoint


class Images(Protocol):
    """Where the screen finds the picture of a paper or of a material."""

    def put(self, paper_id: str, picture: bytes) -> None:
        """Show this PNG or JPEG under the id."""
        ...

    def drop(self, paper_id: str) -> None:
        """Forget this picture."""
        ...

    def wipe(self) -> None:
        """Forget all pictures."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that calls may take."""

    card_read: float = 10.0
    printing: float = 60.0
    page_capture: float = 6.0
    """So long an empty tray is looked at; the camera is open already, for the live picture."""
    zone_read: float = 20.0
    """The resident lays the page on the tray meanwhile."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a visit touches."""

    stage: Stage
    desk: DeviceDesk
    board: HealthBoard
    office: BackOffice
    checkpoint: Checkpoint
    casework: Casework
    journal: PrintJournal
    gate: PinGate
    press: Press
    images: Images
    jobs: JobRunner
    timing: Timing
    patience: Patience
    monotonic: Callable[[], float]
    clock: Callable[[], datetime]
