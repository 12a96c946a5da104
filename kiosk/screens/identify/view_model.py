"""Who are you? A card on the reader or a code before the camera."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.devices import ScanView
from kiosk.devices.health import HealthBoard, Part, PartHealth, State
from kiosk.i18n import Texts
from kiosk.session import Visit
from kiosk.session.identifying import UNPROVEN
from kiosk.session.visit import Identify
from kiosk.stage import Stage
from kiosk.ui.live_picture import PictureFeed

QML_IMPORT_NAME = "kiosk.screens.identify"
QML_IMPORT_MAJOR_VERSION = 1

BROKEN = {State.OFFLINE, State.NO_DEVICE, State.HARDWARE_ERROR}
"""States in which nobody should hold something there; an unknown state proves nothing."""


@dataclass(frozen=True, slots=True)
class IdentifyProps:
    """What the screen shows; a trouble is a few words about why a way is closed."""

    active: bool = False
    purpose: str = ""
    """The item that goes on afterwards."""
    card_open: bool = True
    card_trouble: str = ""
    code_open: bool = True
    code_trouble: str = ""
    known: bool = False
    """Somebody is known already and a stronger document is wanted."""
    any_document: bool = True
    """Whether documents that prove nothing do here, too."""


def derive_identify_props(
    visit: Visit, reader: PartHealth, scanner: PartHealth, texts: Texts
) -> IdentifyProps:
    """Both ways and whether they are open."""
    if not isinstance(visit.scene, Identify):
        return IdentifyProps()
    item = visit.scene.item
    return IdentifyProps(
        active=True,
        purpose=item.short_name if item else "",
        card_open=reader.state not in BROKEN,
        card_trouble=_trouble(reader, texts),
        code_open=scanner.state not in BROKEN,
        code_trouble=_trouble(scanner, texts),
        known=visit.visitor is not None,
        any_document=item is None or item.assurance <= UNPROVEN,
    )


def _trouble(part: PartHealth, texts: Texts) -> str:
    if part.state not in BROKEN:
        return ""
    return texts.resident_fault(part.fault) if part.fault else texts.part_state(part.state)


@QmlElement
class IdentifyViewModel(QObject):
    """The screen's side in Python; it has no buttons: cards and codes come from the devices.

    The camera's picture is asked for while the screen is shown and the way by code is open.
    """

    propsChanged = Signal()
    scanChanged = Signal()

    def __init__(
        self,
        stage: Stage,
        board: HealthBoard,
        texts: Texts,
        scan_view: ScanView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._board = board
        self._texts = texts
        self._scan_view = scan_view
        self._camera: PictureFeed = scan_view
        self._shown = False
        self._props = IdentifyProps()
        stage.changed.connect(self._refresh)
        board.changed.connect(self._refresh)
        scan_view.changed.connect(self.scanChanged)
        self._refresh()

    @Property(bool, notify=propsChanged)
    def active(self) -> bool:
        """Whether the illustrations move."""
        return self._props.active

    @Property(str, notify=propsChanged)
    def purpose(self) -> str:
        return self._props.purpose

    @Property(bool, notify=propsChanged)
    def cardOpen(self) -> bool:
        return self._props.card_open

    @Property(str, notify=propsChanged)
    def cardTrouble(self) -> str:
        return self._props.card_trouble

    @Property(bool, notify=propsChanged)
    def codeOpen(self) -> bool:
        return self._props.code_open

    @Property(str, notify=propsChanged)
    def codeTrouble(self) -> str:
        return self._props.code_trouble

    @Property(bool, notify=propsChanged)
    def known(self) -> bool:
        return self._props.known

    @Property(bool, notify=propsChanged)
    def anyDocument(self) -> bool:
        return self._props.any_document

    @Property(QObject, constant=True)
    def camera(self) -> PictureFeed:
        """What a LivePicture shows."""
        return self._camera

    @Property(bool, notify=scanChanged)
    def pictureReady(self) -> bool:
        """Whether there is a picture of this moment."""
        return self._scan_view.ready

    @Property(str, notify=scanChanged)
    def codeHint(self) -> str:
        """What the hand with the phone should do; empty while nothing is wrong."""
        hint = self._scan_view.hint
        return self._texts.notice(hint).title if hint else ""

    @Property(str, notify=scanChanged)
    def codeHintReason(self) -> str:
        """Why, for those who have it read out."""
        hint = self._scan_view.hint
        return self._texts.notice(hint).hint if hint else ""

    @Slot(bool)
    def look(self, is_shown: bool) -> None:
        """Whether the screen can be seen."""
        self._shown = is_shown
        self._watch()

    def _watch(self) -> None:
        props = self._props
        self._scan_view.look(is_looking=self._shown and props.active and props.code_open)

    def _refresh(self) -> None:
        reader, scanner = self._board[Part.CARD_READER], self._board[Part.CODE_SCANNER]
        props = derive_identify_props(self._stage.visit, reader, scanner, self._texts)
        if props != self._props:
            self._props = props
            self._watch()
            self.propsChanged.emit()
