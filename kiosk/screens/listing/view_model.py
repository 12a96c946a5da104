"""Items by verb, by theme or by a typed query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.catalog import Catalog, Item, Verb
from kiosk.session import Visit
from kiosk.session.events import ItemChosen, Searched
from kiosk.session.visit import Listing
from kiosk.stage import Stage
from kiosk.ui.rows import RowsModel

QML_IMPORT_NAME = "kiosk.screens.listing"
QML_IMPORT_MAJOR_VERSION = 1

LONGEST_QUERY = 12
"""Keys; no item needs more initials to be found."""
MOST_FOUND = 20


class Finder(Protocol):
    """Finds items by what was typed (``kiosk.catalog.search.SearchIndex``)."""

    def find(self, query: str, limit: int = 20) -> tuple[Item, ...]:
        """At most ``limit`` items, best first."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the list; ``tags`` are words about it."""

    item: str
    verb: str
    name: str
    summary: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListingProps:
    """What the screen shows; ``mode`` is verb, theme or search."""

    mode: str = ""
    verb: str = ""
    theme: str = ""
    query: str = field(default="", repr=False)
    rows: tuple[ItemRow, ...] = ()


def derive_listing_props(visit: Visit, catalog: Catalog, finder: Finder) -> ListingProps:
    """The list of a listing; empty on every other scene.

    A search that was only opened shows what the home page features.
    """
    if not isinstance(visit.scene, Listing):
        return ListingProps()
    elder = visit.elder
    match visit.scene:
        case Listing(query=str() as query):
            found = finder.find(query, MOST_FOUND) if query else _featured(catalog)
            return ListingProps("search", query=query, rows=_rows(found, None, elder=elder))
        case Listing(theme=str() as theme):
            name = next((t.name for t in catalog.themes if t.id == theme), theme)
            return ListingProps(
                "theme", theme=name, rows=_rows(catalog.by_theme(theme), None, elder=elder)
            )
        case Listing(verb=Verb() as verb):
            return ListingProps(
                "verb", verb=verb, rows=_rows(catalog.by_verb(verb), verb, elder=elder)
            )
        case _:
            return ListingProps()


def _featured(catalog: Catalog) -> tuple[Item, ...]:
    items = (item for verb in Verb for item in catalog.featured(verb))
    return tuple({item.id: item for item in items}.values())


def _rows(items: tuple[Item, ...], verb: Verb | None, *, elder: bool) -> tuple[ItemRow, ...]:
    return tuple(
        ItemRow(
            item.id,
            verb or item.verbs[0],
            (item.elder_name or item.short_name) if elder else item.name,
            item.summary,
            item_tags(item),
        )
        for item in items
    )


def item_tags(item: Item) -> tuple[str, ...]:
    """秒批: decided on the spot; 无需到场: no visit to an office; 免登录: nobody is identified."""
    told = {
        "秒批": item.instant,
        "无需到场": item.guide.visits == 0,
        "免登录": item.assurance == 0,
    }
    return tuple(word for word, holds in told.items() if holds)


@QmlElement
class ListingViewModel(QObject):
    """The screen's side in Python."""

    propsChanged = Signal()

    def __init__(
        self, stage: Stage, catalog: Catalog, search: Finder, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._catalog = catalog
        self._finder = search
        self._props = ListingProps()
        self._rows = RowsModel(ItemRow, self)
        stage.changed.connect(self._refresh)
        self._refresh()

    @Property(str, notify=propsChanged)
    def mode(self) -> str:
        return self._props.mode

    @Property(str, notify=propsChanged)
    def verb(self) -> str:
        return self._props.verb

    @Property(str, notify=propsChanged)
    def theme(self) -> str:
        return self._props.theme

    @Property(str, notify=propsChanged)
    def query(self) -> str:
        return self._props.query

    @Property(int, notify=propsChanged)
    def count(self) -> int:
        return len(self._props.rows)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Slot(str)
    def chooseItem(self, item_id: str) -> None:
        """An item of the list."""
        item = self._catalog.get(item_id)
        if item is not None:
            self._stage.send(ItemChosen(item))

    @Slot(str)
    def press(self, key: str) -> None:
        """One more key of the query."""
        if len(self._props.query) < LONGEST_QUERY:
            self._stage.send(Searched(self._props.query + key))

    @Slot()
    def erase(self) -> None:
        """The last key was wrong."""
        if self._props.query:
            self._stage.send(Searched(self._props.query[:-1]))

    @Slot()
    def clear(self) -> None:
        """Another query."""
        self._stage.send(Searched(""))

    def _refresh(self) -> None:
        props = derive_listing_props(self._stage.visit, self._catalog, self._finder)
        if props != self._props:
            self._props = props
            self._rows.show(props.rows)
            self.propsChanged.emit()
