"""The four verbs, the themes, the way to search, and what limits the machine today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.catalog import Catalog, Verb
from kiosk.devices.health import HealthBoard
from kiosk.i18n import Texts, wall_time
from kiosk.screens.home.props import (
    HomeProps,
    OfferRow,
    ThemeRow,
    VerbRow,
    derive_home_props,
    theme_columns,
    theme_rows,
    verb_rows,
)
from kiosk.session.events import (
    HelpPressed,
    IdentifyPressed,
    ItemChosen,
    Searched,
    ThemeChosen,
    VerbChosen,
)
from kiosk.settings import Site
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.home"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class HomeViewModel(QObject):
    """The screen's side in Python; ``now`` is the wall time that the greeting follows."""

    propsChanged = Signal()

    def __init__(
        self,
        stage: Stage,
        board: HealthBoard,
        catalog: Catalog,
        texts: Texts,
        site: Site,
        now: Callable[[], datetime] = wall_time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._board = board
        self._catalog = catalog
        self._texts = texts
        self._now = now
        self._props = HomeProps()
        self._site = site
        self._verbs = RowsModel(VerbRow, self)
        self._verbs.show(verb_rows(catalog, texts))
        self._themes = RowsModel(ThemeRow, self)
        self._themes.show(theme_rows(catalog))
        self._offers = RowsModel(OfferRow, self)
        stage.changed.connect(self._refresh)
        board.changed.connect(self._refresh)
        self._refresh()

    @Property(bool, notify=propsChanged)
    def identified(self) -> bool:
        return self._props.identified

    @Property(str, notify=propsChanged)
    def greeting(self) -> str:
        return self._props.greeting

    @Property(list, notify=propsChanged)
    def well(self) -> list[str]:
        """Parts that work, in words."""
        return list(self._props.well)

    @Property(str, notify=propsChanged)
    def limitation(self) -> str:
        return self._props.limitation

    @Property(int, notify=propsChanged)
    def available(self) -> int:
        return self._props.available

    @Property(int, constant=True)
    def themeColumns(self) -> int:
        return theme_columns(len(self._themes.rows))

    @Property(str, constant=True)
    def district(self) -> str:
        return self._site.district

    @Property(int, notify=propsChanged)
    def offerCount(self) -> int:
        return len(self._props.offers)

    @Property(QObject, constant=True)
    def verbs(self) -> QObject:
        return self._verbs

    @Property(QObject, constant=True)
    def themes(self) -> QObject:
        return self._themes

    @Property(QObject, constant=True)
    def offers(self) -> QObject:
        return self._offers

    @Slot(str)
    def chooseVerb(self, verb: str) -> None:
        """One of the four verbs."""
        self._stage.send(VerbChosen(Verb(verb)))

    @Slot(str)
    def chooseTheme(self, theme_id: str) -> None:
        """A theme."""
        self._stage.send(ThemeChosen(theme_id))

    @Slot(str)
    def chooseItem(self, item_id: str) -> None:
        """An item that was offered."""
        item = self._catalog.get(item_id)
        if item is not None:
            self._stage.send(ItemChosen(item))

    @Slot()
    def search(self) -> None:
        """The resident wants to type."""
        self._stage.send(Searched(""))

    @Slot()
    def identify(self) -> None:
        """The resident wants to say who she is."""
        self._stage.send(IdentifyPressed())

    @Slot()
    def callStaff(self) -> None:
        """The resident wants a person."""
        self._stage.send(HelpPressed())

    def _refresh(self) -> None:
        props = derive_home_props(
            self._stage.visit, self._board.parts, self._catalog, self._texts, self._now()
        )
        if props != self._props:
            self._props = props
            self._offers.show(props.offers)
            self.propsChanged.emit()
