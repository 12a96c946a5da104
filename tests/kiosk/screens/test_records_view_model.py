"""The records screen: columns, pages and what becomes of short and empty tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.screens.records.props import (
    column_shares,
    derive_records_props,
    is_rigid,
    text_width,
)
from kiosk.screens.records.view_model import RecordsViewModel
from kiosk.session import Column, RecordsTable, Visit
from kiosk.session.visit import Records
from kiosk.stage import Stage
from tests.qml.scenes_b import MEDICAL, MEDICAL_TABLE, PENSION_TABLE, SCENES


def visit_with(table: RecordsTable) -> Visit:
    return replace(SCENES["records"], scene=Records(MEDICAL, table))


@pytest.mark.parametrize(
    ("page", "rows", "shown", "pages", "first"),
    [
        (1, 10, 1, 3, "2026-10-12"),
        (3, 10, 3, 3, "2026-10-12"),
        (9, 10, 3, 3, "2026-10-12"),
        (0, 24, 1, 1, "2026-10-12"),
        (2, 1, 2, 24, "2026-09-28"),
    ],
)
def test_pages(page: int, rows: int, shown: int, pages: int, first: str) -> None:
    props = derive_records_props(SCENES["records"], page, rows)
    assert (props.page, props.pages, props.row_count) == (shown, pages, 24)
    assert props.cells[0].text == first


def test_the_last_page_has_what_is_left() -> None:
    props = derive_records_props(SCENES["records"], 3, 10)
    assert {cell.row for cell in props.cells} == {0, 1, 2, 3}


def test_cells_stand_under_their_heads() -> None:
    props = derive_records_props(SCENES["records"], 1, 2)
    heads = dict(enumerate(props.columns))
    assert all(
        (cell.label, cell.start, cell.share, cell.align)
        == (
            heads[cell.column].label,
            heads[cell.column].start,
            heads[cell.column].share,
            heads[cell.column].align,
        )
        for cell in props.cells
    )
    assert [cell.align for cell in props.cells[:6]] == ["left"] * 3 + ["right"] * 3


@pytest.mark.parametrize("table", [MEDICAL_TABLE, PENSION_TABLE])
def test_shares_fill_the_width(table: RecordsTable) -> None:
    assert sum(column_shares(table)) == pytest.approx(1)
    assert all(share > 0.05 for share in column_shares(table))


def test_numbers_keep_their_room_where_words_wrap() -> None:
    shares = column_shares(MEDICAL_TABLE)
    date_share, hospital_share = shares[0], shares[1]
    assert date_share * 936 > text_width("2026-10-12") * 13
    assert hospital_share < text_width("罗湖区人民医院（东门门诊部）") / 66


def test_rigid_columns_hold_no_words() -> None:
    rigid = [is_rigid(MEDICAL_TABLE, column) for column in MEDICAL_TABLE.columns]
    assert rigid == [True, False, False, True, True, True]


def test_a_missing_value_is_an_empty_cell() -> None:
    table = replace(PENSION_TABLE, rows=({"month": "2026-10"},))
    assert [c.text for c in derive_records_props(visit_with(table), 1, 5).cells] == [
        "2026-10",
        "",
        "",
    ]


def test_nothing_on_file() -> None:
    props = derive_records_props(SCENES["records-empty"], 1, 5)
    assert (props.row_count, props.cells, props.page, props.pages) == (0, (), 1, 1)


def test_a_table_without_columns_or_rows_does_not_break() -> None:
    props = derive_records_props(visit_with(replace(PENSION_TABLE, columns=(), rows=())), 1, 5)
    assert props.columns == ()
    one = replace(PENSION_TABLE, columns=(Column("x", "甲"),), rows=())
    assert column_shares(one) == (1.0,)


def test_turning_pages_and_starting_anew(qapp: QGuiApplication) -> None:
    del qapp
    stage = Stage()
    stage.show(SCENES["records"])
    view_model = RecordsViewModel(stage)
    view_model.fitRows(8)
    assert view_model.pages == 3
    view_model.nextPage()
    view_model.nextPage()
    view_model.nextPage()
    assert view_model.page == 3
    view_model.previousPage()
    assert view_model.page == 2
    stage.show(Visit(number=2))
    assert view_model._cells.rows == ()
    stage.show(SCENES["records"])
    assert view_model.page == 1
