"""The dock's window: six panels that follow one simulated world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.devices.health import HealthBoard
from kiosk.dock.hands import Hands
from kiosk.dock.hazards import HazardsViewModel
from kiosk.dock.images import DockImages
from kiosk.dock.people import PeopleViewModel
from kiosk.dock.phone import PhoneViewModel
from kiosk.dock.printer import PrinterViewModel
from kiosk.dock.reader import ReaderViewModel
from kiosk.dock.tray import TrayViewModel
from kiosk.dock.watch import Watch
from kiosk.i18n import Texts
from kiosk.i18n.local_time import wall_time
from kiosk.jobs import JobRunner

QML_IMPORT_NAME = "kiosk.dock"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DockViewModel(QObject):
    """One view model a panel; lives on the GUI thread, hears changes from every thread."""

    def __init__(
        self,
        hands: Hands,
        board: HealthBoard,
        texts: Texts,
        jobs: JobRunner,
        papers: DockImages,
        camera: DockImages,
        today: Callable[[], date] = lambda: wall_time().date(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hands = hands
        self._phone = PhoneViewModel(hands, jobs, camera, self)
        self._people = PeopleViewModel(hands, lambda: self._phone.pose, today, self)
        self._reader = ReaderViewModel(hands, self)
        self._tray = TrayViewModel(hands, board, self)
        self._printer = PrinterViewModel(hands, papers, self)
        self._hazards = HazardsViewModel(hands, board, texts, jobs, self)
        self._watch = Watch(hands)
        self._watch.changed.connect(self._show)
        board.changed.connect(self._show)
        self.destroyed.connect(self._watch.close)
        self._show()

    @Property(PeopleViewModel, constant=True)
    def people(self) -> PeopleViewModel:
        return self._people

    @Property(ReaderViewModel, constant=True)
    def reader(self) -> ReaderViewModel:
        return self._reader

    @Property(PhoneViewModel, constant=True)
    def phone(self) -> PhoneViewModel:
        return self._phone

    @Property(TrayViewModel, constant=True)
    def tray(self) -> TrayViewModel:
        return self._tray

    @Property(PrinterViewModel, constant=True)
    def printer(self) -> PrinterViewModel:
        return self._printer

    @Property(HazardsViewModel, constant=True)
    def hazards(self) -> HazardsViewModel:
        return self._hazards

    def close(self) -> None:
        """Hear nothing more of the world."""
        self._watch.close()

    def _show(self) -> None:
        state = self._hands.world.state
        for panel in (self._reader, self._phone, self._tray, self._printer, self._hazards):
            panel.show(state)
