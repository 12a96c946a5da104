"""The card reader's panel: what lies on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from drivers import DeviceKind, IdentityDocument
from drivers.sim.residents import SimResident
from drivers.sim.wallet import Wallet
from drivers.sim.world import WorldState
from kiosk.dock.hands import OTHER_CARDS, Hands
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.dock"
QML_IMPORT_MAJOR_VERSION = 1

IDENTITY = "identity"
DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class OtherCardRow:
    """A card that is no resident's."""

    card: str
    label: str


@dataclass(frozen=True, slots=True)
class ReaderProps:
    """``kind`` is identity, document, a key of the other cards, or empty: nothing lies there."""

    kind: str = ""
    title: str = ""
    note: str = ""
    plugged: bool = True


def derive_reader_props(
    state: WorldState, residents: Mapping[str, SimResident], wallet: Wallet
) -> ReaderProps:
    """The reader and its card."""
    plugged = DeviceKind.CARD_READER not in state.unplugged
    if state.card is None:
        return ReaderProps(plugged=plugged)
    if state.card in residents:
        return ReaderProps(IDENTITY, residents[state.card].name, "居民身份证", plugged)
    if state.card in wallet.specimens:
        kind, _, holder = wallet.label(state.card).partition(" · ")
        like_identity = isinstance(wallet.expected(state.card), IdentityDocument)
        return ReaderProps(IDENTITY if like_identity else DOCUMENT, holder, kind, plugged)
    name, _, note = OTHER_CARDS.get(state.card, state.card).rstrip("）").partition("（")
    return ReaderProps(state.card, name, note, plugged)


def other_cards() -> tuple[OtherCardRow, ...]:
    """The wrong cards, in short."""
    return tuple(OtherCardRow(card, text.partition("（")[0]) for card, text in OTHER_CARDS.items())


@QmlElement
class ReaderViewModel(QObject):
    """What lies on the reader."""

    propsChanged = Signal()

    def __init__(self, hands: Hands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hands = hands
        self._props = ReaderProps()
        self._others = RowsModel(OtherCardRow, self)
        self._others.show(other_cards())

    @Property(str, notify=propsChanged)
    def kind(self) -> str:
        return self._props.kind

    @Property(str, notify=propsChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=propsChanged)
    def note(self) -> str:
        return self._props.note

    @Property(bool, notify=propsChanged)
    def plugged(self) -> bool:
        return self._props.plugged

    @Property(QObject, constant=True)
    def others(self) -> QObject:
        return self._others

    @Slot(str)
    def layCard(self, card: str) -> None:
        """A card that is no resident's."""
        self._hands.tap(card)

    @Slot()
    def takeCard(self) -> None:
        """Take away what lies there."""
        self._hands.take()

    def show(self, state: WorldState) -> None:
        """The world is like this now."""
        props = derive_reader_props(state, self._hands.residents, self._hands.wallet)
        if props != self._props:
            self._props = props
            self.propsChanged.emit()
