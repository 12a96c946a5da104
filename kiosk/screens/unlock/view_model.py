"""Number, birth and expiry of a travel document: typed one by one, or read on the tray."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.devices import HealthBoard, Part, ScanView, State
from kiosk.i18n import Texts
from kiosk.session import Visit
from kiosk.session.events import (
    BackPressed,
    KeyCleared,
    KeyErased,
    KeyFieldChosen,
    KeyTyped,
    NextPressed,
    ZoneDeclined,
    ZonePressed,
)
from kiosk.session.key_entry import KeyField, key_of
from kiosk.session.visit import Unlock
from kiosk.stage import Stage
from kiosk.ui.whole_picture import PictureFeed

QML_IMPORT_NAME = "kiosk.screens.unlock"
QML_IMPORT_MAJOR_VERSION = 1


_BROKEN = {State.OFFLINE, State.NO_DEVICE, State.HARDWARE_ERROR}
"""States in which nobody should lay anything on the tray; an unknown state proves nothing."""


@dataclass(frozen=True, slots=True)
class UnlockProps:
    """What the screen shows; ``at`` is the field under the keys."""

    at: str = KeyField.NUMBER
    number: str = field(repr=False, default="")
    birth: str = field(repr=False, default="")
    expiry: str = field(repr=False, default="")
    complaint: str = ""
    complete: bool = False
    """Whether the way on reads the document."""
    told: bool = False
    """A banner stands above the screen and says what to do."""
    tray: str = ""
    """While the tray is looked at: reading or unread; empty: the three fields."""


def derive_unlock_props(visit: Visit, texts: Texts) -> UnlockProps:
    """The three fields; empty on every other scene."""
    if not isinstance(visit.scene, Unlock):
        return UnlockProps()
    draft = visit.scene.draft
    return UnlockProps(
        at=draft.at,
        number=draft.number,
        birth=spoken_date(draft.birth),
        expiry=spoken_date(draft.expiry),
        complaint=texts.key_problem(draft.problem) if draft.problem else "",
        complete=key_of(draft) is not None,
        told=visit.notice is not None,
        tray=visit.scene.tray or "",
    )


def spoken_date(digits: str) -> str:
    """Digits as far as they are typed, as a date is read out: 1996年10月3."""
    parts = ((digits[:4], "年", 4), (digits[4:6], "月", 2), (digits[6:], "日", 2))
    return "".join(text + (unit if len(text) == full else "") for text, unit, full in parts)


@QmlElement
class UnlockViewModel(QObject):
    """The screen's side in Python; what is typed lives in the visit's scene alone.

    ``page_view`` is what the document camera sees; None: this kiosk has none.
    """

    propsChanged = Signal()
    cameraChanged = Signal()
    """Whether the document camera is offered, or has a picture of this moment."""

    def __init__(
        self,
        stage: Stage,
        texts: Texts,
        board: HealthBoard,
        page_view: ScanView | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._board = board
        self._page_view = page_view
        self._shown = False
        self._props = UnlockProps()
        stage.changed.connect(self._refresh)
        if page_view is not None:
            page_view.changed.connect(self.cameraChanged)
            board.changed.connect(self.cameraChanged)
        self._refresh()

    @Property(str, notify=propsChanged)
    def tray(self) -> str:
        return self._props.tray

    @Property(QObject, constant=True)
    def camera(self) -> PictureFeed | None:
        """What a WholePicture shows; None where there is no document camera."""
        return self._page_view

    @Property(bool, notify=cameraChanged)
    def cameraOpen(self) -> bool:
        """Whether the page may be read on the tray, as far as is known."""
        health = self._board[Part.DOCUMENT_CAMERA]
        return self._page_view is not None and health.state not in _BROKEN

    @Property(bool, notify=cameraChanged)
    def pictureReady(self) -> bool:
        """Whether there is a picture of this moment."""
        return self._page_view is not None and self._page_view.ready

    @Property(str, notify=propsChanged)
    def at(self) -> str:
        return self._props.at

    @Property(str, notify=propsChanged)
    def number(self) -> str:
        return self._props.number

    @Property(str, notify=propsChanged)
    def birth(self) -> str:
        return self._props.birth

    @Property(str, notify=propsChanged)
    def expiry(self) -> str:
        return self._props.expiry

    @Property(str, notify=propsChanged)
    def complaint(self) -> str:
        return self._props.complaint

    @Property(bool, notify=propsChanged)
    def complete(self) -> bool:
        return self._props.complete

    @Property(bool, notify=propsChanged)
    def told(self) -> bool:
        return self._props.told

    @Slot(str)
    def choose(self, place: str) -> None:
        """The keys go to another field."""
        self._stage.send(KeyFieldChosen(KeyField(place)))

    @Slot(str)
    def press(self, key: str) -> None:
        """One more character."""
        self._stage.send(KeyTyped(key))

    @Slot()
    def erase(self) -> None:
        """The last character was wrong."""
        self._stage.send(KeyErased())

    @Slot()
    def clear(self) -> None:
        """The whole field was wrong."""
        self._stage.send(KeyCleared())

    @Slot()
    def goOn(self) -> None:
        """To the next field, or to the document when all three are filled."""
        self._stage.send(NextPressed())

    @Slot()
    def goBack(self) -> None:
        """Rather not."""
        self._stage.send(BackPressed())

    @Slot()
    def readPage(self) -> None:
        """Have the page read on the tray, or once more."""
        self._stage.send(ZonePressed())

    @Slot()
    def typeInstead(self) -> None:
        """Back to the keys."""
        self._stage.send(ZoneDeclined())

    @Slot(bool)
    def look(self, is_shown: bool) -> None:
        """Whether the screen can be seen."""
        self._shown = is_shown
        self._watch()

    def _watch(self) -> None:
        if self._page_view is not None:
            wanted = self._shown and self._props.tray != ""
            self._page_view.look(is_looking=wanted, screen="unlock")

    def _refresh(self) -> None:
        props = derive_unlock_props(self._stage.visit, self._texts)
        if props != self._props:
            self._props = props
            self._watch()
            self.propsChanged.emit()
