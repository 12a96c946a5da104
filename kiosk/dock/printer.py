"""The printer's panel: the roll, the cover and the papers that came out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from drivers import DeviceKind, PaperLevel
from drivers.sim.printer.model import SimModel
from drivers.sim.world import FULL_ROLL_MM, Paper, WorldState
from kiosk.dock.hands import Hands
from kiosk.dock.images import DockImages, paper_key, paper_picture
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.dock"
QML_IMPORT_MAJOR_VERSION = 1

NEAR_END_MM = SimModel().near_end_mm


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper: its picture's address and size in dots, and a line about it."""

    number: int
    source: str
    dotsWide: int
    dotsHigh: int
    caption: str


@dataclass(frozen=True, slots=True)
class PrinterProps:
    """``level`` is a word of PaperLevel; ``share`` of a full roll is left."""

    level: str = PaperLevel.FULL
    left: str = ""
    share: float = 1.0
    coverOpen: bool = False
    plugged: bool = True
    count: int = 0


def derive_printer_props(state: WorldState) -> PrinterProps:
    """The printer as it stands there."""
    return PrinterProps(
        level=paper_level(state.paper_mm),
        left=f"{state.paper_mm:,.0f} 毫米",
        share=min(1.0, state.paper_mm / FULL_ROLL_MM),
        coverOpen=state.cover_open,
        plugged=DeviceKind.PRINTER not in state.unplugged,
        count=len(state.papers),
    )


def paper_level(millimetres: float) -> PaperLevel:
    """What the printer's sensors make of a roll."""
    if millimetres <= 0:
        return PaperLevel.OUT
    return PaperLevel.LOW if millimetres < NEAR_END_MM else PaperLevel.FULL


@QmlElement
class PrinterViewModel(QObject):
    """The printer and its papers, the newest first."""

    propsChanged = Signal()

    def __init__(self, hands: Hands, images: DockImages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hands = hands
        self._images = images
        self._props = PrinterProps()
        self._papers = RowsModel(PaperRow, self)

    @Property(str, notify=propsChanged)
    def level(self) -> str:
        return self._props.level

    @Property(str, notify=propsChanged)
    def left(self) -> str:
        return self._props.left

    @Property(float, notify=propsChanged)
    def share(self) -> float:
        return self._props.share

    @Property(bool, notify=propsChanged)
    def coverOpen(self) -> bool:
        return self._props.coverOpen

    @Property(bool, notify=propsChanged)
    def plugged(self) -> bool:
        return self._props.plugged

    @Property(int, notify=propsChanged)
    def count(self) -> int:
        return self._props.count

    @Property(QObject, constant=True)
    def papers(self) -> QObject:
        return self._papers

    @Slot(str)
    def loadPaper(self, amount: str) -> None:
        """``full``, ``low`` or ``out``."""
        self._hands.paper(amount)

    @Slot(bool)
    def setCover(self, is_open: bool) -> None:
        """Open or close the cover."""
        self._hands.cover(is_open=is_open)

    @Slot()
    def tearOff(self) -> None:
        """Take all papers away."""
        self._hands.tear()

    def show(self, state: WorldState) -> None:
        """The world is like this now."""
        self._papers.show([self._row(paper) for paper in reversed(state.papers)])
        self._images.keep({paper_key(paper) for paper in state.papers})
        props = derive_printer_props(state)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()

    def _row(self, paper: Paper) -> PaperRow:
        key = paper_key(paper)
        if key not in self._images:
            self._images.put(key, paper_picture(paper))
        size = self._images.size(key)
        caption = f"第 {paper.number} 张 · {paper.length_mm:.0f} 毫米"
        return PaperRow(paper.number, self._images.url(key), size.width(), size.height(), caption)
