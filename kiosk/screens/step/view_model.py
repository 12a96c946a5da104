"""One question of an item's flow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import flow
from kiosk.i18n import Texts
from kiosk.screens.step.field_model import FieldModel, FieldProps, derive_field_props
from kiosk.session import Visit
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
    fields: tuple[FieldProps, ...] = ()


def derive_step_props(visit: Visit, texts: Texts) -> StepProps:
    """The current question of a form; empty on every other scene."""
    if not isinstance(visit.scene, Form):
        return StepProps()
    form = visit.scene
    step = flow.current(form.flow)
    if step is None:
        return StepProps()
    page, pages = flow.position(form.flow)
    return StepProps(
        step_id=step.id,
        page=page,
        pages=pages,
        title=step.title,
        hint=step.hint,
        waiting=visit.pending is not None,
        fields=tuple(
            derive_field_props(form.flow, field, form.errors.get(field.id, ""), texts)
            for field in step.fields
        ),
    )


@QmlElement
class StepViewModel(QObject):
    """The step screen's side in Python; its fields live as long as the question does."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._props = StepProps()
        self._fields = RowsModel(FieldRow, self)
        self._models: dict[str, FieldModel] = {}
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

    @Property(bool, notify=propsChanged)
    def waiting(self) -> bool:
        return self._props.waiting

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
        self.propsChanged.emit()

    def _rebuild(self) -> None:
        old = self._models
        self._models = {
            field.field_id: FieldModel(field, self._answer, self) for field in self._props.fields
        }
        self._fields.show([FieldRow(model) for model in self._models.values()])
        for model in old.values():
            model.deleteLater()
