"""Fingers on the real window: every touch is a sign of life, and every button says its word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.catalog import Verb
from kiosk.session import Timing, Visit, step
from kiosk.session.events import (
    BackPressed,
    Began,
    ElderToggled,
    Event,
    HelpClosed,
    HelpPressed,
    HomePressed,
    IdentifyPressed,
    ItemChosen,
    Knocked,
    LeavePressed,
    Rated,
    Searched,
    ThemeChosen,
    Touched,
    VerbChosen,
)
from tests.qml.harness import LANDSCAPE, Showcase
from tests.qml.inspection import on_screen
from tests.qml.scenes_entry import CATALOG, INSTANT, LONGEST, SCENES


def find(showcase: Showcase, name: str) -> QQuickItem:
    items = [one.item for one in on_screen(showcase.window) if one.item.objectName() == name]
    assert len(items) == 1, f"{len(items)} visible items are named {name}"
    return items[0]


def find_first(showcase: Showcase, prefix: str) -> QQuickItem:
    """The first item of a list that is at least partly in view."""
    named = [one for one in on_screen(showcase.window) if one.item.objectName().startswith(prefix)]
    return min((one.item for one in named if not one.visible_rect.isEmpty()), key=QQuickItem.y)


def every_item(item: QQuickItem) -> list[QQuickItem]:
    """The item and everything below it, hidden or not."""
    return [item, *(found for child in item.childItems() for found in every_item(child))]


def tap(showcase: Showcase, name: str) -> list[Event]:
    """What the window says when the middle of an item is touched and let go."""
    showcase.sent.clear()
    item = find(showcase, name)
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    tap_at(showcase, middle)
    return list(showcase.sent)


def tap_at(showcase: Showcase, point: QPoint) -> None:
    QTest.mouseClick(
        showcase.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
    )
    showcase.settle()


BUTTONS = [
    ("home", "verb-apply", VerbChosen(Verb.APPLY)),
    ("home", "theme-" + LONGEST.theme, ThemeChosen(LONGEST.theme)),
    ("home", "search", Searched("")),
    ("home", "identify", IdentifyPressed()),
    ("home", "elder", ElderToggled()),
    ("home", "help", HelpPressed()),
    ("home-known", "offer-" + LONGEST.id, ItemChosen(LONGEST)),
    ("home-known", "sign-out", LeavePressed()),
    ("listing-apply", "home", HomePressed()),
    ("listing-apply", "back", BackPressed()),
    ("listing-apply", "item-" + LONGEST.id, ItemChosen(LONGEST)),
    ("search-empty", "key-s", Searched("s")),
    ("search-found", "key-backspace", Searched("")),
    ("search-nothing", "clear", Searched("")),
    ("guide-longest", "begin", Began()),
    ("guide-longest", "back", BackPressed()),
    ("done-printed", "rate-5", Rated(5)),
    ("done-printed", "rate-1", Rated(1)),
    ("done-printed", "go-on", HomePressed()),
    ("done-printed", "leave", LeavePressed()),
    ("home-help-sent", "close-help", HelpClosed()),
]


@pytest.mark.parametrize(("scene", "button", "event"), BUTTONS)
def test_a_button_is_a_sign_of_life_and_says_its_word(
    showcase: Showcase, scene: str, button: str, event: Event
) -> None:
    showcase.show(SCENES[scene])
    assert tap(showcase, button) == [Touched(), event]


@pytest.mark.parametrize(("button", "event"), [("verb-book", VerbChosen(Verb.BOOK)),
                                               ("call-staff", HelpPressed()),
                                               ("identify", IdentifyPressed())])  # fmt: skip
def test_the_elder_home_says_the_same(showcase: Showcase, button: str, event: Event) -> None:
    showcase.show(SCENES["home"], elder=True, size=LANDSCAPE)
    assert tap(showcase, button) == [Touched(), event]


def test_a_touch_beside_every_button_is_a_sign_of_life(showcase: Showcase) -> None:
    showcase.show(SCENES["guide-longest"])
    showcase.sent.clear()
    tap_at(showcase, QPoint(4, 900))
    assert showcase.sent == [Touched()]


def test_the_invitation_ends_at_the_first_touch(showcase: Showcase) -> None:
    showcase.show(SCENES["attract"])
    assert tap(showcase, "start")[0] == Touched()


def test_the_first_touch_opens_the_home_page_and_presses_nothing_there(
    showcase: Showcase,
) -> None:
    showcase.show(Visit())
    said: list[Event] = []

    def conduct(event: Event) -> None:
        said.append(event)
        showcase.stage.show(step(showcase.stage.visit, event, 1.0, Timing()).visit)

    showcase.stage.connect_dispatch(conduct)
    for point in (QPoint(300, 1000), QPoint(300, 500)):
        showcase.show(Visit())
        said.clear()
        tap_at(showcase, point)
        assert said == [Touched()]
        assert find(showcase, "verb-query").isEnabled()
    showcase.stage.connect_dispatch(showcase.sent.append)


def test_a_finger_is_felt_like_a_pointer(showcase: Showcase) -> None:
    showcase.show(SCENES["home"])
    item = find(showcase, "verb-print")
    place = item.mapToScene(QPointF(30, 30)).toPoint()
    showcase.sent.clear()
    finger = QTest.createTouchDevice()
    QTest.touchEvent(showcase.window, finger).press(0, place, showcase.window).commit()
    assert showcase.sent == [Touched()]
    QTest.touchEvent(showcase.window, finger).release(0, place, showcase.window).commit()
    showcase.settle()
    assert showcase.sent == [Touched(), VerbChosen(Verb.PRINT)]


def test_while_the_machine_asks_only_answers_count(showcase: Showcase) -> None:
    showcase.show(SCENES["home-asking"])
    assert find(showcase, "presence-seconds").property("text") == "15"
    assert tap(showcase, "leave") == [LeavePressed()]
    assert tap(showcase, "still-here") == [Touched()]
    showcase.sent.clear()
    tap_at(showcase, QPoint(20, 20))
    assert showcase.sent == [Touched()], "a touch beside the question says that somebody is here"


def test_nothing_below_the_question_can_be_reached(showcase: Showcase) -> None:
    showcase.show(SCENES["home-asking"])
    assert tap(showcase, "help") == [Touched()]


def test_five_taps_on_the_clock_are_the_knock(showcase: Showcase) -> None:
    showcase.show(SCENES["home"])
    said: list[Event] = []
    for _ in range(5):
        showcase.seconds += 0.4
        said += tap(showcase, "clock")
    assert said.count(Knocked()) == 1


def test_the_screen_left_is_destroyed_with_what_it_showed(showcase: Showcase) -> None:
    showcase.show(SCENES["home-known"])
    greeting = find(showcase, "greeting").property("text")
    assert greeting == "欧阳女士，晚上好"
    showcase.show(Visit(number=2))
    said = [str(item.property("text")) for item in every_item(showcase.window.contentItem())]
    assert any("有什么" in text for text in said)
    assert not any("欧阳" in text for text in said)


def test_the_more_button_turns_the_page_and_returns(showcase: Showcase) -> None:
    showcase.show(SCENES["search-empty"])
    more = find(showcase, "more")
    assert more.property("text") == "更多"
    top = find_first(showcase, "item-").objectName()
    turned = 0
    while more.property("text") == "更多":
        first = find_first(showcase, "item-").y()
        tap(showcase, "more")
        turned += 1
        assert find_first(showcase, "item-").y() > first or more.property("text") != "更多"
    assert 1 < turned < 20
    tap(showcase, "more")
    assert more.property("text") == "更多"
    assert find_first(showcase, "item-").objectName() == top


def test_an_offer_comes_only_from_this_machines_catalogue(showcase: Showcase) -> None:
    assert {item.id for item in (LONGEST, INSTANT)} <= set(CATALOG.items)
    showcase.show(SCENES["home-known"])
    names = [one.item.objectName() for one in on_screen(showcase.window)]
    offers = [name for name in names if name.startswith("offer-")]
    assert offers == ["offer-" + LONGEST.id, "offer-" + INSTANT.id]
