"""The farewell: take your things, rate, go on or leave."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.devices.health import HealthBoard, Part
from kiosk.session import NoticeCode, Visit
from kiosk.session.data import IdentifiedBy
from kiosk.session.events import HomePressed, LeavePressed, Rated
from kiosk.session.visit import Done
from kiosk.stage import Stage

QML_IMPORT_NAME = "kiosk.screens.done"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class DoneProps:
    """What the screen shows."""

    name: str = ""
    number: str = ""
    take_paper: bool = False
    print_later: bool = False
    """No paper was printed, and this machine cannot print now."""
    take_card: bool = False
    rated: int = 0


def derive_done_props(visit: Visit, *, printer_usable: bool) -> DoneProps:
    """The farewell; empty on every other scene."""
    if not isinstance(visit.scene, Done):
        return DoneProps()
    done = visit.scene
    unproven = visit.notice is NoticeCode.PRINT_UNPROVEN
    return DoneProps(
        name=done.item.short_name,
        number=done.number,
        take_paper=done.printed,
        print_later=bool(done.number) and not (done.printed or unproven or printer_usable),
        take_card=visit.visitor is not None and visit.visitor.by is IdentifiedBy.CARD,
        rated=done.rated,
    )


@QmlElement
class DoneViewModel(QObject):
    """The screen's side in Python; the countdown follows the stage's clock."""

    propsChanged = Signal()
    secondsChanged = Signal()

    def __init__(self, stage: Stage, board: HealthBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._board = board
        self._props = DoneProps()
        self._seconds = 0
        stage.changed.connect(self._refresh)
        stage.ticked.connect(self._tick)
        board.changed.connect(self._refresh)
        self._refresh()
        self._tick()

    @Property(str, notify=propsChanged)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=propsChanged)
    def number(self) -> str:
        return self._props.number

    @Property(bool, notify=propsChanged)
    def takePaper(self) -> bool:
        return self._props.take_paper

    @Property(bool, notify=propsChanged)
    def printLater(self) -> bool:
        return self._props.print_later

    @Property(bool, notify=propsChanged)
    def takeCard(self) -> bool:
        return self._props.take_card

    @Property(int, notify=propsChanged)
    def rated(self) -> int:
        """1 (worst) to 5; 0: not yet."""
        return self._props.rated

    @Property(int, notify=secondsChanged)
    def secondsLeft(self) -> int:
        return self._seconds

    @Slot(int)
    def rate(self, score: int) -> None:
        """How content the resident is, 1 to 5."""
        self._stage.send(Rated(score))

    @Slot()
    def goOn(self) -> None:
        """Something else is to be done."""
        self._stage.send(HomePressed())

    @Slot()
    def leave(self) -> None:
        """The resident goes."""
        self._stage.send(LeavePressed())

    def _refresh(self) -> None:
        usable = self._board[Part.PRINTER].usable
        props = derive_done_props(self._stage.visit, printer_usable=usable)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()

    def _tick(self) -> None:
        seconds = math.ceil(self._stage.idle_left or 0)
        if seconds != self._seconds:
            self._seconds = seconds
            self.secondsChanged.emit()
