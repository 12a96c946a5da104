"""Rows as QML sees them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt

from kiosk.ui.rows import FIRST_ROLE, RowsModel


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    tags: tuple[str, ...] = ()


def test_a_field_is_a_role_and_a_tuple_a_list() -> None:
    model = RowsModel(Row)
    model.show([Row("a", ("x", "y"))])
    assert list(model.roleNames().values()) == [b"name", b"tags"]
    assert model.data(model.index(0), FIRST_ROLE) == "a"
    assert model.data(model.index(0), FIRST_ROLE + 1) == ["x", "y"]
    assert model.data(model.index(0), Qt.ItemDataRole.DisplayRole) is None
    assert model.data(QModelIndex(), FIRST_ROLE) is None


def test_only_a_change_is_signalled() -> None:
    model = RowsModel(Row)
    told: list[str] = []
    model.modelReset.connect(lambda: told.append("reset"))
    model.dataChanged.connect(lambda *_: told.append("data"))
    model.show([Row("a")])
    model.show([Row("a")])
    model.show([Row("b")])
    model.show([])
    assert told == ["reset", "data", "reset"]
    assert (model.rows, model.rowCount()) == ((), 0)
