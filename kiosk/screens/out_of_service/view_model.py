"""Nothing can be done at this machine now: whom to ring, and a code for technicians."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.i18n import Texts
from kiosk.session import Visit
from kiosk.session.visit import OutOfService
from kiosk.settings import Site
from kiosk.stage import Stage

QML_IMPORT_NAME = "kiosk.screens.out_of_service"
QML_IMPORT_MAJOR_VERSION = 1


def reason(visit: Visit) -> str:
    """The code of the reason; empty on every other scene."""
    return visit.scene.code if isinstance(visit.scene, OutOfService) else ""


@QmlElement
class OutOfServiceViewModel(QObject):
    """The screen's side in Python; nothing can be touched there."""

    propsChanged = Signal()

    def __init__(
        self, stage: Stage, site: Site, texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._site = site
        self._texts = texts
        self._code = reason(stage.visit)
        stage.changed.connect(self._refresh)

    @Property(str, constant=True)
    def title(self) -> str:
        return self._texts.out_of_service.title

    @Property(str, constant=True)
    def hint(self) -> str:
        return self._texts.out_of_service.hint

    @Property(str, constant=True)
    def hotline(self) -> str:
        return self._site.phone

    @Property(str, constant=True)
    def kioskId(self) -> str:
        return self._site.kiosk_id

    @Property(str, notify=propsChanged)
    def code(self) -> str:
        return self._code

    def _refresh(self) -> None:
        code = reason(self._stage.visit)
        if code != self._code:
            self._code = code
            self.propsChanged.emit()
