"""The technicians' door: wrong PINs, a lock that outlives restarts, and the page behind it."""

import pytest

from drivers import DeviceKind
from kiosk.devices import Part
from kiosk.session import NoticeCode
from kiosk.session.visit import Attract, Home, Identify, Maintenance, SignIn

pytestmark = pytest.mark.journey
RIGHT, WRONG = "246810", "135791"
TRIES = 5


def knock(house):
    house.touch(*["clock"] * 5)


def enter(house, pin):
    """Type a PIN and wait for the verdict."""
    ticket = house.visit.ticket
    house.touch(*(f"key-{digit}" for digit in pin))
    house.wait(
        lambda: (
            house.visit.ticket > ticket
            and (house.visit.notice is not None or not isinstance(house.scene, SignIn))
        ),
        "the verdict",
    )


def test_wrong_pins_lock_the_door_and_a_restart_does_not_open_it(open_house):
    house = open_house()
    house.ready()
    knock(house)
    house.at(SignIn)
    for _ in range(TRIES - 1):
        enter(house, WRONG)
        assert house.visit.notice is NoticeCode.PIN_WRONG
    enter(house, WRONG)
    assert house.visit.notice is NoticeCode.PIN_LOCKED
    assert house.scene.locked_seconds > 0
    house.wait(lambda: house.pilot.shows("locked-left"), "the countdown")
    house.close()

    again = open_house()
    again.ready()
    knock(again)
    enter(again, RIGHT)
    assert isinstance(again.scene, SignIn)
    assert again.visit.notice is NoticeCode.PIN_LOCKED


def test_a_wrong_pin_is_told_and_the_right_one_opens(house):
    knock(house)
    enter(house, WRONG)
    house.wait(lambda: house.texts.notice("pin_wrong").title in house.words(), "the words")
    enter(house, RIGHT)
    house.at(Maintenance)
    house.pass_seconds(121)
    house.at(Attract)


def test_the_page_names_every_fault_and_tells_how_a_test_print_ends(house):
    knock(house)
    enter(house, RIGHT)
    house.at(Maintenance)
    for part in Part:
        assert house.texts.part(part).name in house.words()
    house.hands.paper("out")
    house.becomes(Part.PRINTER, usable=False)
    house.wait(lambda: house.texts.technician_fault("paper_out") in house.words(), "the fault")
    house.hands.plug(DeviceKind.CARD_READER, plugged=False)
    house.becomes(Part.CARD_READER, usable=False)
    house.wait(lambda: house.texts.technician_fault("not_connected") in house.words(), "it")
    house.touch("test-print")
    house.told(NoticeCode.PRINTER_PAPER_OUT, on=Maintenance)
    house.hands.paper("full")
    house.becomes(Part.PRINTER, usable=True)
    house.touch("test-print")
    house.told(NoticeCode.TEST_PRINTED, on=Maintenance)
    assert house.world.state.pieces == 1
    house.touch("leave")
    house.at(Attract)


def test_nobody_knocks_during_a_visit_of_somebody_known(house):
    house.hands.tap("zhang")
    house.at(Home)
    assert house.visit.visitor is not None
    knock(house)
    assert not isinstance(house.scene, SignIn)
    house.leave()
    house.touch("start")
    house.at(Home)
    knock(house)
    house.at(SignIn)
    house.take_card()
    house.hands.tap("zhang")
    house.pilot.rest(300)
    assert not isinstance(house.scene, Identify)
    assert house.visit.visitor is None
