"""A query's answer as a table, page by page."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.screens.records.props import (
    CellRow,
    ColumnRow,
    RecordsProps,
    SummaryRow,
    derive_records_props,
)
from kiosk.session.events import BackPressed, FinishPressed, PrintPressed
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.records"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class RecordsViewModel(QObject):
    """The records screen's side in Python; which page is open is known only here."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._props = RecordsProps()
        self._page = 1
        self._page_rows = 1
        self._columns = RowsModel(ColumnRow, self)
        self._cells = RowsModel(CellRow, self)
        self._summary = RowsModel(SummaryRow, self)
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def asOf(self) -> str:
        return self._props.as_of

    @Property(str, notify=propsChanged)
    def issuer(self) -> str:
        return self._props.issuer

    @Property(int, notify=propsChanged)
    def rowCount(self) -> int:
        """Rows of the whole table."""
        return self._props.row_count

    @Property(int, notify=propsChanged)
    def page(self) -> int:
        return self._props.page

    @Property(int, notify=propsChanged)
    def pages(self) -> int:
        return self._props.pages

    @Property(QObject, constant=True)
    def columns(self) -> QObject:
        return self._columns

    @Property(QObject, constant=True)
    def cells(self) -> QObject:
        """The open page's cells, row by row."""
        return self._cells

    @Property(QObject, constant=True)
    def summary(self) -> QObject:
        return self._summary

    @Slot(int)
    def fitRows(self, count: int) -> None:
        """How many rows the screen has room for."""
        self._page_rows = max(1, count)
        self._refresh()

    @Slot()
    def nextPage(self) -> None:
        """Further down."""
        self._page += 1
        self._refresh()

    @Slot()
    def previousPage(self) -> None:
        """Further up."""
        self._page -= 1
        self._refresh()

    @Slot()
    def printRecords(self) -> None:
        """The resident wants the table on paper."""
        self._stage.send(PrintPressed())

    @Slot()
    def finish(self) -> None:
        """The resident has seen enough."""
        self._stage.send(FinishPressed())

    @Slot()
    def goBack(self) -> None:
        """The resident wants to be where she was before."""
        self._stage.send(BackPressed())

    def _refresh(self) -> None:
        props = derive_records_props(self._stage.visit, self._page, self._page_rows)
        self._page = props.page
        if props != self._props:
            self._props = props
            self._columns.show(props.columns)
            self._cells.show(props.cells)
            self._summary.show(props.summary)
            self.propsChanged.emit()
