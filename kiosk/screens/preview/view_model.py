"""The paper as it will come out, before it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.session import Visit
from kiosk.session.events import BackPressed, FinishPressed, PrintPressed
from kiosk.session.visit import Preview
from kiosk.stage import Stage
from kiosk.ui.paper_images import paper_url

QML_IMPORT_NAME = "kiosk.screens.preview"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PreviewProps:
    """What the screen shows; the paper's size is in pixels, 0 while there is none."""

    source: str = ""
    title: str = ""
    number: str = ""
    width: int = 0
    height: int = 0


def derive_preview_props(visit: Visit) -> PreviewProps:
    """The paper that is previewed; empty on every other scene."""
    if not isinstance(visit.scene, Preview):
        return PreviewProps()
    paper = visit.scene.paper
    return PreviewProps(
        paper_url(paper.paper_id), paper.title, paper.number, paper.width, paper.height
    )


@QmlElement
class PreviewViewModel(QObject):
    """The preview screen's side in Python."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._props = PreviewProps()
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(str, notify=propsChanged)
    def source(self) -> str:
        return self._props.source

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def number(self) -> str:
        return self._props.number

    @Property(int, notify=propsChanged)
    def paperWidth(self) -> int:
        return self._props.width

    @Property(int, notify=propsChanged)
    def paperHeight(self) -> int:
        return self._props.height

    @Slot()
    def printPaper(self) -> None:
        """The paper is wanted."""
        self._stage.send(PrintPressed())

    @Slot()
    def finish(self) -> None:
        """No paper is wanted."""
        self._stage.send(FinishPressed())

    @Slot()
    def goBack(self) -> None:
        """The resident wants to be where she was before."""
        self._stage.send(BackPressed())

    def _refresh(self) -> None:
        props = derive_preview_props(self._stage.visit)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()
