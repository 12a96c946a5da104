"""Cards that are pulled, wrong, broken or expired, and a reader that goes away."""

import pytest

from drivers import DeviceKind
from drivers.sim.world import PlannedTrouble, Trouble
from kiosk.devices import Part
from kiosk.session import NoticeCode
from kiosk.session.visit import Identify, Records, Working

RECORD = ("query", "insurance-record")
FOR_EVER = 0


def hangs(house, step):
    """The reader waits at this APDU until the plan is cleared."""
    plan = PlannedTrouble(Trouble.HANG, skip=step, times=FOR_EVER)
    house.hands.break_(DeviceKind.CARD_READER, plan)


def reached(house):
    """Whether the reader is asked for that APDU, or soon will be."""
    troubles = house.world.state.troubles
    return isinstance(house.scene, Working) and bool(troubles) and troubles[0][1].skip == 0


@pytest.mark.journey
@pytest.mark.parametrize("apdu", [0, 1, 3, 5])
def test_a_card_pulled_at_any_moment_is_asked_for_again(house, apdu):
    house.identify_for(*RECORD)
    hangs(house, apdu)
    house.hands.tap("zhang")
    house.wait(lambda: reached(house), f"APDU {apdu}")
    house.hands.take()
    house.told(NoticeCode.CARD_REMOVED, on=Identify)
    assert house.visit.visitor is None
    house.hands.mend(DeviceKind.CARD_READER)
    house.hands.tap("zhang")
    house.at(Records)
    assert house.visit.visitor is not None


@pytest.mark.journey
def test_a_card_laid_again_before_the_machine_looked_is_read(house):
    """The card goes and comes while the reader is still busy with its first stay."""
    house.identify_for(*RECORD)
    hangs(house, 3)
    house.hands.tap("zhang")
    house.wait(lambda: reached(house), "the third APDU")
    house.hands.take()
    house.hands.tap("zhang")
    house.hands.mend(DeviceKind.CARD_READER)
    house.at(Records)


@pytest.mark.journey
@pytest.mark.parametrize(
    ("card", "notice"),
    [
        ("metro", NoticeCode.CARD_NOT_IDENTITY),
        ("blank", NoticeCode.CARD_MALFORMED),
        ("zhao", NoticeCode.CARD_EXPIRED),
    ],
)
def test_a_card_that_does_not_do_is_told_and_the_next_one_is_taken(house, card, notice):
    house.identify_for(*RECORD)
    house.hands.tap(card)
    house.told(notice, on=Identify)
    assert house.visit.visitor is None
    house.take_card()
    house.hands.tap("zhang")
    house.at(Records)


@pytest.mark.journey
def test_garbled_answers_never_identify_anybody(house):
    house.identify_for(*RECORD)
    house.hands.break_(DeviceKind.CARD_READER, PlannedTrouble(Trouble.GARBLE, skip=4))
    house.hands.tap("zhang")
    house.wait(lambda: house.visit.notice is not None, "a notice")
    house.at(Identify)
    assert house.visit.notice in {NoticeCode.CARD_MALFORMED, NoticeCode.CARD_UNREADABLE}
    house.take_card()
    house.hands.tap("zhang")
    house.at(Records)


@pytest.mark.journey
def test_without_a_reader_the_screen_says_so_and_the_phone_still_works(house):
    house.identify_for(*RECORD)
    house.hands.plug(DeviceKind.CARD_READER, plugged=False)
    house.becomes(Part.CARD_READER, usable=False)
    trouble = house.texts.resident_fault("not_connected")
    house.wait(lambda: trouble in house.words(), "the reader's trouble")
    house.hands.show("wang")
    house.at(Records)
    house.hands.hide()
    house.leave()
    house.hands.plug(DeviceKind.CARD_READER, plugged=True)
    house.becomes(Part.CARD_READER, usable=True)
    house.identify_for(*RECORD)
    house.wait(lambda: trouble not in house.words(), "the reader to be offered again")
    house.hands.tap("zhang")
    house.at(Records)


@pytest.mark.journey
def test_a_reader_unplugged_while_it_reads_is_told_and_takes_the_card_after_it_is_back(house):
    house.identify_for(*RECORD)
    hangs(house, 2)
    house.hands.tap("zhang")
    house.wait(lambda: reached(house), "the second APDU")
    house.hands.plug(DeviceKind.CARD_READER, plugged=False)
    house.told(NoticeCode.READER_DOWN, on=Identify)
    house.hands.mend(DeviceKind.CARD_READER)
    house.hands.plug(DeviceKind.CARD_READER, plugged=True)
    house.at(Records)
