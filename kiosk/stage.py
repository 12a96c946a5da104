"""Where the visit stands on stage: view models look at it and send it what hands do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kiosk.session import Visit
from kiosk.session.events import Event

Dispatch = Callable[[Event], None]


class Stage(QObject):
    """The current visit and its clock, for the GUI thread only.

    ``changed`` follows every new state; ``ticked`` follows the clock, about twice a second, and
    carries nothing: what shows time reads ``idle_left``.
    """

    changed = Signal()
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visit = Visit()
        self._idle_left: float | None = None
        self._dispatch: Dispatch = lambda _event: None

    def connect_dispatch(self, dispatch: Dispatch) -> None:
        """Where ``send`` leads: the conductor's door."""
        self._dispatch = dispatch

    @property
    def visit(self) -> Visit:
        """The state to show."""
        return self._visit

    @property
    def idle_left(self) -> float | None:
        """Seconds until the visit is wiped when nobody touches the screen; None: it is not."""
        return self._idle_left

    def send(self, event: Event) -> None:
        """Tell the visit what happened."""
        self._dispatch(event)

    def show(self, visit: Visit) -> None:
        """A new state came from the conductor."""
        self._visit = visit
        self.changed.emit()

    def tick(self, idle_left: float | None) -> None:
        """The clock went on."""
        self._idle_left = idle_left
        self.ticked.emit()
