"""The document camera's panel: which page lies on its tray."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from drivers import DeviceKind
from drivers.sim.world import WorldState
from kiosk.devices.health import HealthBoard, Part
from kiosk.dock.hands import Hands

QML_IMPORT_NAME = "kiosk.dock"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class TrayProps:
    """``fitted``: the kiosk has the camera; ``title`` of the page, empty: none lies there."""

    fitted: bool = False
    title: str = ""
    plugged: bool = True


def derive_tray_props(state: WorldState, pages: Mapping[str, str], *, fitted: bool) -> TrayProps:
    """The tray and its page; ``pages`` are their titles by key."""
    plugged = DeviceKind.DOCUMENT_CAMERA not in state.unplugged
    if state.document is None:
        return TrayProps(fitted, plugged=plugged)
    kind, _, holder = pages.get(state.document, state.document).partition(" · ")
    return TrayProps(fitted, f"{holder} · {kind}" if holder else kind, plugged)


@QmlElement
class TrayViewModel(QObject):
    """What lies on the tray; another page takes the place of the one before."""

    propsChanged = Signal()

    def __init__(self, hands: Hands, board: HealthBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hands = hands
        self._board = board
        self._props = TrayProps()

    @Property(bool, notify=propsChanged)
    def fitted(self) -> bool:
        return self._props.fitted

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(bool, notify=propsChanged)
    def plugged(self) -> bool:
        return self._props.plugged

    @Slot(int)
    def turn(self, by: int) -> None:
        """The page that comes so many after the one on the tray; from an empty tray the first."""
        keys, laid = list(self._hands.pages), self._hands.world.state.document
        at = keys.index(laid) + by if laid in keys else 0 if by > 0 else -1
        self._hands.lay_document(keys[at % len(keys)])

    @Slot()
    def clear(self) -> None:
        """Take away what lies there."""
        self._hands.take_document()

    def show(self, state: WorldState) -> None:
        """The world is like this now."""
        fitted = any(health.part is Part.DOCUMENT_CAMERA for health in self._board.parts)
        props = derive_tray_props(state, self._hands.pages, fitted=fitted)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()
