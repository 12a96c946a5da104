"""What the machine is doing while the resident waits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.i18n import Texts
from kiosk.session import Visit
from kiosk.session.visit import Task, Working
from kiosk.stage import Stage

QML_IMPORT_NAME = "kiosk.screens.working"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class WorkingProps:
    """What the screen shows; ``picture`` is card, paper or data."""

    active: bool = False
    picture: str = "data"
    sentence: str = ""
    hint: str = ""


_PICTURES = {Task.IDENTIFYING: "card", Task.PRINTING: "paper"}


def derive_working_props(visit: Visit, texts: Texts) -> WorkingProps:
    """The task under way; empty on every other scene."""
    if not isinstance(visit.scene, Working):
        return WorkingProps()
    task = visit.scene.task
    text = texts.task(task)
    return WorkingProps(True, _PICTURES.get(task, "data"), text.title, text.hint)


@QmlElement
class WorkingViewModel(QObject):
    """The working screen's side in Python; nothing can be touched there."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._props = WorkingProps()
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(bool, notify=propsChanged)
    def active(self) -> bool:
        """Whether the animation runs."""
        return self._props.active

    @Property(str, notify=propsChanged)
    def picture(self) -> str:
        return self._props.picture

    @Property(str, notify=propsChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(str, notify=propsChanged)
    def hint(self) -> str:
        return self._props.hint

    def _refresh(self) -> None:
        props = derive_working_props(self._stage.visit, self._texts)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()
