"""Codes that are old, used, foreign or too many, and a camera that goes away."""

from datetime import timedelta

import cv2
import pytest

from drivers import DeviceKind
from drivers.sim import camera
from drivers.sim.world import Pose
from kiosk.devices import Part
from kiosk.session import NoticeCode
from kiosk.session.visit import Identify, Records

RECORD = ("query", "insurance-record")


@pytest.mark.journey
def test_an_old_code_is_told_once_and_a_fresh_one_is_taken(house):
    house.identify_for(*RECORD)
    house.hands.show("wang", expired=True)
    house.told(NoticeCode.CODE_EXPIRED, on=Identify)
    ticket = house.visit.ticket
    house.pilot.rest(600)
    assert (house.visit.ticket, house.visit.notice) == (ticket, NoticeCode.CODE_EXPIRED)
    house.hands.show("wang")
    house.at(Records)


@pytest.mark.journey
def test_a_code_opens_one_visit_only(house):
    house.identify_for(*RECORD)
    code = house.hands.mint("wang", timedelta(0))
    house.hands.show_text(code)
    house.at(Records)
    house.hands.hide()
    house.leave()
    house.identify_for(*RECORD)
    house.hands.show_text(code)
    house.told(NoticeCode.CODE_USED, on=Identify)
    assert house.visit.visitor is None


@pytest.mark.journey
@pytest.mark.parametrize("text", ["https://menu.example/table/7", "支付 ¥ 20", "SZAPP.v1.AAAA"])
def test_a_foreign_code_is_told(house, text):
    house.identify_for(*RECORD)
    house.hands.show_text(text)
    house.told(NoticeCode.CODE_UNKNOWN, on=Identify)
    assert house.visit.visitor is None


@pytest.mark.journey
def test_of_two_codes_none_is_taken(house, monkeypatch):
    draw = camera.phone_scene

    def two_phones(background, payload, pose, *, dark):
        one = draw(background, payload, pose, dark=dark)
        other = draw(background, b"https://menu.example/table/7", pose, dark=dark)
        half = one.shape[1] // 2
        quarter = half // 2
        both = [each[:, quarter : quarter + half] for each in (one, other)]
        return cv2.hconcat(both)

    house.identify_for(*RECORD)
    monkeypatch.setattr(camera, "phone_scene", two_phones)
    house.hands.show("wang")
    house.told(NoticeCode.CODES_MANY, on=Identify)
    assert house.visit.visitor is None
    monkeypatch.setattr(camera, "phone_scene", draw)
    house.hands.show("wang")
    house.at(Records)


@pytest.mark.journey
def test_without_a_camera_the_screen_says_so_and_cards_still_work(house):
    house.identify_for(*RECORD)
    house.hands.plug(DeviceKind.CODE_SCANNER, plugged=False)
    house.becomes(Part.CODE_SCANNER, usable=False)
    trouble = house.texts.resident_fault("not_connected")
    house.wait(lambda: trouble in house.words(), "the camera's trouble")
    house.hands.tap("zhang")
    house.at(Records)
    house.take_card()
    house.leave()
    house.hands.plug(DeviceKind.CODE_SCANNER, plugged=True)
    house.becomes(Part.CODE_SCANNER, usable=True)
    house.identify_for(*RECORD)
    house.hands.show("wang")
    house.at(Records)


@pytest.mark.journey
def test_a_code_that_cannot_be_read_is_told_how_to_hold_it(house):
    house.identify_for(*RECORD)
    house.hands.show("wang", Pose(blur=14.0))
    house.told(NoticeCode.CODE_BLURRED, on=Identify)
    house.hands.hold(Pose())
    house.at(Records)
