"""The inner screens under a finger: every button says what it should, in both directions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.session import events
from tests.qml.gallery import VARIANTS
from tests.qml.harness import LANDSCAPE, PORTRAIT, Showcase
from tests.qml.inspection import on_screen
from tests.qml.scenes_b import SCENES

ANSWERED = events.Answered
BUTTONS: list[tuple[str, str, events.Event]] = [
    ("step-choice", "option-icbc", ANSWERED("account", "icbc")),
    ("step-confirm", "option-ok", ANSWERED("household", "ok")),
    ("step-confirm", "option-wrong", ANSWERED("household", "wrong")),
    ("step-declaration", "accept", ANSWERED("promise", "accepted")),
    ("step-phone", "key-5", ANSWERED("phone", "13800135")),
    ("step-phone", "key-backspace", ANSWERED("phone", "138001")),
    ("step-phone", "key-clear", ANSWERED("phone", "")),
    ("step-choice", "next", events.NextPressed()),
    ("step-choice", "back", events.BackPressed()),
    ("slots", "option-s-25-2", ANSWERED("slot", "s-25-2")),
    ("slots", "next", events.NextPressed()),
    ("slots-missing", "next", events.NextPressed()),
    ("slots-empty", "back", events.BackPressed()),
    ("review-apply", "edit-account", events.EditPressed("account")),
    ("review-apply", "submit", events.SubmitPressed()),
    ("review-book", "submit", events.SubmitPressed()),
    ("review-apply", "back", events.BackPressed()),
    ("records", "print", events.PrintPressed()),
    ("records", "finish", events.FinishPressed()),
    ("records", "back", events.BackPressed()),
    ("preview", "print", events.PrintPressed()),
    ("preview", "finish", events.FinishPressed()),
    ("preview", "back", events.BackPressed()),
    ("result-approved", "print", events.PrintPressed()),
    ("result-approved", "finish", events.FinishPressed()),
    ("maintenance", "test-print", events.TestPrintPressed()),
    ("maintenance", "leave", events.LeavePressed()),
]
WAYS = {"next", "back", "submit", "print", "finish", "test-print", "leave"}
DEAD = [
    ("step-choice", "option-other"),
    ("slots", "option-s-25-0"),
    ("slots-loading", "next"),
    ("slots-empty", "next"),
    ("records-empty", "print"),
    ("maintenance-testing", "test-print"),
]


@pytest.fixture(scope="module")
def hands(qapp: QGuiApplication) -> Iterator[Showcase]:
    del qapp
    shown = Showcase()
    yield shown
    shown.close()


def find(showcase: Showcase, name: str) -> QQuickItem:
    """The visible item of this name."""
    (item,) = [one.item for one in on_screen(showcase.window) if one.item.objectName() == name]
    return item


def press(showcase: Showcase, name: str) -> None:
    """Touch the middle of an item."""
    item = find(showcase, name)
    place = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    QTest.mouseClick(
        showcase.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    showcase.settle()


def said(showcase: Showcase) -> list[events.Event]:
    """What the buttons said, without the bare touches."""
    return [event for event in showcase.sent if event != events.Touched()]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize(("scene", "button", "event"), BUTTONS)
def test_a_button_says_what_it_should(
    hands: Showcase, scene: str, button: str, event: events.Event, size: tuple[int, int]
) -> None:
    hands.show(SCENES[scene], size=size)
    hands.sent.clear()
    press(hands, button)
    assert said(hands) == [event]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("scene", SCENES)
def test_the_ways_on_and_back_are_wholly_on_screen(
    hands: Showcase, scene: str, variant: str
) -> None:
    elder, size = VARIANTS[variant]
    hands.show(SCENES[scene], elder=elder, size=size)
    seen = on_screen(hands.window)
    (screen,) = [one for one in seen if one.item.objectName() == "screen"]
    cut = [
        one.item.objectName()
        for one in seen
        if one.item.objectName() in WAYS
        and screen.item.isAncestorOf(one.item)
        and not screen.rect.contains(one.rect)
    ]
    assert cut == []


@pytest.mark.parametrize(("scene", "button"), DEAD)
def test_what_cannot_be_used_now_says_nothing(hands: Showcase, scene: str, button: str) -> None:
    hands.show(SCENES[scene])
    hands.sent.clear()
    press(hands, button)
    assert said(hands) == []


def test_another_day_shows_its_times(hands: Showcase) -> None:
    hands.show(SCENES["slots"])
    press(hands, "day-2026-11-27")
    assert find(hands, "option-s-27-1").property("time") == "09:30–10:00"


def test_pages_are_turned(hands: Showcase) -> None:
    hands.show(SCENES["records"])
    assert find(hands, "page-number").property("text").startswith("第 1 /")
    press(hands, "next-page")
    assert find(hands, "page-number").property("text").startswith("第 2 /")
    press(hands, "previous-page")
    assert find(hands, "page-number").property("text").startswith("第 1 /")


def test_the_paper_can_be_enlarged(hands: Showcase) -> None:
    hands.show(SCENES["preview"])
    whole = find(hands, "paper").width()
    press(hands, "zoom")
    assert find(hands, "paper").width() > whole
    assert find(hands, "more").isVisible()
    press(hands, "zoom")
    assert find(hands, "paper").width() == whole


def test_a_pin_is_typed(hands: Showcase) -> None:
    hands.show(SCENES["sign-in"])
    hands.sent.clear()
    for digit in "246801":
        press(hands, f"key-{digit}")
    assert said(hands) == [events.PinEntered("246801")]
