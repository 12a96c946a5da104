"""The identify screen with a camera: readable in every state, live, and empty when it must be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.session import Visit
from kiosk.session.visit import Home, Identify
from tests.fixtures.shown_camera import CameraSight
from tests.qml.gallery import VARIANTS
from tests.qml.harness import Showcase
from tests.qml.inspection import complaints, contrast_complaints, on_screen
from tests.qml.scenes_camera import CAMERA_SCENES

ASKED = Visit(scene=Identify())


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", CAMERA_SCENES)
def test_nothing_to_complain_about(showcase: Showcase, name: str, variant: str) -> None:
    visit, health, sight = CAMERA_SCENES[name]
    elder, size = VARIANTS[variant]
    showcase.show(visit, health, elder=elder, size=size, sight=sight)
    found = complaints(showcase.window)
    found += contrast_complaints(showcase.window, showcase.grab())
    assert not found, "\n".join(found)


def named(showcase: Showcase, name: str) -> list[QQuickItem]:
    return [one.item for one in on_screen(showcase.window) if one.item.objectName() == name]


def camera_place(showcase: Showcase) -> QImage:
    """What can be seen where the camera's picture is shown."""
    (camera,) = named(showcase, "camera")
    place = camera.mapRectToScene(QRectF(0, 0, camera.width(), camera.height()))
    return showcase.grab().copy(place.toAlignedRect())


def said(showcase: Showcase) -> list[str]:
    return [item.property("text") for item in named(showcase, "line")]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_picture_is_as_large_as_the_card(showcase: Showcase, variant: str) -> None:
    elder, size = VARIANTS[variant]
    showcase.show(ASKED, elder=elder, size=size, sight=CameraSight())
    (card,), (code,) = named(showcase, "way-card"), named(showcase, "way-code")
    assert card.width() == pytest.approx(code.width(), abs=1)
    assert card.height() == pytest.approx(code.height(), abs=1)
    (camera,) = named(showcase, "camera")
    assert camera.width() >= 380
    assert camera.height() >= 0.7 * camera.width()


def test_the_camera_is_on_screen_and_follows_what_it_sees(showcase: Showcase) -> None:
    showcase.show(ASKED, sight=CameraSight())
    first = camera_place(showcase)
    showcase.show(ASKED, sight=CameraSight(size=0.5))
    assert camera_place(showcase) != first
    showcase.show(ASKED, sight=CameraSight())
    assert camera_place(showcase) == first


def test_without_a_picture_the_way_is_drawn_and_nothing_of_the_picture_stays(
    showcase: Showcase,
) -> None:
    showcase.show(ASKED)
    drawn = camera_place(showcase)
    assert said(showcase)[1] == "扫码窗正在准备，请稍候"
    showcase.show(ASKED, sight=CameraSight())
    assert camera_place(showcase) != drawn
    assert said(showcase)[1] == "请把二维码对准方框"
    showcase.camera.view.wipe()
    showcase.settle()
    assert camera_place(showcase) == drawn


def test_pictures_are_wanted_while_the_screen_is_seen(showcase: Showcase) -> None:
    view = showcase.camera.view
    showcase.show(ASKED, sight=CameraSight())
    assert view.wanted
    showcase.window.hide()
    assert not view.wanted
    assert view.picture is None
    showcase.window.show()
    assert view.wanted
    showcase.show(Visit(scene=Home()))
    assert not view.wanted
    showcase.show(ASKED)
    assert view.wanted


@pytest.mark.parametrize("name", [name for name in CAMERA_SCENES if CAMERA_SCENES[name][2]])
def test_a_hint_stands_in_the_line_below_the_picture_and_in_no_banner(
    showcase: Showcase, name: str
) -> None:
    visit, health, sight = CAMERA_SCENES[name]
    assert sight is not None
    showcase.show(visit, health, sight=sight)
    hint = sight.hint
    expected = "请把二维码对准方框" if hint is None else showcase.texts.notice(hint).title
    assert said(showcase)[1] == expected


def test_a_hint_that_the_visit_carries_makes_no_banner(showcase: Showcase) -> None:
    sight = CameraSight(next(s.hint for _, _, s in CAMERA_SCENES.values() if s and s.hint))
    showcase.show(Visit(scene=Identify(), notice=sight.hint), sight=sight)
    assert not named(showcase, "notice")


def test_a_screen_reader_knows_the_picture_and_the_line(showcase: Showcase) -> None:
    sight = CAMERA_SCENES["identify-camera-closer"][2]
    assert sight is not None
    assert sight.hint is not None
    showcase.show(ASKED, sight=sight)
    picture = QAccessible.queryAccessibleInterface(named(showcase, "camera")[0])
    line = QAccessible.queryAccessibleInterface(named(showcase, "line")[1])
    notice = showcase.texts.notice(sight.hint)
    assert picture.role() == QAccessible.Role.Graphic
    assert picture.text(QAccessible.Text.Name) == "扫码窗看到的画面"
    assert line.role() == QAccessible.Role.AlertMessage
    assert line.text(QAccessible.Text.Name) == notice.title
    assert line.text(QAccessible.Text.Description) == notice.hint
