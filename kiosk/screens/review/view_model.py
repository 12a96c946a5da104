"""All answers once more, before they are sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import flow
from kiosk.catalog import Item, ItemKind
from kiosk.flow import FlowState
from kiosk.session import Visit
from kiosk.session.events import BackPressed, EditPressed, SubmitPressed
from kiosk.session.visit import Review
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.review"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One answer; the first of its question carries the button that changes it."""

    stepId: str
    label: str
    text: str = field(repr=False)
    first: bool


@dataclass(frozen=True, slots=True)
class ReviewProps:
    """What the screen shows."""

    page: int = 1
    pages: int = 1
    booking: bool = False
    instant: bool = False
    issuer: str = ""
    takes: str = ""
    rows: tuple[ReviewRow, ...] = ()


def derive_review_rows(state: FlowState) -> tuple[ReviewRow, ...]:
    """The answers of the taken path in its order."""
    rows: list[ReviewRow] = []
    for row in flow.summary(state):
        first = not rows or rows[-1].stepId != row.step_id
        rows.append(ReviewRow(row.step_id, row.label, row.text, first))
    return tuple(rows)


def derive_review_props(visit: Visit) -> ReviewProps:
    """The review of a form; empty on every other scene."""
    match visit.scene:
        case Review(item=Item() as item, flow=state):
            page, pages = flow.position(state)
            return ReviewProps(
                page=page,
                pages=pages,
                booking=item.kind is ItemKind.APPOINTMENT,
                instant=item.kind is ItemKind.APPLICATION and item.instant,
                issuer=item.issuer,
                takes=item.guide.takes,
                rows=derive_review_rows(state),
            )
        case _:
            return ReviewProps()


@QmlElement
class ReviewViewModel(QObject):
    """The review screen's side in Python."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._props = ReviewProps()
        self._rows = RowsModel(ReviewRow, self)
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(int, notify=propsChanged)
    def page(self) -> int:
        return self._props.page

    @Property(int, notify=propsChanged)
    def pages(self) -> int:
        return self._props.pages

    @Property(bool, notify=propsChanged)
    def booking(self) -> bool:
        return self._props.booking

    @Property(bool, notify=propsChanged)
    def instant(self) -> bool:
        return self._props.instant

    @Property(str, notify=propsChanged)
    def issuer(self) -> str:
        return self._props.issuer

    @Property(str, notify=propsChanged)
    def takes(self) -> str:
        return self._props.takes

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Slot(str)
    def edit(self, step_id: str) -> None:
        """One answer is to be changed."""
        self._stage.send(EditPressed(step_id))

    @Slot()
    def submit(self) -> None:
        """All is right: send it."""
        self._stage.send(SubmitPressed())

    @Slot()
    def goBack(self) -> None:
        """The resident wants the last question again."""
        self._stage.send(BackPressed())

    def _refresh(self) -> None:
        props = derive_review_props(self._stage.visit)
        if props != self._props:
            self._props = props
            self._rows.show(props.rows)
            self.propsChanged.emit()
