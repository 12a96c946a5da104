"""A picture field on screen: the tray live, the picture that was taken, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flow import Picture
from kiosk.i18n import Texts
from kiosk.screens.step.tray import Tray
from kiosk.session.events import CapturePressed, Event, HelpPressed, PictureKept, RetakePressed
from kiosk.session.shots import Shot, ShotStage
from kiosk.session.visit import Form
from kiosk.ui.paper_images import paper_url
from kiosk.ui.rows import RowsModel
from kiosk.ui.whole_picture import PictureFeed

QML_IMPORT_NAME = "kiosk.screens.step"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One thing to be mended before the next try."""

    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class PictureProps:
    """``stage`` is ``live``, ``taking``, ``taken`` or ``kept``; the tray tells the rest."""

    field_id: str
    stage: str = "live"
    source: str = ""
    """Where the picture is to be had; empty while there is none."""
    hint: str = ""
    required: bool = True
    problems: tuple[ProblemRow, ...] = ()


def derive_picture_props(form: Form, asked: Picture, texts: Texts) -> PictureProps:
    """The field as the form has it."""
    kept = form.flow.answers.get(asked.id, "")
    shot = form.shot if form.shot and form.shot.field_id == asked.id else None
    picture_id = kept or (shot.picture_id if shot else "")
    return PictureProps(
        field_id=asked.id,
        stage="kept" if kept else _stage(shot),
        source=paper_url(picture_id) if picture_id else "",
        hint=asked.hint,
        required=asked.required,
        problems=_problems(shot, texts) if shot else (),
    )


def _stage(shot: Shot | None) -> str:
    return "live" if shot is None or shot.stage is ShotStage.REFUSED else str(shot.stage)


def _problems(shot: Shot, texts: Texts) -> tuple[ProblemRow, ...]:
    return tuple(
        ProblemRow(texts.retake_at(reason, shot.glare), texts.retake(reason).hint)
        for reason in shot.reasons
    )


@QmlElement
class PictureModel(QObject):
    """A picture field as its QML file sees it; ``tray`` None: this kiosk has none."""

    changed = Signal()
    tray_changed = Signal()

    def __init__(
        self,
        props: PictureProps,
        tray: Tray | None,
        texts: Texts,
        send: Callable[[Event], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._props = props
        self._tray = tray
        self._texts = texts
        self._send = send
        self._problems = RowsModel(ProblemRow, self)
        self._problems.show(props.problems)
        if tray is not None:
            tray.changed.connect(self.tray_changed)

    @Property(str, notify=changed)
    def stage(self) -> str:
        return self._props.stage

    @Property(str, notify=changed)
    def source(self) -> str:
        return self._props.source

    @Property(str, notify=changed)
    def hint(self) -> str:
        return self._props.hint

    @Property(bool, notify=changed)
    def required(self) -> bool:
        return self._props.required

    @Property(QObject, constant=True)
    def problems(self) -> QObject:
        return self._problems

    @Property(bool, notify=changed)
    def refused(self) -> bool:
        """Whether the last try was no use; ``problems`` says why."""
        return bool(self._props.problems)

    @Property(bool, notify=tray_changed)
    def open(self) -> bool:
        """Whether there is a document camera that may be used."""
        return self._tray is not None and self._tray.usable

    @Property(str, notify=tray_changed)
    def trouble(self) -> str:
        """A few words about what is wrong with it."""
        return "" if self._tray is None else self._tray.trouble(self._texts)

    @Property(bool, notify=tray_changed)
    def ready(self) -> bool:
        """Whether there is a live picture of this moment."""
        return self._tray is not None and self._tray.view.ready

    @Property(QObject, constant=True)
    def tray(self) -> PictureFeed | None:
        """What a WholePicture shows."""
        return None if self._tray is None else self._tray.view

    @Slot()
    def capture(self) -> None:
        """The material lies there."""
        self._send(CapturePressed(self._props.field_id))

    @Slot()
    def retake(self) -> None:
        """The resident wants another picture."""
        self._send(RetakePressed(self._props.field_id))

    @Slot()
    def keep(self) -> None:
        """The resident wants this one."""
        self._send(PictureKept(self._props.field_id))

    @Slot()
    def help(self) -> None:
        """The resident wants a person."""
        self._send(HelpPressed())

    def show(self, props: PictureProps) -> None:
        """A new state of the same field."""
        if props != self._props:
            self._props = props
            self._problems.show(props.problems)
            self.changed.emit()
