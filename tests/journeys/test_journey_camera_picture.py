"""The camera's picture through the whole kiosk: there while a code is asked for, and only then."""

from __future__ import annotations

import pytest

from drivers import DeviceKind
from drivers.sim.world import Pose
from kiosk.devices import Part
from kiosk.session import NoticeCode
from kiosk.session.visit import Attract, Home, Identify, Records
from tests.journeys.house import House

RECORD = ("query", "insurance-record")
FRAME_WORDS = "请把二维码对准方框"


@pytest.mark.journey
def test_the_resident_sees_what_the_camera_sees_and_leaves_nothing(house: House) -> None:
    view = house.app._desk.scan_view
    scanner = house.app.parts.devices.code_scanner
    house.identify_for(*RECORD)
    house.wait(lambda: view.ready and FRAME_WORDS in house.words(), "the camera's picture")
    picture = view.picture
    assert picture is not None
    assert picture.width() > 300
    house.touch("home")
    house.at(Home)
    assert (view.wanted, view.picture) == (False, None)
    house.pass_seconds(3600)
    house.at(Attract)
    assert (view.wanted, view.picture, view.hint) == (False, None, None)
    assert scanner.preview is not None


@pytest.mark.journey
def test_a_read_code_ends_the_picture(house: House) -> None:
    view = house.app._desk.scan_view
    house.identify_for(*RECORD)
    house.wait(lambda: view.ready, "the camera's picture")
    house.hands.show("wang")
    house.at(Records)
    assert (view.wanted, view.picture, view.outlines) == (False, None, ())
    latest = house.app.parts.devices.code_scanner.preview.latest
    house.wait(lambda: latest() is None, "a wiped memory, once the camera rests")


@pytest.mark.journey
def test_a_hint_stands_below_the_picture_even_under_a_banner(house: House) -> None:
    house.identify_for(*RECORD)
    house.hands.show("wang", expired=True)
    house.told(NoticeCode.CODE_EXPIRED, on=Identify)
    house.hands.show("wang", Pose(blur=14.0))
    title = house.texts.notice(NoticeCode.CODE_BLURRED).title
    house.wait(lambda: title in house.words(), "the hint")
    assert house.visit.notice is NoticeCode.CODE_EXPIRED
    house.hands.hold(Pose())
    house.at(Records)


@pytest.mark.journey
def test_a_camera_that_is_away_shows_no_picture_and_one_that_is_back_does(house: House) -> None:
    view = house.app._desk.scan_view
    house.identify_for(*RECORD)
    house.wait(lambda: view.ready, "the camera's picture")
    house.hands.plug(DeviceKind.CODE_SCANNER, plugged=False)
    house.becomes(Part.CODE_SCANNER, usable=False)
    house.wait(lambda: view.picture is None and not view.wanted, "no picture")
    assert FRAME_WORDS not in house.words()
    house.hands.plug(DeviceKind.CODE_SCANNER, plugged=True)
    house.wait(lambda: view.ready and FRAME_WORDS in house.words(), "the picture again")
