"""When to come: the days and times that the chosen office still has."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.i18n import Texts
from kiosk.screens.slots.props import DayRow, SlotRow, SlotsProps, derive_slots_props
from kiosk.session.events import Answered, BackPressed, NextPressed
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.slots"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SlotsViewModel(QObject):
    """The slots screen's side in Python; which day is open is known only here."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._props = SlotsProps()
        self._day = ""
        self._days = RowsModel(DayRow, self)
        self._slots = RowsModel(SlotRow, self)
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(int, notify=propsChanged)
    def page(self) -> int:
        return self._props.page

    @Property(int, notify=propsChanged)
    def pages(self) -> int:
        return self._props.pages

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def hint(self) -> str:
        return self._props.hint

    @Property(str, notify=propsChanged)
    def office(self) -> str:
        return self._props.office

    @Property(str, notify=propsChanged)
    def officeDetail(self) -> str:
        return self._props.office_detail

    @Property(bool, notify=propsChanged)
    def loading(self) -> bool:
        return self._props.loading

    @Property(bool, notify=propsChanged)
    def missing(self) -> bool:
        return self._props.missing

    @Property(bool, notify=propsChanged)
    def empty(self) -> bool:
        return self._props.empty

    @Property(str, notify=propsChanged)
    def error(self) -> str:
        return self._props.error

    @Property(int, notify=propsChanged)
    def openDayIndex(self) -> int:
        """Place of the open day in the strip, -1 while there is none."""
        return next((at for at, day in enumerate(self._props.days) if day.opened), -1)

    @Property(str, notify=propsChanged)
    def chosen(self) -> str:
        """The chosen time in words, empty while none is."""
        return self._props.chosen

    @Property(QObject, constant=True)
    def days(self) -> QObject:
        return self._days

    @Property(QObject, constant=True)
    def slots(self) -> QObject:
        return self._slots

    @Slot(str)
    def openDay(self, day: str) -> None:
        """The resident touched a day."""
        self._day = day
        self._refresh()

    @Slot(str)
    def choose(self, value: str) -> None:
        """The resident touched a time."""
        self._stage.send(Answered(self._props.field_id, value))

    @Slot()
    def goOn(self) -> None:
        """The resident has chosen."""
        self._stage.send(NextPressed())

    @Slot()
    def goBack(self) -> None:
        """The resident wants the question before."""
        self._stage.send(BackPressed())

    def _refresh(self) -> None:
        props = derive_slots_props(self._stage.visit, self._day, self._texts)
        self._day = props.open_day
        if props == self._props:
            return
        self._props = props
        self._days.show(props.days)
        self._slots.show(props.slots)
        self.propsChanged.emit()
