"""Hunting for what must not outlive a visit."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import Property, QAbstractItemModel, QObject, QUrl
from PySide6.QtQuick import QQuickItem
from sqlalchemy import inspect, literal_column, select, table

from kiosk.app import App
from tests.journeys.house import items

SAYING = (
    "text",
    "title",
    "label",
    "value",
    "detail",
    "hint",
    "source",
    "name",
    "number",
    "placeholderText",
    "displayText",
)
"""Properties in which items hold what they show. Asking an item's ``metaObject()`` for all of them
would be thorough and wrong: PySide keeps the wrapper of a QML item's own meta-object after the item
is gone, and takes whatever comes to stand at its address for a meta-object."""
CODINGS = ("utf-8", "utf-16-le", "gb18030")


def on_screen(app: App) -> str:
    """All that view models and the items of the window hold, seen or not, without any space."""
    models = [app.shell, *app.shell._screens.values()]
    shown = items(app.window.contentItem(), hidden=True)
    said = [text for model in models for text in _of_model(model)]
    said += [text for item in shown for text in _of_item(item)]
    return "\n".join(said).replace(" ", "")


def _of_model(model: QObject) -> Iterator[str]:
    """Every property that the view model's class declares."""
    for name, declared in vars(type(model)).items():
        if isinstance(declared, Property):
            yield from _texts(getattr(model, name))


def _of_item(item: QQuickItem) -> Iterator[str]:
    for name in SAYING:
        yield from _texts(item.property(name))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case QUrl():
            yield value.toString()
        case Mapping():
            for each in value.values():
                yield from _texts(each)
        case list() | tuple():
            for each in value:
                yield from _texts(each)
        case QAbstractItemModel():
            for row in range(value.rowCount()):
                for role in value.roleNames():
                    yield from _texts(value.index(row, 0).data(role))
        case _:
            return


def in_tables(app: App) -> str:
    """Every row of the kiosk's own database, decrypted. (A ``Row`` cuts long values short.)"""
    with app.parts.store.begin() as connection:
        tables = [table(name) for name in inspect(connection).get_table_names()]
        everything = [select(literal_column("*")).select_from(each) for each in tables]
        return repr([[tuple(row) for row in connection.execute(query)] for query in everything])


def in_files(folder: Path, canaries: list[str]) -> list[tuple[str, str]]:
    """Canaries in the raw bytes of the files below a folder, but for the backend's own."""
    found = []
    for path in folder.rglob("*"):
        if not path.is_file() or path.name.startswith("backend.db"):
            continue
        content = path.read_bytes()
        found += [
            (path.name, canary)
            for canary in canaries
            if any(canary.encode(coding) in content for coding in CODINGS)
        ]
    return found


def personal(*kinds: type) -> dict[int, str]:
    """What is reachable of these kinds: the names of the kinds by object."""
    gc.collect()
    return {id(each): type(each).__name__ for each in gc.get_objects() if type(each) in kinds}
