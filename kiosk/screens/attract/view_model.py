"""The calm invitation while nobody is here."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.session.events import Touched
from kiosk.settings import Site
from kiosk.stage import Stage

QML_IMPORT_NAME = "kiosk.screens.attract"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AttractViewModel(QObject):
    """Shows where the machine stands; any touch begins a visit."""

    def __init__(self, stage: Stage, site: Site, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._district = site.district

    @Property(str, constant=True)
    def district(self) -> str:
        return self._district

    @Slot()
    def start(self) -> None:
        """Somebody came."""
        self._stage.send(Touched())
