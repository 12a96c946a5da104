"""The key of a travel document from the tray: filled in and used at once, or said why not."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.session import NoticeCode, effects, events, listening
from kiosk.session.data import DocumentKey
from kiosk.session.key_entry import KeyDraft, KeyField, TrayStage
from kiosk.session.visit import Attract, Home, Identify, Task, Unlock, Working
from tests.kiosk.session.visits import VISITOR, Walk

KEY = DocumentKey("H00000002", date(1996, 10, 3), date(2034, 4, 8))
FILLED = KeyDraft("H00000002", "19961003", "20340408", KeyField.EXPIRY)
NOTHING = KeyDraft()
HALF = KeyDraft("H0000")
AGAIN = [NoticeCode.ZONE_MISSING, NoticeCode.ZONE_UNREADABLE]
USELESS = [NoticeCode.ZONE_CAMERA_DOWN, NoticeCode.ZONE_WITHOUT_KEY]


def unlocking(draft: KeyDraft = NOTHING) -> Walk:
    walk = Walk().do(events.CardLaid())
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_KEY_NEEDED))
    walk.visit = replace(walk.visit, scene=Unlock(None, draft))
    return walk


def reading(draft: KeyDraft = NOTHING) -> Walk:
    walk = unlocking(draft).do(events.ZonePressed())
    assert walk.scene == Unlock(None, draft, tray=TrayStage.READING)
    return walk


def test_the_tray_is_looked_at_only_while_it_is_asked_for():
    walk = unlocking()
    assert not listening(walk.visit).page
    walk.do(events.ZonePressed())
    assert walk.effects == (effects.ReadZone(walk.ticket),)
    wanted = listening(walk.visit)
    assert (wanted.page, wanted.card, wanted.code) == (True, True, False)
    walk.do(events.ZoneDeclined())
    assert not listening(walk.visit).page


def test_a_key_from_the_page_fills_the_fields_and_reads_the_chip_at_once():
    walk = reading(HALF)
    walk.do(events.ZoneRead(walk.ticket, KEY))
    assert walk.scene == Working(Task.IDENTIFYING, draft=FILLED)
    assert walk.effects == (effects.IdentifyByCard(walk.ticket, None, KEY),)
    assert "H00000002" not in repr(walk.visit) + repr(events.ZoneRead(1, KEY))


def test_the_document_may_still_be_on_the_tray_when_the_chip_is_to_be_read():
    walk = reading()
    walk.do(events.ZoneRead(walk.ticket, KEY))
    walk.do(events.Failed(walk.ticket, NoticeCode.CARD_REMOVED))
    assert walk.scene == Unlock(None, FILLED)
    assert walk.visit.notice is NoticeCode.CARD_AWAITED
    walk.do(events.CardLaid())
    assert walk.effects == (effects.IdentifyByCard(walk.ticket, None, KEY),)


@pytest.mark.parametrize("notice", AGAIN)
def test_an_unread_page_stays_in_view_and_may_be_read_again(notice):
    walk = reading(HALF)
    walk.do(events.Failed(walk.ticket, notice))
    assert walk.scene == Unlock(None, HALF, tray=TrayStage.UNREAD)
    assert walk.visit.notice is notice
    assert listening(walk.visit).page
    before = walk.ticket
    walk.do(events.ZonePressed())
    assert walk.scene.tray is TrayStage.READING
    assert walk.visit.notice is None
    assert walk.effects == (effects.ReadZone(before + 1),)


@pytest.mark.parametrize("notice", USELESS)
def test_where_another_look_brings_nothing_the_keys_come_back(notice):
    walk = reading(HALF)
    walk.do(events.Failed(walk.ticket, notice))
    assert walk.scene == Unlock(None, HALF)
    assert walk.visit.notice is notice


@pytest.mark.parametrize(
    "leaves",
    [events.ZoneDeclined(), events.KeyTyped("1"), events.KeyFieldChosen(KeyField.BIRTH)],
    ids=["declined", "typed", "chosen"],
)
def test_whoever_types_after_all_hears_nothing_of_a_late_key(leaves):
    walk = reading(HALF)
    late = walk.ticket
    walk.do(leaves)
    typing = walk.scene
    assert isinstance(typing, Unlock)
    assert typing.tray is None
    walk.do(events.ZoneRead(late, KEY), events.Failed(late, NoticeCode.ZONE_MISSING))
    assert walk.scene == typing
    assert walk.visit.notice is None


def test_one_reading_at_a_time():
    walk = reading()
    ticket = walk.ticket
    walk.do(events.ZonePressed())
    assert (walk.ticket, walk.effects) == (ticket, ())


@pytest.mark.parametrize("leave", [events.BackPressed(), events.HomePressed()])
def test_leaving_ends_the_reading(leave):
    walk = reading()
    late = walk.ticket
    walk.do(leave)
    assert walk.scene == Home()
    walk.do(events.ZoneRead(late, KEY))
    assert walk.scene == Home()
    walk.do(events.LeavePressed())
    assert walk.scene == Attract()


def test_a_card_laid_meanwhile_is_read_and_the_late_key_is_nobodys():
    walk = reading()
    late = walk.ticket
    walk.do(events.CardLaid(), events.ZoneRead(late, KEY))
    assert isinstance(walk.scene, Working)
    walk.do(events.IdentityKnown(walk.ticket, VISITOR))
    assert walk.visit.visitor == VISITOR
    assert not isinstance(walk.scene, Unlock)


@pytest.mark.parametrize("scene", [Home(), Identify(), Attract()], ids=lambda s: type(s).__name__)
def test_elsewhere_the_tray_means_nothing(scene):
    walk = Walk()
    walk.visit = replace(walk.visit, scene=scene)
    walk.do(events.ZoneDeclined())
    assert walk.effects == ()
    walk.do(events.ZonePressed())
    assert not listening(walk.visit).page
