"""The technicians' keypad: digits, the last one that sends, the lock and its countdown."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.i18n import Texts
from kiosk.screens.sign_in.view_model import SignInViewModel
from kiosk.session import NoticeCode, Timing, Visit, events, step
from kiosk.session.visit import Maintenance, SignIn
from kiosk.stage import Stage

TEXTS = Texts.load()


class Keypad:
    """The view model on a stage that runs the real state machine."""

    def __init__(self, visit: Visit | None = None) -> None:
        self.now = 1000.0
        self.sent: list[events.Event] = []
        self.stage = Stage()
        self.stage.connect_dispatch(self.send)
        self.stage.show(visit or Visit(scene=SignIn()))
        self.view_model = SignInViewModel(self.stage, TEXTS, clock=lambda: self.now)

    def send(self, event: events.Event) -> None:
        self.sent.append(event)
        self.stage.show(step(self.stage.visit, event, self.now, Timing()).visit)

    def type(self, digits: str) -> None:
        for digit in digits:
            self.view_model.press(digit)


@pytest.fixture
def keypad(qapp: QGuiApplication) -> Keypad:
    del qapp
    return Keypad()


def test_the_last_digit_sends_the_pin_and_forgets_it(keypad: Keypad) -> None:
    keypad.type("12345")
    assert keypad.view_model.dots == 5
    assert keypad.sent == []
    keypad.type("6")
    assert keypad.sent == [events.PinEntered("123456")]
    assert keypad.view_model.dots == 0
    assert keypad.view_model._typed == ""
    assert keypad.view_model.checking


def test_nothing_is_typed_while_a_pin_is_checked(keypad: Keypad) -> None:
    keypad.type("1234567")
    assert keypad.view_model.dots == 0
    assert len(keypad.sent) == 1


def test_digits_can_be_taken_back(keypad: Keypad) -> None:
    keypad.type("123")
    keypad.view_model.erase()
    assert keypad.view_model.dots == 2
    keypad.view_model.clear()
    assert keypad.view_model.dots == 0


def test_a_wrong_pin_is_told_until_the_next_digit(keypad: Keypad) -> None:
    keypad.type("123456")
    keypad.send(events.PinRefused(keypad.stage.visit.ticket, 0))
    assert not keypad.view_model.checking
    assert keypad.view_model.complaint == TEXTS.notice(NoticeCode.PIN_WRONG).title
    keypad.type("9")
    assert keypad.view_model.complaint == ""
    assert keypad.view_model.dots == 1


def test_a_lock_counts_down_and_opens(keypad: Keypad) -> None:
    keypad.type("123456")
    keypad.send(events.PinRefused(keypad.stage.visit.ticket, 30))
    assert keypad.view_model.lockedLeft == 30
    keypad.type("1")
    assert keypad.view_model.dots == 0
    keypad.now += 29.5
    keypad.stage.tick(None)
    assert keypad.view_model.lockedLeft == 1
    keypad.now += 1
    keypad.stage.tick(None)
    assert keypad.view_model.lockedLeft == 0
    keypad.type("1")
    assert keypad.view_model.dots == 1


def test_what_was_typed_is_gone_when_the_keypad_is_left(keypad: Keypad) -> None:
    keypad.type("123")
    keypad.view_model.goBack()
    assert keypad.view_model._typed == ""
    keypad.stage.show(Visit(scene=SignIn()))
    assert keypad.view_model.dots == 0


def test_the_right_pin_ends_the_check(keypad: Keypad) -> None:
    keypad.type("123456")
    keypad.send(events.PinAccepted(keypad.stage.visit.ticket))
    assert isinstance(keypad.stage.visit.scene, Maintenance)
    assert not keypad.view_model.checking
