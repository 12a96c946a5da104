"""Lists for QML: one role a dataclass field, for delegates with typed required properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

FIRST_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()


class RowsModel(QAbstractListModel):
    """A read-only list of frozen dataclass instances of one class.

    Field names are the role names, so they are camelCase where QML reads them.
    """

    def __init__(self, row_class: type[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [field.name for field in fields(row_class)]
        self._rows: tuple[Any, ...] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Replace the rows; nothing is signalled when they are equal."""
        new = tuple(rows)
        if new == self._rows:
            return
        if len(new) == len(self._rows):
            self._rows = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows as given."""
        return self._rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """Qt's row count."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The field behind the role; a tuple becomes a list, which QML can count."""
        if not index.isValid() or role < FIRST_ROLE:
            return None
        value = getattr(self._rows[index.row()], self._names[role - FIRST_ROLE])
        return list(value) if isinstance(value, tuple) else value

    def roleNames(self) -> dict[int, QByteArray]:
        """One role a field."""
        return {FIRST_ROLE + i: QByteArray(name.encode()) for i, name in enumerate(self._names)}
