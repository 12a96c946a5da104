"""One question of an item's flow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import flow
from kiosk.i18n import Texts
from kiosk.screens.step.field_model import FieldModel, FieldProps, derive_field_props
from kiosk.screens.step.picture_model import PictureModel
from kiosk.screens.step.tray import Tray
from kiosk.session import Visit, picturing
from kiosk.session.events import Answered, BackPressed, NextPressed
from kiosk.session.visit import Form
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.step"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as the screen's list holds it."""

    field: FieldModel


@dataclass(frozen=True, slots=True)
class StepProps:
    """What the screen shows; ``page`` counts from 1."""

    step_id: str = ""
    page: int = 1
    pages: int = 1
    title: str = ""
    hint: str = ""
    waiting: bool = False
    ready: bool = True
    """Whether there may be something to go on with."""
    skipping: bool = False
    """Going on now leaves out a picture that nobody insists on."""
    fields: tuple[FieldProps, ...] = ()

    @property
    def shows_tray(self) -> bool:
        """Whether the document camera's live picture is part of the page."""
        stages = [field.picture.stage for field in self.fields if field.picture]
        return any(stage in ("live", "taking") for stage in stages)


def derive_step_props(visit: Visit, texts: Texts) -> StepProps:
    """The current question of a form; empty on every other scene."""
    if not isinstance(visit.scene, Form):
        return StepProps()
    form = visit.scene
    step = flow.current(form.flow)
    if step is None:
        return StepProps()
    page, pages = flow.position(form.flow)
    fields = tuple(derive_field_props(form, field, texts) for field in step.fields)
    pictures = [field.picture for field in fields if field.picture]
    lacking = [picture for picture in pictures if picture.stage != "kept"]
    return StepProps(
        step_id=step.id,
        page=page,
        pages=pages,
        title=step.title,
        hint=step.hint,
        waiting=visit.pending is not None,
        ready=not picturing.undecided(form) and not any(each.required for each in lacking),
        skipping=bool(lacking),
        fields=fields,
    )


@QmlElement
class StepViewModel(QObject):
    """The step screen's side in Python; its fields live as long as the question does."""

    propsChanged = Signal()

    def __init__(
        self,
        stage: Stage,
        texts: Texts,
        tray: Tray | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._tray = tray
        self._shown = False
        self._props = StepProps()
        self._fields = RowsModel(FieldRow, self)
        self._models: dict[str, FieldModel] = {}
        stage.changed.connect(self._refresh)
        if tray is not None:
            tray.changed.connect(self._watch)
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

    @Property(bool, notify=propsChanged)
    def waiting(self) -> bool:
        return self._props.waiting

    @Property(bool, notify=propsChanged)
    def ready(self) -> bool:
        return self._props.ready

    @Property(bool, notify=propsChanged)
    def skipping(self) -> bool:
        return self._props.skipping

    @Property(QObject, constant=True)
    def fields(self) -> QObject:
        return self._fields

    @Slot()
    def goOn(self) -> None:
        """The resident has answered."""
        self._stage.send(NextPressed())

    @Slot()
    def goBack(self) -> None:
        """The resident wants the question before."""
        self._stage.send(BackPressed())

    @Slot(bool)
    def look(self, is_shown: bool) -> None:
        """Whether the screen can be seen."""
        self._shown = is_shown
        self._watch()

    def _watch(self) -> None:
        """The live picture is asked for while it is shown, and no longer."""
        if self._tray is not None:
            wanted = self._shown and self._props.shows_tray and self._tray.usable
            self._tray.view.look(is_looking=wanted)

    def _answer(self, field_id: str, value: str) -> None:
        self._stage.send(Answered(field_id, value))

    def _refresh(self) -> None:
        props = derive_step_props(self._stage.visit, self._texts)
        if props == self._props:
            return
        before, self._props = self._props, props
        if [(f.field_id, f.kind) for f in before.fields] != [
            (f.field_id, f.kind) for f in props.fields
        ] or before.step_id != props.step_id:
            self._rebuild()
        for field in props.fields:
            self._models[field.field_id].show(field)
        self._watch()
        self.propsChanged.emit()

    def _rebuild(self) -> None:
        old = self._models
        self._models = {field.field_id: self._model(field) for field in self._props.fields}
        self._fields.show([FieldRow(model) for model in self._models.values()])
        for model in old.values():
            model.deleteLater()

    def _model(self, field: FieldProps) -> FieldModel:
        picture = (
            PictureModel(field.picture, self._tray, self._texts, self._stage.send)
            if field.picture
            else None
        )
        return FieldModel(field, self._answer, picture, self)
