"""The step screen: what it shows of a form, and what its fields send."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtGui import QGuiApplication

import kiosk.screens.step
from kiosk.flow import AnyField
from kiosk.i18n import Texts
from kiosk.screens.step.field_model import FieldModel, grouped_phone
from kiosk.screens.step.view_model import StepViewModel, derive_step_props
from kiosk.session import Visit, events
from kiosk.session.visit import Form, Home
from kiosk.stage import Stage
from tests.qml.scenes_b import ALLOWANCE, SCENES, allowance_at

TEXTS = Texts.load()


def test_a_question_is_shown_with_its_place_among_the_pages() -> None:
    props = derive_step_props(SCENES["step-choice"], TEXTS)
    assert (props.page, props.pages) == (2, 5)
    assert props.title == "津贴发到哪个账户？"
    assert props.hint
    assert not props.waiting


def test_options_say_which_is_chosen_and_which_cannot_be() -> None:
    (field,) = derive_step_props(SCENES["step-choice"], TEXTS).fields
    assert [(o.value, o.chosen, o.disabled) for o in field.options] == [
        ("card", True, False),
        ("icbc", False, False),
        ("other", False, True),
    ]


def test_a_value_on_record_and_a_declaration_are_shown() -> None:
    (confirm,) = derive_step_props(SCENES["step-confirm"], TEXTS).fields
    (declaration,) = derive_step_props(SCENES["step-declaration"], TEXTS).fields
    assert confirm.shown.endswith("501")
    assert declaration.shown.startswith("本人承诺")


def test_an_error_is_told_in_words_at_its_field() -> None:
    (field,) = derive_step_props(SCENES["step-phone-error"], TEXTS).fields
    assert field.error == TEXTS.field_error("bad_phone")


@pytest.mark.parametrize("visit", [Visit(scene=Home()), SCENES["review-apply"]])
def test_other_scenes_leave_nothing_behind(visit: Visit) -> None:
    props = derive_step_props(visit, TEXTS)
    assert props.fields == ()
    assert props.title == ""


def test_waiting_for_options_is_told() -> None:
    waiting = replace(SCENES["step-choice"], pending="accounts")
    assert derive_step_props(waiting, TEXTS).waiting


@pytest.mark.parametrize(
    ("digits", "said"),
    [("", ""), ("13", "13"), ("1380", "138 0"), ("13800138000", "138 0013 8000")],
)
def test_phone_numbers_are_grouped(digits: str, said: str) -> None:
    assert grouped_phone(digits) == said


def test_every_field_kind_has_one_qml_file_or_the_slots_screen() -> None:
    union = get_args(AnyField)[0]
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(union)}
    folder = Path(kiosk.screens.step.__file__).parent
    files = {file.stem.removesuffix("Field").lower() for file in folder.glob("*Field.qml")}
    assert kinds == files | {"slot"}


class Hand:
    """A stage that remembers what was sent, with a view model on it."""

    def __init__(self, scene: str) -> None:
        self.sent: list[events.Event] = []
        self.stage = Stage()
        self.stage.connect_dispatch(self.sent.append)
        self.stage.show(SCENES[scene])
        self.view_model = StepViewModel(self.stage, TEXTS)

    @property
    def field(self) -> FieldModel:
        return self.view_model._fields.rows[0].field


def test_fields_send_answers(qapp: QGuiApplication) -> None:
    del qapp
    confirm, phone = Hand("step-confirm"), Hand("step-phone")
    confirm.field.confirm()
    confirm.field.dispute()
    phone.field.press("8")
    phone.field.erase()
    phone.field.clear()
    assert confirm.sent == [
        events.Answered("household", "ok"),
        events.Answered("household", "wrong"),
    ]
    assert phone.sent == [
        events.Answered("phone", "13800138"),
        events.Answered("phone", "138001"),
        events.Answered("phone", ""),
    ]


def test_a_full_number_takes_no_more_digits(qapp: QGuiApplication) -> None:
    del qapp
    hand = Hand("step-phone")
    hand.stage.show(
        replace(SCENES["step-phone"], scene=Form(ALLOWANCE, allowance_at("phone", phone="1" * 11)))
    )
    hand.field.press("8")
    assert hand.sent == []


def test_the_tick_can_be_taken_away_again(qapp: QGuiApplication) -> None:
    del qapp
    hand = Hand("step-declaration")
    hand.field.accept()
    ticked = allowance_at("promise", promise="accepted")
    hand.stage.show(replace(SCENES["step-declaration"], scene=Form(ALLOWANCE, ticked)))
    hand.field.accept()
    assert hand.sent == [
        events.Answered("promise", "accepted"),
        events.Answered("promise", ""),
    ]


def test_a_field_lives_as_long_as_its_question(qapp: QGuiApplication) -> None:
    del qapp
    hand = Hand("step-choice")
    first = hand.field
    answered = allowance_at("account", account="icbc")
    hand.stage.show(replace(SCENES["step-choice"], scene=Form(ALLOWANCE, answered)))
    assert hand.field is first
    assert first._options.rows[1].chosen
    hand.stage.show(SCENES["step-phone"])
    assert hand.field is not first


def test_the_end_of_the_visit_empties_the_screen(qapp: QGuiApplication) -> None:
    del qapp
    hand = Hand("step-phone")
    hand.stage.show(Visit(number=2))
    assert hand.view_model._fields.rows == ()
    assert hand.view_model.title == ""
