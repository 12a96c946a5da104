"""One field of the question: what it shows, and the answers that hands give to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import flow
from kiosk.flow import ACCEPTED, CONFIRMED, DISPUTED, AnyField, Declaration, Picture
from kiosk.i18n import Texts
from kiosk.screens.step.picture_model import PictureModel, PictureProps, derive_picture_props
from kiosk.session.visit import Form
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.step"
QML_IMPORT_MAJOR_VERSION = 1

PHONE_DIGITS = 11
"""A mainland mobile number; the keypad takes no more."""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option of a choice."""

    value: str = field(repr=False)
    label: str = field(repr=False)
    detail: str = field(repr=False)
    chosen: bool
    disabled: bool


@dataclass(frozen=True, slots=True)
class FieldProps:
    """What a field shows; the parts that its kind does not have are empty."""

    field_id: str
    kind: str
    label: str
    answer: str = field(default="", repr=False)
    shown: str = field(default="", repr=False)
    """The value on record that is to be confirmed, or the declaration's text."""
    error: str = ""
    options: tuple[OptionRow, ...] = ()
    picture: PictureProps | None = None


def derive_field_props(form: Form, asked: AnyField, texts: Texts) -> FieldProps:
    """A field of the current step with its answer, its options and its error in words."""
    state, error_code = form.flow, form.errors.get(asked.id, "")
    answer = state.answers.get(asked.id, "")
    text = asked.text if isinstance(asked, Declaration) else flow.shown(state, asked.id)
    return FieldProps(
        field_id=asked.id,
        kind=asked.kind,
        label=asked.label,
        answer=answer,
        shown=text or "",
        error=texts.field_error(error_code) if error_code else "",
        options=tuple(
            OptionRow(o.value, o.label, o.detail, o.value == answer, o.disabled)
            for o in flow.options(state, asked.id) or ()
        ),
        picture=derive_picture_props(form, asked, texts) if isinstance(asked, Picture) else None,
    )


def grouped_phone(digits: str) -> str:
    """A mobile number as people read it: 138 0013 8000."""
    return " ".join(filter(None, (digits[:3], digits[3:7], digits[7:])))


@QmlElement
class FieldModel(QObject):
    """A field as its QML file sees it."""

    changed = Signal()

    def __init__(
        self,
        props: FieldProps,
        answer: Callable[[str, str], None],
        picture: PictureModel | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._props = props
        self._answer = answer
        self._picture = picture
        if picture is not None:
            picture.setParent(self)
        self._options = RowsModel(OptionRow, self)
        self._options.show(props.options)

    @Property(str, constant=True)
    def kind(self) -> str:
        return self._props.kind

    @Property(str, notify=changed)
    def label(self) -> str:
        return self._props.label

    @Property(str, notify=changed)
    def shown(self) -> str:
        return self._props.shown

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._props.error

    @Property(str, notify=changed)
    def phone(self) -> str:
        return grouped_phone(self._props.answer)

    @Property(bool, notify=changed)
    def full(self) -> bool:
        return len(self._props.answer) >= PHONE_DIGITS

    @Property(bool, notify=changed)
    def confirmed(self) -> bool:
        return self._props.answer == CONFIRMED

    @Property(bool, notify=changed)
    def disputed(self) -> bool:
        return self._props.answer == DISPUTED

    @Property(bool, notify=changed)
    def accepted(self) -> bool:
        return self._props.answer == ACCEPTED

    @Property(QObject, constant=True)
    def options(self) -> QObject:
        return self._options

    @Property(QObject, constant=True)
    def picture(self) -> QObject | None:
        """A PictureModel where the field is a picture."""
        return self._picture

    @Slot(str)
    def choose(self, value: str) -> None:
        """The resident touched an option."""
        self._say(value)

    @Slot()
    def confirm(self) -> None:
        """The value on record is right."""
        self._say(CONFIRMED)

    @Slot()
    def dispute(self) -> None:
        """The value on record is wrong."""
        self._say(DISPUTED)

    @Slot()
    def accept(self) -> None:
        """The declaration was accepted, or the tick taken away again."""
        self._say("" if self._props.answer == ACCEPTED else ACCEPTED)

    @Slot(str)
    def press(self, digit: str) -> None:
        """One more digit of the phone number."""
        if len(self._props.answer) < PHONE_DIGITS:
            self._say(self._props.answer + digit)

    @Slot()
    def erase(self) -> None:
        """The last digit was wrong."""
        self._say(self._props.answer[:-1])

    @Slot()
    def clear(self) -> None:
        """All digits were wrong."""
        self._say("")

    def show(self, props: FieldProps) -> None:
        """A new state of the same field."""
        if props != self._props:
            self._props = props
            self._options.show(props.options)
            if self._picture is not None and props.picture is not None:
                self._picture.show(props.picture)
            self.changed.emit()

    def _say(self, value: str) -> None:
        self._answer(self._props.field_id, value)
