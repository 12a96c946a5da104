"""The document camera as a question sees it: whether it can be used, and its live picture."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kiosk.devices import HealthBoard, Part, PartHealth, ScanView, State
from kiosk.i18n import Texts

_BROKEN = {State.OFFLINE, State.NO_DEVICE, State.HARDWARE_ERROR}
"""States in which nobody should lay anything there; an unknown state proves nothing."""


class Tray(QObject):
    """``view`` is what the camera sees. GUI thread only."""

    changed = Signal()
    """Its health, or whether there is a picture of this moment."""

    def __init__(self, view: ScanView, board: HealthBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._board = board
        board.changed.connect(self.changed)
        view.changed.connect(self.changed)

    @property
    def view(self) -> ScanView:
        """The live picture."""
        return self._view

    @property
    def usable(self) -> bool:
        """Whether a picture may be taken, as far as is known."""
        return self._health.state not in _BROKEN

    def trouble(self, texts: Texts) -> str:
        """A few words about why it cannot be used; empty where it can."""
        if self.usable:
            return ""
        fault = self._health.fault
        return texts.resident_fault(fault) if fault else texts.part_state(self._health.state)

    @property
    def _health(self) -> PartHealth:
        return self._board[Part.DOCUMENT_CAMERA]
