"""Who are you? A card on the reader or a code before the camera."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.devices.health import HealthBoard, Part, PartHealth, State
from kiosk.i18n import Texts
from kiosk.session import Visit
from kiosk.session.identifying import UNPROVEN
from kiosk.session.visit import Identify
from kiosk.stage import Stage

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
    """The screen's side in Python; it has no buttons: cards and codes come from the devices."""

    propsChanged = Signal()

    def __init__(
        self, stage: Stage, board: HealthBoard, texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._board = board
        self._texts = texts
        self._props = IdentifyProps()
        stage.changed.connect(self._refresh)
        board.changed.connect(self._refresh)
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

    def _refresh(self) -> None:
        reader, scanner = self._board[Part.CARD_READER], self._board[Part.CODE_SCANNER]
        props = derive_identify_props(self._stage.visit, reader, scanner, self._texts)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()
