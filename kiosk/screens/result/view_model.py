"""What became of a submission."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.i18n import OutcomeText, Texts
from kiosk.session import Visit
from kiosk.session.events import FinishPressed, PrintPressed
from kiosk.session.visit import Result
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.result"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One thing that was granted, promised or booked."""

    label: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A reason, or something to do next."""

    text: str


@dataclass(frozen=True, slots=True)
class ResultProps:
    """What the screen shows; ``tone`` names the colour and the icon of the verdict."""

    tone: str = "info"
    title: str = ""
    hint: str = ""
    number_label: str = ""
    number: str = ""
    check_code: str = ""
    decided_at: str = ""
    steps_title: str = ""
    reasons: tuple[LineRow, ...] = ()
    steps: tuple[LineRow, ...] = ()
    details: tuple[DetailRow, ...] = ()


def grouped_number(number: str) -> str:
    """A number in groups of four, as it is read out; one that has groups already stays."""
    if not number.isascii() or not number.isalnum() or len(number) <= GROUP + 1:
        return number
    return " ".join(number[at : at + GROUP] for at in range(0, len(number), GROUP))


GROUP = 4


def derive_result_props(visit: Visit, texts: Texts) -> ResultProps:
    """The outcome that is shown; empty on every other scene."""
    if not isinstance(visit.scene, Result):
        return ResultProps()
    outcome = visit.scene.outcome
    said: OutcomeText = texts.outcome(outcome.kind)
    return ResultProps(
        tone=said.tone,
        title=said.title,
        hint=said.hint,
        number_label=said.number,
        number=grouped_number(outcome.number),
        check_code=outcome.check_code,
        decided_at=outcome.decided_at,
        steps_title=said.steps,
        reasons=tuple(LineRow(reason) for reason in outcome.reasons),
        steps=tuple(LineRow(step) for step in outcome.next_steps),
        details=tuple(DetailRow(row.label, row.value) for row in outcome.details),
    )


@QmlElement
class ResultViewModel(QObject):
    """The result screen's side in Python."""

    propsChanged = Signal()

    def __init__(self, stage: Stage, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._props = ResultProps()
        self._reasons = RowsModel(LineRow, self)
        self._steps = RowsModel(LineRow, self)
        self._details = RowsModel(DetailRow, self)
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(str, notify=propsChanged)
    def tone(self) -> str:
        return self._props.tone

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def hint(self) -> str:
        return self._props.hint

    @Property(str, notify=propsChanged)
    def numberLabel(self) -> str:
        return self._props.number_label

    @Property(str, notify=propsChanged)
    def number(self) -> str:
        return self._props.number

    @Property(str, notify=propsChanged)
    def checkCode(self) -> str:
        return self._props.check_code

    @Property(str, notify=propsChanged)
    def decidedAt(self) -> str:
        return self._props.decided_at

    @Property(str, notify=propsChanged)
    def stepsTitle(self) -> str:
        return self._props.steps_title

    @Property(QObject, constant=True)
    def reasons(self) -> QObject:
        return self._reasons

    @Property(QObject, constant=True)
    def steps(self) -> QObject:
        return self._steps

    @Property(QObject, constant=True)
    def details(self) -> QObject:
        return self._details

    @Property(int, notify=propsChanged)
    def reasonCount(self) -> int:
        return len(self._props.reasons)

    @Property(int, notify=propsChanged)
    def stepCount(self) -> int:
        return len(self._props.steps)

    @Property(int, notify=propsChanged)
    def detailCount(self) -> int:
        return len(self._props.details)

    @Slot()
    def printSlip(self) -> None:
        """The resident wants it on paper."""
        self._stage.send(PrintPressed())

    @Slot()
    def finish(self) -> None:
        """The resident has what she came for."""
        self._stage.send(FinishPressed())

    def _refresh(self) -> None:
        props = derive_result_props(self._stage.visit, self._texts)
        if props != self._props:
            self._props = props
            self._reasons.show(props.reasons)
            self._steps.show(props.steps)
            self._details.show(props.details)
            self.propsChanged.emit()
