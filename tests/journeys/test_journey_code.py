"""Codes that are old, used, foreign or too many, and a camera that goes away."""

from datetime import timedelta

import pytest

from drivers import DeviceKind
from drivers.sim.world import Pose
from kiosk.devices import Part
from kiosk.session import NoticeCode
from kiosk.session.visit import Identify, Records
from tests.journeys import canaries

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


FOREIGN = [
    ("https://menu.example/table/7", NoticeCode.CODE_WEB_PAGE),
    ("wxp://f2f0J3Qx", NoticeCode.CODE_PAYMENT),
    ("WIFI:T:WPA;S:lobby;P:open-sesame;;", NoticeCode.CODE_WIFI),
    ("BEGIN:VCARD\nFN:Somebody\nEND:VCARD", NoticeCode.CODE_CONTACT),
    ("HC1:6BF+70790T9WJWG.FKY*4GO0", NoticeCode.CODE_OTHER_SYSTEM),
    ("支付 ¥ 20", NoticeCode.CODE_UNKNOWN),
    ("SZAPP.v1.AAAA", NoticeCode.CODE_CUT_OFF),
    ("SZAPP.v2." + "A" * 60, NoticeCode.CODE_OTHER_VERSION),
    ("pay\x07here", NoticeCode.CODE_CONTROL_CHARACTERS),
    ("\u202emoc.elpmaxe", NoticeCode.CODE_TURNED_TEXT),
    ("zero\u200bwidth", NoticeCode.CODE_HIDDEN_CHARACTERS),
    ("https://kiosk.example/v/GL1#LH1:" + "a" * 200, NoticeCode.CODE_DAMAGED),
]


@pytest.mark.journey
def test_every_foreign_code_is_told_in_its_own_words_and_shown_nowhere(house, capfd):
    house.identify_for(*RECORD)
    for text, notice in FOREIGN:
        house.show(text)
        house.told(notice, on=Identify)
        assert text not in canaries.on_screen(house.app)
        assert house.visit.visitor is None
    written = "".join(capfd.readouterr())
    assert [text for text, _ in FOREIGN if text in written] == []
    assert "open-sesame" not in written
    house.hands.show("wang")
    house.at(Records)


@pytest.mark.journey
def test_of_two_codes_none_is_taken(house):
    house.identify_for(*RECORD)
    house.hands.accompany(is_there=True)
    house.hands.show("wang")
    house.told(NoticeCode.CODES_MANY, on=Identify)
    assert house.visit.visitor is None
    house.hands.accompany(is_there=False)
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
