"""A paper of ours before the camera: whether it counts, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.i18n import Texts
from kiosk.screens.scanned.props import FactRow, ScannedProps, derive_scanned_props
from kiosk.session.events import (
    CancelConfirmed,
    CancelDeclined,
    CancelPressed,
    FinishPressed,
    PrintPressed,
    ResumePressed,
)
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.scanned"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ScannedViewModel(QObject):
    """The screen's side in Python."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._props = ScannedProps()
        self._facts = RowsModel(FactRow, self)
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(str, notify=propsChanged)
    def tone(self) -> str:
        return self._props.tone

    @Property(str, notify=propsChanged)
    def state(self) -> str:
        return self._props.state

    @Property(str, notify=propsChanged)
    def hint(self) -> str:
        return self._props.hint

    @Property(str, notify=propsChanged)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def number(self) -> str:
        return self._props.number

    @Property(bool, notify=propsChanged)
    def specimen(self) -> bool:
        """Whether the paper was made outside production."""
        return self._props.specimen

    @Property(QObject, constant=True)
    def facts(self) -> QObject:
        return self._facts

    @Property(int, notify=propsChanged)
    def factCount(self) -> int:
        return len(self._props.facts)

    @Property(str, notify=propsChanged)
    def next(self) -> str:
        """What to do now."""
        return self._props.next

    @Property(str, notify=propsChanged)
    def primary(self) -> str:
        """What the loud button does: resume, print or finish."""
        return self._props.primary

    @Property(str, notify=propsChanged)
    def action(self) -> str:
        """What the loud button is called when it resumes."""
        return self._props.action

    @Property(bool, notify=propsChanged)
    def cancellable(self) -> bool:
        return self._props.cancellable

    @Property(bool, notify=propsChanged)
    def asking(self) -> bool:
        """Whether the question stands that comes before cancelling."""
        return self._props.asking

    @Slot()
    def resume(self) -> None:
        """On with what the paper stands for."""
        self._stage.send(ResumePressed())

    @Slot()
    def printSlip(self) -> None:
        """The slip once more."""
        self._stage.send(PrintPressed())

    @Slot()
    def cancel(self) -> None:
        """The wish to cancel; a question follows."""
        self._stage.send(CancelPressed())

    @Slot()
    def keep(self) -> None:
        """The appointment stays."""
        self._stage.send(CancelDeclined())

    @Slot()
    def confirmCancel(self) -> None:
        """The appointment goes."""
        self._stage.send(CancelConfirmed())

    @Slot()
    def finish(self) -> None:
        """Seen enough."""
        self._stage.send(FinishPressed())

    def _refresh(self) -> None:
        props = derive_scanned_props(self._stage.visit, self._texts)
        if props != self._props:
            self._props = props
            self._facts.show(props.facts)
            self.propsChanged.emit()
