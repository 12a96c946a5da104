"""From changes on any thread to one Qt signal on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk.dock.hands import Hands

LOOK_MILLISECONDS = 250
"""How often running troubles are looked at: devices use them up without the world telling so."""


class Watch(QObject):
    """Tells on the GUI thread that the world is no longer what it was.

    Many changes in a row are told once. Built, used and closed on the GUI thread.
    """

    changed = Signal()
    _rung = Signal()

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._told = True
        self._hands = hands
        self._rung.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self._forget: Callable[[], None] | None = hands.subscribe(self._ring)
        self._look()

    def close(self) -> None:
        """Hear nothing more; safe to call twice."""
        if self._forget is not None:
            self._timer.stop()
            self._forget()
            self._forget = None

    def _ring(self) -> None:
        """On the changing thread."""
        if self._told:
            self._told = False
            self._rung.emit()

    @Slot()
    def _tell(self) -> None:
        self._told = True
        self._look()

    def _look(self) -> None:
        if self._hands.world.state.troubles:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()
