"""Device and network health in the kiosk's own words, for screens and technicians."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, unique

from PySide6.QtCore import QObject, Signal


@unique
class Part(StrEnum):
    """What can be healthy or not."""

    CARD_READER = "card_reader"
    CODE_SCANNER = "code_scanner"
    DOCUMENT_CAMERA = "document_camera"
    """Not every kiosk has one."""
    PRINTER = "printer"
    BACKEND = "backend"


@unique
class State(StrEnum):
    """The state of a part; the words of the drivers' status union."""

    ONLINE = "online"
    BUSY = "busy"
    OFFLINE = "offline"
    NO_DEVICE = "no_device"
    HARDWARE_ERROR = "hardware_error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartHealth:
    """One part's health; ``fault`` and ``action`` are the drivers' codes, empty when well."""

    part: Part
    state: State
    fault: str = ""
    action: str = ""
    paper: str = ""
    """The printer's paper level word, empty for other parts."""
    detail: str = ""
    """Model, reader name or address, for technicians."""

    @property
    def usable(self) -> bool:
        """Whether a resident may be sent there."""
        return self.state in {State.ONLINE, State.BUSY}


class HealthBoard(QObject):
    """The newest health of every part; lives on the GUI thread.

    The document camera belongs to it from ``fit`` on; until then nothing is known of it.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = {part: PartHealth(part, State.UNKNOWN) for part in Part}
        self._fitted = frozenset(Part) - {Part.DOCUMENT_CAMERA}
        self._waiting = 0

    def __getitem__(self, part: Part) -> PartHealth:
        return self._parts[part]

    @property
    def parts(self) -> tuple[PartHealth, ...]:
        """All parts of this kiosk in a fixed order."""
        return tuple(self._parts[part] for part in Part if part in self._fitted)

    @property
    def waiting(self) -> int:
        """Saved messages that the backend has not acknowledged yet."""
        return self._waiting

    def fit(self, part: Part) -> None:
        """This kiosk has the part."""
        if part not in self._fitted:
            self._fitted |= {part}
            self.changed.emit()

    def update(self, health: PartHealth) -> None:
        """A part reported."""
        if self._parts[health.part] != health:
            self._parts[health.part] = replace(health)
            self.changed.emit()

    def set_waiting(self, count: int) -> None:
        """The outbox's depth changed."""
        if count != self._waiting:
            self._waiting = count
            self.changed.emit()
