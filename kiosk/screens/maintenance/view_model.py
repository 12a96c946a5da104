"""The technicians' page: every part's health in plain words, and a test print."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.devices.health import HealthBoard
from kiosk.i18n import Texts
from kiosk.screens.maintenance.props import (
    FactRow,
    MaintenanceProps,
    PartRow,
    derive_maintenance_props,
)
from kiosk.session.events import EnrolDeclined, EnrolPressed, LeavePressed, TestPrintPressed
from kiosk.settings import Site
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.maintenance"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class MaintenanceViewModel(QObject):
    """The maintenance screen's side in Python."""

    propsChanged = Signal()

    def __init__(
        self,
        stage: Stage,
        board: HealthBoard,
        texts: Texts,
        site: Site,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._board = board
        self._texts = texts
        self._site = site
        self._props = MaintenanceProps()
        self._parts = RowsModel(PartRow, self)
        self._facts = RowsModel(FactRow, self)
        stage.changed.connect(self._refresh)
        board.changed.connect(self._refresh)
        self._refresh()

    @Property(str, notify=propsChanged)
    def tone(self) -> str:
        """The whole machine's tone: success, warning or error."""
        return self._props.tone

    @Property(int, notify=propsChanged)
    def troubled(self) -> int:
        """How many parts need somebody."""
        return self._props.troubled

    @Property(int, notify=propsChanged)
    def waiting(self) -> int:
        """Saved messages that the backend has not acknowledged."""
        return self._props.waiting

    @Property(bool, notify=propsChanged)
    def testing(self) -> bool:
        return self._props.testing

    @Property(bool, notify=propsChanged)
    def checking(self) -> bool:
        """Whether a code is looked at or carried out."""
        return self._props.checking

    @Property(str, notify=propsChanged)
    def enrolment(self) -> str:
        """Where this kiosk would enrol, while that is asked."""
        return self._props.enrolment

    @Property(str, notify=propsChanged)
    def configuration(self) -> str:
        """What comparing the configuration came to: same, different, or empty."""
        return self._props.configuration

    @Property(int, notify=propsChanged)
    def version(self) -> int:
        """Of the configuration that was compared."""
        return self._props.version

    @Property(QObject, constant=True)
    def parts(self) -> QObject:
        return self._parts

    @Property(QObject, constant=True)
    def facts(self) -> QObject:
        return self._facts

    @Slot()
    def testPrint(self) -> None:
        """A test slip, please."""
        self._stage.send(TestPrintPressed())

    @Slot()
    def enrol(self) -> None:
        """Yes, this kiosk is to be enrolled."""
        self._stage.send(EnrolPressed())

    @Slot()
    def declineEnrolment(self) -> None:
        """No, it is not."""
        self._stage.send(EnrolDeclined())

    @Slot()
    def leave(self) -> None:
        """The work is done."""
        self._stage.send(LeavePressed())

    def _refresh(self) -> None:
        props = derive_maintenance_props(
            self._stage.visit, self._board.parts, self._board.waiting, self._texts, self._site
        )
        if props != self._props:
            self._props = props
            self._parts.show(props.parts)
            self._facts.show(props.facts)
            self.propsChanged.emit()
