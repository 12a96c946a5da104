"""The slots screen: days and times out of delivered options, and the choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk import flow
from kiosk.flow import Option
from kiosk.i18n import Texts
from kiosk.screens.slots.props import OfferedSlot, derive_slots_props, offered_slots
from kiosk.screens.slots.view_model import SlotsViewModel
from kiosk.session import Visit, events
from kiosk.session.visit import Form
from kiosk.stage import Stage
from tests.qml.scenes_b import MARRIAGE, SCENES, make_slots, marriage_at_slot

TEXTS = Texts.load()


def visit_with(*slots: Option, chosen: str = "") -> Visit:
    state = flow.answer(marriage_at_slot(slots), "slot", chosen)
    return replace(SCENES["slots"], scene=Form(MARRIAGE, state))


def test_labels_are_read_and_put_in_order() -> None:
    found = offered_slots(
        [
            Option("b", "2026-11-25 09:00–09:30", "余3"),
            Option("a", "2026-11-24 14:00-14:30", "余0", disabled=True),
            Option("x", "随时", "余9"),
            Option("c", "2026-11-24 09:00–09:30"),
        ]
    )
    assert found == (
        OfferedSlot("c", date(2026, 11, 24), "09:00–09:30", 1),
        OfferedSlot("a", date(2026, 11, 24), "14:00–14:30", 0),
        OfferedSlot("b", date(2026, 11, 25), "09:00–09:30", 3),
    )


def test_days_add_up_what_is_left() -> None:
    props = derive_slots_props(
        visit_with(
            Option("a", "2026-11-24 09:00–09:30", "余3"),
            Option("b", "2026-11-24 09:30–10:00", "余2"),
            Option("c", "2026-11-25 09:00–09:30", "余0", disabled=True),
        ),
        "",
        TEXTS,
    )
    assert [(d.day, d.month, d.number, d.weekday, d.free) for d in props.days] == [
        ("2026-11-24", 11, 24, "周二", 5),
        ("2026-11-25", 11, 25, "周三", 0),
    ]


@pytest.mark.parametrize(
    ("wanted", "chosen", "opened"),
    [
        ("", "", "2026-11-25"),
        ("2026-11-24", "", "2026-11-24"),
        ("", "c", "2026-11-26"),
        ("2026-11-25", "c", "2026-11-25"),
        ("2030-01-01", "", "2026-11-25"),
    ],
)
def test_which_day_is_open(wanted: str, chosen: str, opened: str) -> None:
    visit = visit_with(
        Option("a", "2026-11-24 09:00–09:30", "余0", disabled=True),
        Option("b", "2026-11-25 09:00–09:30", "余1"),
        Option("c", "2026-11-26 09:00–09:30", "余1"),
        chosen=chosen,
    )
    assert derive_slots_props(visit, wanted, TEXTS).open_day == opened


def test_the_choice_is_said_in_words() -> None:
    props = derive_slots_props(SCENES["slots"], "", TEXTS)
    assert props.chosen == "11月25日 周三 09:30–10:00"
    assert props.office == "翠竹街道便民服务中心（婚姻登记窗口）"
    assert [slot.value for slot in props.slots if slot.chosen] == ["s-25-1"]
    assert all(slot.value.startswith("s-25-") for slot in props.slots)


@pytest.mark.parametrize(
    ("scene", "loading", "missing", "empty"),
    [
        ("slots", False, False, False),
        ("slots-loading", True, False, False),
        ("slots-missing", False, True, False),
        ("slots-empty", False, False, True),
    ],
)
def test_on_its_way_not_to_be_had_or_full(
    scene: str, loading: bool, missing: bool, empty: bool
) -> None:
    props = derive_slots_props(SCENES[scene], "", TEXTS)
    assert (props.loading, props.missing, props.empty) == (loading, missing, empty)


@pytest.mark.parametrize("slots", [(), make_slots(full=True)])
def test_nothing_free_is_empty(slots: tuple[Option, ...]) -> None:
    visit = replace(SCENES["slots"], scene=Form(MARRIAGE, marriage_at_slot(slots)))
    assert derive_slots_props(visit, "", TEXTS).empty


def test_an_error_is_told_in_words() -> None:
    form = replace(visit_with(*make_slots()).scene, errors={"slot": "required"})
    props = derive_slots_props(replace(SCENES["slots"], scene=form), "", TEXTS)
    assert props.error == TEXTS.field_error("required")


def test_a_step_without_a_slot_is_not_shown_here() -> None:
    props = derive_slots_props(SCENES["step-offices"], "", TEXTS)
    assert (props.title, props.days) == ("", ())


def test_touching_days_and_times(qapp: QGuiApplication) -> None:
    del qapp
    sent: list[events.Event] = []
    stage = Stage()
    stage.connect_dispatch(sent.append)
    stage.show(SCENES["slots"])
    view_model = SlotsViewModel(stage, TEXTS)
    assert view_model.openDayIndex == 1
    view_model.openDay("2026-11-27")
    assert view_model.openDayIndex == 3
    assert {row.value[:5] for row in view_model._slots.rows} == {"s-27-"}
    view_model.choose("s-27-2")
    assert sent == [events.Answered("slot", "s-27-2")]


def test_the_open_day_is_forgotten_with_the_visit(qapp: QGuiApplication) -> None:
    del qapp
    stage = Stage()
    stage.show(SCENES["slots"])
    view_model = SlotsViewModel(stage, TEXTS)
    view_model.openDay("2026-11-27")
    stage.show(Visit(number=2))
    assert view_model._days.rows == view_model._slots.rows == ()
    stage.show(SCENES["slots"])
    assert view_model.openDayIndex == 1
