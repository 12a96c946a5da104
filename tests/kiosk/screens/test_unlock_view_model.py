"""The three lines of a travel document: shown as far as they are typed, and nowhere afterwards."""

import pytest

from kiosk.devices import HealthBoard
from kiosk.i18n import Texts
from kiosk.screens.unlock.view_model import (
    UnlockProps,
    UnlockViewModel,
    derive_unlock_props,
    spoken_date,
)
from kiosk.session import NoticeCode, Visit, events
from kiosk.session.key_entry import KeyDraft, KeyField, KeyProblem
from kiosk.session.visit import Home, Unlock
from kiosk.stage import Stage

TEXTS = Texts.load()
TYPED = KeyDraft("H00000002", "19961030", "20340408", KeyField.EXPIRY)


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("", ""),
        ("199", "199"),
        ("1996", "1996年"),
        ("19961", "1996年1"),
        ("199610", "1996年10月"),
        ("1996103", "1996年10月3"),
        ("19961030", "1996年10月30日"),
    ],
)
def test_a_date_is_shown_as_it_is_read_out(digits, said):
    assert spoken_date(digits) == said


def test_the_screen_shows_what_is_typed_and_what_is_wrong():
    assert derive_unlock_props(Visit(scene=Unlock()), TEXTS) == UnlockProps()
    full = derive_unlock_props(Visit(scene=Unlock(None, TYPED)), TEXTS)
    assert (full.at, full.number, full.complete) == ("expiry", "H00000002", True)
    assert (full.birth, full.expiry) == ("1996年10月30日", "2034年04月08日")
    wrong = KeyDraft("H1", "19961301", "", KeyField.BIRTH, KeyProblem.DATE_WRONG)
    props = derive_unlock_props(Visit(scene=Unlock(None, wrong)), TEXTS)
    assert props.complaint == TEXTS.key_problem(KeyProblem.DATE_WRONG)
    assert not props.complete
    told = Visit(scene=Unlock(None, TYPED), notice=NoticeCode.CARD_AWAITED)
    assert derive_unlock_props(told, TEXTS).told
    assert "H00000002" not in repr(full) + repr(told)
    assert "1996" not in repr(full)


def test_what_hands_do_reaches_the_visit_and_what_was_typed_leaves_with_the_scene(qapp):
    stage, sent = Stage(), []
    stage.connect_dispatch(sent.append)
    model = UnlockViewModel(stage, TEXTS, HealthBoard(), None)
    model.choose("birth")
    model.press("7")
    model.erase()
    model.clear()
    model.goOn()
    model.goBack()
    assert sent == [
        events.KeyFieldChosen(KeyField.BIRTH),
        events.KeyTyped("7"),
        events.KeyErased(),
        events.KeyCleared(),
        events.NextPressed(),
        events.BackPressed(),
    ]
    stage.show(Visit(scene=Unlock(None, TYPED)))
    assert model.number == "H00000002"
    stage.show(Visit(scene=Home()))
    assert (model.number, model.birth, model.expiry, model.complete) == ("", "", "", False)
